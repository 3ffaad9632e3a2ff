import * as z from 'zod/mini'
import { endpoint, event, id, job, nothing } from '../contract.ts'
import { PREVIEW_KINDS, PREVIEW_STATES } from './preview.ts'

/** How files are looked at that no browser shows; apart from `contract.ts`, because few pages need it at once. */

/** What a preview shows is fetched from here. */
export const previewPath = (fileId: string): string => `/api/files/${fileId}/preview/content`

export const filePreview = z.object({
  state: z.enum(PREVIEW_STATES),
  /** What it is, once it is ready. */
  kind: z.nullable(z.enum(PREVIEW_KINDS)),
})
export type FilePreview = z.output<typeof filePreview>

export const openPreview = endpoint({
  method: 'POST',
  path: '/api/files/:fileId/preview',
  summary: 'Ask what a file looks like that no browser shows by itself; it is made once, and then kept.',
  input: nothing,
  output: filePreview,
})

export const previewMade = event(
  'file.previewed',
  'The preview of a file that the account waits for is ready, or cannot be made.',
  z.object({ fileId: id, preview: filePreview }),
  { keep: 7 },
)

export const makePreviews = job(
  'files.preview',
  'Makes what files look like that somebody waits for, one after the other.',
  nothing,
)
