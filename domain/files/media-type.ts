/**
 * What stored bytes are, told from the bytes themselves: the name and the browser's word are only claims. Pure.
 */

/** How many bytes from the start `mediaTypeOf` wants to see. */
export const SNIFF_BYTES = 4100

/** What is not known is never opened, only saved. */
export const UNKNOWN_TYPE = 'application/octet-stream'

interface Magic {
  type: string
  /** Hex bytes at `offset`; `..` stands for any byte. */
  bytes: string
  offset?: number
}

/** Signatures at a fixed place, the longest of a family first (IANA registrations and the formats' own documents). */
const MAGIC: readonly Magic[] = [
  { type: 'image/png', bytes: '89504e470d0a1a0a' },
  { type: 'image/jpeg', bytes: 'ffd8ff' },
  { type: 'image/gif', bytes: '474946383761' },
  { type: 'image/gif', bytes: '474946383961' },
  { type: 'image/webp', bytes: '52494646........57454250' },
  { type: 'audio/wav', bytes: '52494646........57415645' },
  { type: 'application/pdf', bytes: '255044462d' },
  { type: 'image/tiff', bytes: '49492a00' },
  { type: 'image/tiff', bytes: '4d4d002a' },
  { type: 'audio/mpeg', bytes: '494433' },
  { type: 'audio/mpeg', bytes: 'fffb' },
  { type: 'audio/mpeg', bytes: 'fff3' },
  { type: 'audio/aac', bytes: 'fff1' },
  { type: 'audio/ogg', bytes: '4f676753' },
  { type: 'audio/flac', bytes: '664c6143' },
  { type: 'application/zip', bytes: '504b0304' },
  { type: 'application/gzip', bytes: '1f8b' },
  { type: 'application/vnd.rar', bytes: '526172211a07' },
  { type: 'application/x-7z-compressed', bytes: '377abcaf271c' },
  { type: 'application/x-ole-storage', bytes: 'd0cf11e0a1b11ae1' },
  { type: 'application/rtf', bytes: '7b5c727466' },
]

const OFFICE = 'application/vnd.openxmlformats-officedocument'
/** Containers say what they hold only deep inside: there the name may choose among harmless types that are only saved. */
const INSIDE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'application/zip': {
    docx: `${OFFICE}.wordprocessingml.document`,
    xlsx: `${OFFICE}.spreadsheetml.sheet`,
    pptx: `${OFFICE}.presentationml.presentation`,
    odt: 'application/vnd.oasis.opendocument.text',
    ods: 'application/vnd.oasis.opendocument.spreadsheet',
    odp: 'application/vnd.oasis.opendocument.presentation',
    epub: 'application/epub+zip',
  },
  'application/x-ole-storage': {
    doc: 'application/msword',
    xls: 'application/vnd.ms-excel',
    ppt: 'application/vnd.ms-powerpoint',
  },
  'audio/ogg': { ogv: 'video/ogg' },
}

/** Text by its name: only plain kinds, never anything a browser would run or render. */
const TEXT: Readonly<Record<string, string>> = {
  txt: 'text/plain',
  md: 'text/plain',
  csv: 'text/csv',
  tsv: 'text/plain',
  json: 'text/plain',
  py: 'text/plain',
  java: 'text/plain',
  c: 'text/plain',
  cpp: 'text/plain',
  tex: 'text/plain',
}

const fits = (head: Uint8Array, { bytes, offset = 0 }: Magic): boolean => {
  const pairs = bytes.match(/../g) ?? []
  if (head.length < offset + pairs.length) return false
  return pairs.every((pair, n) => pair === '..' || head[offset + n] === Number.parseInt(pair, 16))
}

/** WebM and Matroska share a signature; the document type follows within the first bytes. */
const matroska = (head: Uint8Array): string | null => {
  if (!fits(head, { type: '', bytes: '1a45dfa3' })) return null
  const start = String.fromCharCode(...head.subarray(0, 64))
  return start.includes('webm') ? 'video/webm' : 'video/x-matroska'
}

