import * as z from 'zod/mini'
import { done, endpoint, event, id, instant, job, nothing } from '../contract.ts'
import { PREVIEW_KINDS, PREVIEW_STATES } from './preview.ts'

/**
 * Files go up by tus (https://tus.io, version 1.0.0) at `/api/uploads`: metadata `filename` and, if it belongs to one,
 * `classId`. The last part of the upload's address is the file's id. They come down from `/api/files/:fileId` (shown on
 * the page when that is safe) and `/api/files/:fileId/download` (always saved).
 */
export const UPLOADS_PATH = '/api/uploads'

export const fileView = z.object({
  id,
  name: z.string(),
  /** Told from the bytes, not from the name. */
  mediaType: z.string(),
  size: z.int(),
})
export type FileView = z.output<typeof fileView>

/** At most this many files on one message, assignment or attempt. */
export const FILES_LIMIT = 20
/** The files of something, in order. */
export const fileIds = z.array(id).check(z.maxLength(FILES_LIMIT, 'too-many'))

/** Where a file is shown from. */
export const filePath = (fileId: string): string => `/api/files/${fileId}`
/** Where a file is saved from. */
export const downloadPath = (fileId: string): string => `/api/files/${fileId}/download`

export const getFile = endpoint({
  method: 'GET',
  path: '/api/files/:fileId/info',
  summary: 'What is known of one file the caller may read.',
  input: nothing,
  output: z.extend(fileView, { ownerId: id, createdAt: instant }),
})

export const deleteFile = endpoint({
  method: 'DELETE',
  path: '/api/files/:fileId',
  summary: 'Throw away an own file that is attached to nothing yet.',
  input: nothing,
  output: done,
})

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
)

export const makePreviews = job(
  'files.preview',
  'Makes what files look like that somebody waits for, one after the other.',
  nothing,
)
