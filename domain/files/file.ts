import { extensionOf } from './media-type.ts'

/** The longest name that is kept, in characters; longer ones lose their middle, never their ending. */
export const NAME_LIMIT = 160

/** Characters that reorder or hide text: `photo<RLO>gpj.exe` would read as `photoexe.jpg` (Unicode TR 36). */
const HIDDEN =
  /[\p{Cc}\p{Cs}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]/gu
/** What a file system of a reader's machine refuses or reads as a path. */
const FORBIDDEN = /[<>:"|?*]/g
/** Device names of Windows: a download with such a name cannot be opened there. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

const shorten = (name: string): string => {
  const letters = [...name]
  if (letters.length <= NAME_LIMIT) return name
  const extension = extensionOf(name)
  const ending = extension ? `.${extension}` : ''
  return `${letters.slice(0, NAME_LIMIT - ending.length - 1).join('')}…${ending}`
}

/**
 * A name that is safe to store, show and save under: the last part of a path, without control, direction and reserved
 * characters. Never empty; `fallback` stands for what nothing is left of.
 */
export const cleanFileName = (name: string, fallback = 'file'): string => {
  const last = name
    .normalize('NFC')
    .replace(HIDDEN, '')
    .split(/[\\/]/)
    .findLast((part) => part.trim() !== '')
  const plain = (last ?? '')
    .replace(FORBIDDEN, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[\s.]+|[\s.]+$/g, '')
  if (plain === '') return fallback
  return shorten(DEVICE.test(plain) ? `_${plain}` : plain)
}

/** A `Content-Disposition` with the name for old and new readers (RFC 6266, RFC 5987). */
export const contentDisposition = (kind: 'inline' | 'attachment', name: string): string => {
  const ascii = name.replace(/[^\x20-\x7e]/g, '_').replace(/["\\%]/g, '_')
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${kind}; filename="${ascii}"; filename*=UTF-8''${encoded}`
}

/** Both ends included. */
export interface ByteRange {
  start: number
  end: number
}

/**
 * A `Range` header against a size: the one range that was asked for, `whole` when there is none (or several, or nonsense:
 * RFC 9110 lets a server ignore them), or `unsatisfiable`.
 */
export const byteRangeOf = (
  header: string | undefined,
  size: number,
): ByteRange | 'whole' | 'unsatisfiable' => {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '')
  if (!match || (match[1] === '' && match[2] === '')) return 'whole'
  if (match[1] === '') {
    const length = Math.min(Number(match[2]), size)
    return length === 0 ? 'unsatisfiable' : { start: size - length, end: size - 1 }
  }
  const start = Number(match[1])
  const end = match[2] === '' ? size - 1 : Number(match[2])
  if (end < start && match[2] !== '') return 'whole'
  return start >= size ? 'unsatisfiable' : { start, end: Math.min(end, size - 1) }
}
