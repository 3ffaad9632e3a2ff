import * as z from 'zod/mini'
import { done, endpoint, id, instant, nothing } from '../contract.ts'

/**
 * Files go up by tus (https://tus.io, version 1.0.0) at `/api/uploads`: metadata `filename` and, if it belongs to one,
 * `classId` or an `audienceId`; with an `assignmentId` it is work, which finds room also where its owner's share is full. The last part of the upload's address is the file's id. They come down from `/api/files/:fileId` (shown on
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
  output: z.extend(fileView, {
    ownerId: id,
    createdAt: instant,
    /** For its owner, once little is left of what one person may keep: bytes that are kept, and how many may be. */
    room: z.nullable(z.object({ kept: z.int(), limit: z.int() })),
  }),
})

export const deleteFile = endpoint({
  method: 'DELETE',
  path: '/api/files/:fileId',
  needs: 'file.upload',
  summary: 'Throw away an own file that is attached to nothing yet.',
  input: nothing,
  output: done,
})
