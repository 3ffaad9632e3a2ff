import { extensionOf } from '#domain/files/media-type.ts'
import {
  lookOf,
  PREVIEW_COLUMNS,
  PREVIEW_ROWS,
  PREVIEW_TEXT,
  type PreviewKind,
} from '#domain/files/preview.ts'
import { decideText } from '#domain/text-encoding.ts'
import { readSpreadsheet } from '#platform/spreadsheet/read.ts'
import { pdfOf } from './office.ts'
import { inThread } from './thread-of.ts'

/** What a file looks like, ready to be stored. */
export interface Made {
  kind: PreviewKind
  content: Buffer
}

interface Original {
  name: string
  mediaType: string
  size: number
}

const table = async (bytes: Buffer, name: string): Promise<Made> => {
  const sheets = await readSpreadsheet(bytes, name)
  const shown = sheets.map((sheet) => ({
    name: sheet.name,
    rows: sheet.rows.slice(0, PREVIEW_ROWS).map((row) => row.cells.slice(0, PREVIEW_COLUMNS)),
    isWhole:
      sheet.rows.length <= PREVIEW_ROWS && sheet.rows.every(({ cells }) => cells.length <= PREVIEW_COLUMNS),
  }))
  return { kind: 'table', content: Buffer.from(JSON.stringify(shown)) }
}

const text = (bytes: Buffer): Made => {
  const words = decideText(bytes)
  if (!words) throw new Error('no text')
  return { kind: 'text', content: Buffer.from(words.text.slice(0, PREVIEW_TEXT)) }
}

/** What can be told of a document without an office program; null for what we do not read ourselves. */
const withoutOffice = async (bytes: Buffer, name: string): Promise<Made | null> => {
  switch (extensionOf(name)) {
    case 'docx':
      return { kind: 'writing', content: await inThread({ what: 'docx', bytes }) }
    case 'xlsx':
      return table(bytes, name)
    default:
      return null
  }
}

/** By the office program as it would be printed; where that is missing or cannot read it, by ourselves. */
const withOffice = async (bytes: Buffer, name: string, office: string | null): Promise<Made | null> => {
  try {
    const pdf = office && (await pdfOf(bytes, extensionOf(name), office))
    if (pdf) return { kind: 'pdf', content: pdf }
  } catch (error) {
    const made = await withoutOffice(bytes, name)
    if (made) return made
    throw error
  }
  return withoutOffice(bytes, name)
}

/**
 * What a file looks like where no browser shows it; null when this machine cannot tell. Throws when the file is not what
 * it says it is, or wants more time, memory or pixels than anybody's work needs.
 */
export const previewOf = async (
  bytes: Buffer,
  file: Original,
  office: string | null,
): Promise<Made | null> => {
  const look = lookOf(file)
  if (look === 'make-picture')
    return {
      kind: 'picture',
      content: await inThread({ what: file.mediaType === 'image/heic' ? 'heic' : 'tiff', bytes }),
    }
  if (look !== 'make-document') return null
  if (file.mediaType === 'text/csv' || extensionOf(file.name) === 'tsv') return table(bytes, file.name)
  return file.mediaType.startsWith('text/') ? text(bytes) : withOffice(bytes, file.name, office)
}
