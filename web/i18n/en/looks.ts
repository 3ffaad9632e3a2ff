/** Where files are looked at; loaded with the first one. */
export const looks = {
  look: 'Show here',
  hide: 'Hide',
  open: 'Open in a new tab',
  save: 'Save {name}',
  making:
    '{name} is being made ready to look at. This takes a few seconds; a long document takes up to a minute.',
  previewFailed: 'This file cannot be shown here. Save it and open it on your device.',
  noPreview: 'This kind of file cannot be shown here. Save it and open it on your device.',
  pdfLocked: 'This PDF asks for a password. Save it and open it on your device.',
  page: 'Page {no} of {count}',
  pageBroken: 'This page cannot be drawn. Save the file and open it on your device.',
  morePages: {
    one: '{count} more page: save the file to see it.',
    other: '{count} more pages: save the file to see them.',
  },
  zoom: '{percent}%',
  larger: 'Larger (+)',
  smaller: 'Smaller (-)',
  writingOnly:
    'Text, tables and pictures without the page layout. Formulas and drawings are only in the file.',
  moreInFile: 'There is more in the file: save it to see the rest.',
  rowsOnly: 'Only the first {rows} rows and {columns} columns are shown.',
} as const
