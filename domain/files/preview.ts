import { fileKindOf } from './media-type.ts'

/** How a file is shown to somebody who looks at it without opening another program. Pure. */

/** What a preview is, once there is one. */
export const PREVIEW_KINDS = ['picture', 'pdf', 'text', 'table', 'writing'] as const
export type PreviewKind = (typeof PREVIEW_KINDS)[number]

/** `none`: there is no way here to make one of this file; `failed`: it was tried. */
export const PREVIEW_STATES = ['waiting', 'ready', 'failed', 'none'] as const
export type PreviewState = (typeof PREVIEW_STATES)[number]

const MEGABYTE = 1024 * 1024
/** Files larger than this are saved and opened elsewhere. */
export const PREVIEW_LIMIT = 64 * MEGABYTE
/** So much of a text, and so many rows and columns of a table, are shown. */
export const PREVIEW_TEXT = 200_000
export const PREVIEW_ROWS = 200
export const PREVIEW_COLUMNS = 40

/** What the page shows from the file itself, and what the worker first makes something of. */
export type Look = 'picture' | 'pdf' | 'audio' | 'video' | 'make-picture' | 'make-document'

/** Photos of telephones and scans, which browsers do not draw. */
const FOREIGN_PICTURES = new Set(['image/heic', 'image/tiff'])
const WRITTEN = /officedocument|opendocument|msword|ms-excel|ms-powerpoint|^text\/|^application\/rtf$/

/** How this file is looked at; null when it can only be saved. */
export const lookOf = (file: { mediaType: string; size: number }): Look | null => {
  const { mediaType, size } = file
  const kind = fileKindOf(mediaType)
  if (kind === 'image') return 'picture'
  if (kind === 'audio' || kind === 'video') return kind
  if (kind === 'pdf') return 'pdf'
  if (size > PREVIEW_LIMIT) return null
  if (FOREIGN_PICTURES.has(mediaType)) return 'make-picture'
  return WRITTEN.test(mediaType) ? 'make-document' : null
}

/** Whether the worker has to make something of it first. */
export const isMade = (look: Look | null): boolean => look === 'make-picture' || look === 'make-document'
