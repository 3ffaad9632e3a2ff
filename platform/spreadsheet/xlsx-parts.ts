import { type NumberFormat, numberFormat } from './number-format.ts'
import { type Limits, ownText, unreadable } from './sheet.ts'
import { attributeOf, readXml } from './xml.ts'
import type { Zip } from './zip.ts'

/** The small parts of an .xlsx file around its sheets: which sheets there are, shared texts, how styles show numbers. */

export interface SheetPart {
  name: string
  path: string
}

export interface WorkbookParts {
  sheets: SheetPart[]
  sharedStringsPath: string | null
  stylesPath: string | null
  from1904: boolean
}

interface Relation {
  type: string
  path: string
}

/** `../styles.xml` seen from `xl/worksheets/` → `xl/styles.xml`. A path never leaves the archive. */
const resolve = (folder: string, target: string): string => {
  const parts = target.startsWith('/') ? [] : folder.split('/').filter(Boolean)
  for (const step of target.split('/')) {
    if (step === '..') parts.pop()
    else if (step !== '.' && step !== '') parts.push(step)
  }
  return parts.join('/')
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1)

const readRelations = async (zip: Zip, folder: string, file: string): Promise<Map<string, Relation>> => {
  const relations = new Map<string, Relation>()
  const path = `${folder}_rels/${file}.rels`
  if (!zip.has(path)) return relations
  await readXml(zip.read(path), {
    open: (name, tag) => {
      if (name !== 'Relationship' || attributeOf(tag, 'TargetMode') === 'External') return
      const target = attributeOf(tag, 'Target')
      const type = attributeOf(tag, 'Type') ?? ''
      if (target) relations.set(attributeOf(tag, 'Id') ?? '', { type, path: resolve(folder, target) })
    },
  })
  return relations
}

const ofType = (relations: Map<string, Relation>, type: string): string | null =>
  [...relations.values()].find((relation) => relation.type.endsWith(`/${type}`))?.path ?? null

/** The sheets a person sees, in their order; hidden ones are left out. */
export const readWorkbookParts = async (zip: Zip): Promise<WorkbookParts> => {
  const path = ofType(await readRelations(zip, '', ''), 'officeDocument') ?? 'xl/workbook.xml'
  if (!zip.has(path)) throw unreadable('not-a-spreadsheet')
  const folder = folderOf(path)
  const relations = await readRelations(zip, folder, path.slice(folder.length))
  const parts: WorkbookParts = {
    sheets: [],
    sharedStringsPath: ofType(relations, 'sharedStrings') ?? `${folder}sharedStrings.xml`,
    stylesPath: ofType(relations, 'styles'),
    from1904: false,
  }
  await readXml(zip.read(path), {
    open: (name, tag) => {
      if (name === 'workbookPr') parts.from1904 = /^(1|true)$/.test(attributeOf(tag, 'date1904') ?? '')
      if (name !== 'sheet' || (attributeOf(tag, 'state') ?? 'visible') !== 'visible') return
      const relation = relations.get(attributeOf(tag, 'id') ?? '')
      if (relation?.type.endsWith('/worksheet'))
        parts.sheets.push({ name: attributeOf(tag, 'name') ?? '', path: relation.path })
    },
  })
  return parts
}

/** Excel writes characters that XML cannot hold as `_x000D_`. */
export const unescapeText = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text

/** The texts that cells point to by number, without their phonetic readings. */
export const readSharedStrings = async (zip: Zip, path: string | null, limits: Limits): Promise<string[]> => {
  const strings: string[] = []
  if (path === null || !zip.has(path)) return strings
  let [text, inText, inPhonetic, characters] = ['', false, false, 0]
  await readXml(zip.read(path), {
    open: (name) => {
      if (name === 'si') text = ''
      else if (name === 'rPh') inPhonetic = true
      else if (name === 't') inText = !inPhonetic
    },
    text: (piece) => {
      if (inText) text += piece
    },
    close: (name) => {
      if (name === 't') inText = false
      else if (name === 'rPh') inPhonetic = false
      if (name !== 'si') return
      characters += text.length
      strings.push(ownText(unescapeText(text)))
      if (strings.length > limits.cells || characters > limits.characters)
        throw unreadable('too-many-cells', { limit: limits.cells })
    },
  })
  return strings
}

/** For each cell style, by number, how it shows numbers. */
export const readNumberFormats = async (zip: Zip, path: string | null): Promise<NumberFormat[]> => {
  const styles: NumberFormat[] = []
  if (path === null || !zip.has(path)) return styles
  const codes = new Map<number, string>()
  const formats = new Map<number, NumberFormat>()
  let inCells = false
  const formatOf = (id: number): NumberFormat => {
    const known = formats.get(id) ?? numberFormat(id, codes.get(id))
    formats.set(id, known)
    return known
  }
  await readXml(zip.read(path), {
    open: (name, tag) => {
      if (name === 'numFmt')
        codes.set(Number(attributeOf(tag, 'numFmtId')), attributeOf(tag, 'formatCode') ?? '')
      else if (name === 'cellXfs') inCells = true
      else if (name === 'xf' && inCells) styles.push(formatOf(Number(attributeOf(tag, 'numFmtId') ?? 0)))
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false
    },
  })
  return styles
}
