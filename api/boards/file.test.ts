import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { BOARD_FILES_LIMIT } from '#domain/boards/board.ts'
import { lockBoard } from '#domain/boards/contract.ts'
import { newId } from '#domain/ids.ts'
import { inTransaction } from '#platform/context.ts'
import { type Person, type TestClass, TestSchool } from '../testing/school.ts'
import { createBoard } from './board.ts'
import { pictureType } from './file.ts'

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)
const hashOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

let school: TestSchool
let room: TestClass
let boardId: string

const put = (
  person: Person,
  bytes: Buffer | string,
  fileId = hashOf(Buffer.from(bytes)),
  type = 'image/png',
) =>
  person.client.fetch(`/api/boards/${boardId}/files/${fileId}`, {
    method: 'PUT',
    body: new Uint8Array(Buffer.from(bytes)),
    headers: { 'content-type': type },
  })
const get = (person: Person, fileId: string) => person.client.fetch(`/api/boards/${boardId}/files/${fileId}`)

beforeAll(async () => {
  school = await TestSchool.start()
  room = await school.aClass({ students: 1 })
  boardId = newId()
  await inTransaction(school.system, (tx) =>
    createBoard(tx, { id: boardId, classId: room.id, name: 'Board' }),
  )
})

describe('pictures on a board', () => {
  it('a picture that one adds, the others of the class can see', async () => {
    const fileId = hashOf(PNG)
    expect((await put(room.students[0]!, PNG)).status).toBe(200)
    const answer = await get(room.teacher, fileId)
    // Kept by the browser, shown only after the right was asked anew.
    expect(answer.headers.get('cache-control')).toBe('private, no-cache')
    const again = (person: Person) =>
      person.client.fetch(`/api/boards/${boardId}/files/${fileId}`, {
        headers: { 'if-none-match': answer.headers.get('etag') ?? '' },
      })
    expect((await again(room.teacher)).status).toBe(304)
    expect((await again(await school.person('teacher'))).status).toBe(404)
    expect(answer.headers.get('content-type')).toBe('image/png')
    expect(answer.headers.get('content-security-policy')).toContain('sandbox')
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(PNG)
  })

  it('a picture is written once: later bytes for its number change nothing', async () => {
    const other = Buffer.concat([PNG, Buffer.from('more')])
    expect((await put(room.students[0]!, other, hashOf(PNG))).status).toBe(200)
    const answer = await get(room.teacher, hashOf(PNG))
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(PNG)
  })

  it.each([
    [
      'a drawing of vectors',
      '<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>',
      'image/svg+xml',
    ],
    ['a page called a picture', '<html><script>1</script></html>', 'image/png'],
    ['a document', '%PDF-1.7', 'application/pdf'],
    ['nothing', '', 'image/png'],
  ])('%s is refused by its first bytes', async (_name, bytes, type) => {
    expect((await put(room.teacher, bytes, 'ab'.repeat(32), type)).status).toBe(415)
    expect((await get(room.teacher, 'ab'.repeat(32))).status).toBe(404)
  })

  it('a picture that is too large is refused', async () => {
    const large = Buffer.concat([PNG, Buffer.alloc(8 * 1024 * 1024)])
    expect((await put(room.teacher, large)).status).toBe(413)
  })

  it('others cannot see or add pictures, nor can a student while the board is locked', async () => {
    const stranger = await school.person('student')
    expect((await get(stranger, hashOf(PNG))).status).toBe(404)
    expect((await put(stranger, PNG)).status).toBe(404)
    await room.teacher.client.call(lockBoard, { boardId }, { locked: true })
    const another = Buffer.concat([PNG, Buffer.from('x')])
    expect((await put(room.students[0]!, another)).status).toBe(403)
    expect((await put(room.teacher, another)).status).toBe(200)
  })

  it('a number that is none names nothing', async () => {
    expect((await get(room.teacher, '../../etc/passwd')).status).toBe(404)
    expect((await get(room.teacher, hashOf(PNG).toUpperCase())).status).toBe(404)
  })

  it('the usual kinds of pictures are known', () => {
    expect(pictureType(Buffer.from('GIF89a...'))).toBe('image/gif')
    expect(pictureType(Buffer.from([0xff, 0xd8, 0xff, 0xe0]))).toBe('image/jpeg')
    expect(pictureType(Buffer.from('RIFF0000WEBPVP8 '))).toBe('image/webp')
    expect(pictureType(Buffer.from('RIFF0000WAVEfmt '))).toBeNull()
  })
})

it('of pictures that come at the same time no more are kept than a board holds', async () => {
  const { db } = school.services.connection
  const full = newId()
  await inTransaction(school.system, (tx) => createBoard(tx, { id: full, classId: room.id, name: 'Full' }))
  await db
    .insertInto('boardFile')
    .values(
      Array.from({ length: BOARD_FILES_LIMIT - 1 }, (_, n) => ({
        boardId: full,
        fileId: hashOf(Buffer.from(`${n}`)),
        mediaType: 'image/png',
        size: 1,
        blobKey: newId(),
        createdBy: room.teacher.id,
        createdAt: new Date(),
      })),
    )
    .execute()
  const statuses = await Promise.all(
    Array.from({ length: 8 }, async (_, n) => {
      const bytes = Buffer.concat([PNG, Buffer.from(`${n}`)])
      const answer = await room.teacher.client.fetch(`/api/boards/${full}/files/${hashOf(bytes)}`, {
        method: 'PUT',
        body: new Uint8Array(bytes),
        headers: { 'content-type': 'image/png' },
      })
      return answer.status
    }),
  )
  expect(statuses.sort()).toEqual([200, ...Array.from({ length: 7 }, () => 429)])
})