/**
 * The brands of files made of boxes (ISO/IEC 14496-12; registered at mp4ra.org). A brand that is not here is unknown:
 * raw photos (`crx `) and films of closed systems carry the same boxes, and no browser shows them.
 */
const BRANDS: readonly { type: string; brands: RegExp }[] = [
  // A sequence begins with a picture that stands for it, and no browser plays it.
  { type: 'image/heic', brands: /^(hei[cxms]|hev[cxms])$/ },
  { type: 'image/avif', brands: /^avi[fs]$/ },
  { type: 'audio/mp4', brands: /^(M4[ABP] |F4[AB] )$/ },
  { type: 'video/quicktime', brands: /^qt {2}$/ },
  {
    type: 'video/mp4',
    brands: /^(iso[m2-9a-d]|mp4[12]|avc1|dash|M4V[ HP]?|f4v |F4V |mmp4|MSNV|3g[a-z0-9]{2})$/,
  },
]
/** Brands that say only how pictures lie in the file; what they are coded in, the further brands say. */
const PICTURE_BRAND = /^(mif[12]|msf1|mia[fn])$/

const ofBrand = (brand: string): string | null =>
  BRANDS.find(({ brands }) => brands.test(brand))?.type ?? null

/** The type of a file that begins with `ftyp`; null for every other one. */
const boxes = (head: Uint8Array): string | null => {
  if (!fits(head, { type: '', bytes: '66747970', offset: 4 })) return null
  const letters = String.fromCharCode(...head.subarray(0, 256))
  const main = letters.slice(8, 12)
  if (!PICTURE_BRAND.test(main)) return ofBrand(main) ?? UNKNOWN_TYPE
  const size = new DataView(head.buffer, head.byteOffset).getUint32(0)
  const further = letters.slice(16, Math.min(size, letters.length)).match(/.{4}/gs) ?? []
  return further.map(ofBrand).find((type) => type?.startsWith('image/')) ?? 'image/heic'
}

const isText = (head: Uint8Array): boolean => head.length > 0 && !head.includes(0)

/** `Essay.DOCX` → `docx`; empty when there is none. */
export const extensionOf = (name: string): string => {
  const match = /\.([A-Za-z0-9]{1,10})$/.exec(name)
  return match?.[1]?.toLowerCase() ?? ''
}

/**
 * The media type of stored bytes from their first `SNIFF_BYTES`. The name only refines containers and plain text. HTML,
 * SVG and scripts are `application/octet-stream` or plain text whatever they are called.
 */
export const mediaTypeOf = (head: Uint8Array, name: string): string => {
  const extension = extensionOf(name)
  const found = MAGIC.find((magic) => fits(head, magic))?.type ?? boxes(head) ?? matroska(head)
  if (found) return INSIDE[found]?.[extension] ?? found
  return (isText(head) && TEXT[extension]) || UNKNOWN_TYPE
}

const INLINE: ReadonlySet<string> = new Set([
  'image/png',
  'image/jpeg',
  'image/webp',
  'image/gif',
  'image/avif',
  'application/pdf',
  'audio/mpeg',
  'audio/mp4',
  'audio/aac',
  'audio/wav',
  'audio/ogg',
  'audio/flac',
  'video/mp4',
  'video/webm',
  'video/ogg',
  'video/quicktime',
])

/** Whether a browser may show it on the page; everything else is only saved. */
export const isInline = (mediaType: string): boolean => INLINE.has(mediaType)

export const FILE_KINDS = ['image', 'pdf', 'audio', 'video', 'other'] as const
export type FileKind = (typeof FILE_KINDS)[number]

/** How a screen may show it. */
export const fileKindOf = (mediaType: string): FileKind => {
  if (!isInline(mediaType)) return 'other'
  if (mediaType === 'application/pdf') return 'pdf'
  const family = mediaType.split('/')[0]
  return family === 'image' || family === 'audio' || family === 'video' ? family : 'other'
}
