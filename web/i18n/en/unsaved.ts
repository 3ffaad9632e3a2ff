export const unsaved = {
  title: 'Discard what you entered?',
  lead: 'It has not been saved.',
  discard: 'Discard',
  keep: 'Go on here',
}
