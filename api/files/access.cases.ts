import * as files from '#domain/files/contract.ts'
import {
  type AccessCase,
  accessCase,
  EVERYBODY,
  MEMBERS,
  rawCase,
  type World,
} from '../testing/access-case.ts'
import { attachToMessage, upload } from '../testing/upload.ts'

const BYTES = Buffer.from('notes')

const onMessage = async ({ school, people, class: here }: World): Promise<string> => {
  const fileId = await upload(await school.signedIn(people.teacher), 'notes.txt', BYTES)
  await attachToMessage(school, here.id, people.teacher, fileId)
  return fileId
}

export const filesCases: AccessCase[] = [
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
  accessCase(files.getFile, MEMBERS, async (world) => ({
    params: { fileId: await onMessage(world) },
    input: {},
  })),
  accessCase(files.deleteFile, ['teacher'], async ({ school, people }) => ({
    params: { fileId: await upload(await school.signedIn(people.teacher), 'notes.txt', BYTES) },
    input: {},
  })),
]
