import { Readable } from 'node:stream'
import * as files from '#domain/files/contract.ts'
import { openPreview, previewPath } from '#domain/files/preview-contract.ts'
import {
  type AccessCase,
  accessCase,
  EVERYBODY,
  MEMBERS,
  rawCase,
  type World,
} from '../testing/access-case.ts'
import { attachToMessage, upload } from '../testing/upload.ts'
import { previewKey } from './preview.ts'

const BYTES = Buffer.from('notes')

const onMessage = async ({ school, people, class: here }: World): Promise<string> => {
  const fileId = await upload(await school.signedIn(people.teacher), 'notes.txt', BYTES)
  await attachToMessage(school, here.id, people.teacher, fileId)
  return fileId
}

/** As above, with a preview that the worker has made. */
const previewed = async (world: World): Promise<string> => {
  const fileId = await onMessage(world)
  const { blobs, connection, now } = world.school.services
  await blobs.put(previewKey(fileId), Readable.from([BYTES]))
  await connection.db
    .insertInto('filePreview')
    .values({ fileId, state: 'ready', kind: 'text', askedAt: now(), endedAt: now() })
    .execute()
  return fileId
}

export const cases: AccessCase[] = [
  rawCase(
    `ALL ${files.UPLOADS_PATH}/:uploadId?`,
    EVERYBODY.filter((visitor) => !visitor.includes('guardian')),
    async () => ({
      method: 'POST',
      path: files.UPLOADS_PATH,
      headers: { 'tus-resumable': '1.0.0', 'upload-length': '5' },
    }),
  ),
  rawCase('GET /api/files/:fileId', MEMBERS, async (world) => ({
    method: 'GET',
    path: files.filePath(await onMessage(world)),
  })),
  rawCase('GET /api/files/:fileId/download', MEMBERS, async (world) => ({
    method: 'GET',
    path: files.downloadPath(await onMessage(world)),
  })),
  rawCase('GET /api/files/:fileId/preview/content', MEMBERS, async (world) => ({
    method: 'GET',
    path: previewPath(await previewed(world)),
  })),
  accessCase(openPreview, MEMBERS, async (world) => ({
    params: { fileId: await onMessage(world) },
    input: {},
  })),
  accessCase(files.getFile, MEMBERS, async (world) => ({
    params: { fileId: await onMessage(world) },
    input: {},
  })),
  accessCase(files.deleteFile, ['teacher'], async ({ school, people }) => ({
    params: { fileId: await upload(await school.signedIn(people.teacher), 'notes.txt', BYTES) },
    input: {},
  })),
]
