import { beforeAll, describe, expect, it } from 'vitest'
import * as files from '#domain/files/contract.ts'
import { removeMember } from '../classes/enrollment.ts'
import { type Person, type TestClass, TestSchool } from '../testing/school.ts'
import { attachToMessage, upload } from '../testing/upload.ts'

let school: TestSchool
let room: TestClass
let student: Person

beforeAll(async () => {
  school = await TestSchool.start()
  room = await school.aClass({ students: 2 })
  student = room.students[0]!
})

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
const get = (person: Person, path: string, headers: Record<string, string> = {}) =>
  person.client.fetch(path, { headers })

const post = (author: Person, fileId: string) => attachToMessage(school, room.id, author, fileId)

describe('a download', () => {
  it('shows what is safe on the page and saves the rest, whatever the name says', async () => {
    const picture = await get(student, `/api/files/${await upload(student.client, '照片.png', PNG)}`)
    expect(picture.headers.get('content-type')).toBe('image/png')
    expect(picture.headers.get('content-disposition')).toBe(
      'inline; filename="__.png"; filename*=UTF-8\'\'%E7%85%A7%E7%89%87.png',
    )
    const html = Buffer.from('<!doctype html><script>alert(1)</script>')
    const trap = await get(student, `/api/files/${await upload(student.client, 'cat.png', html)}`)
    expect(trap.headers.get('content-type')).toBe('application/octet-stream')
    expect(trap.headers.get('content-disposition')).toMatch(/^attachment/)
    for (const answer of [picture, trap]) {
      expect(answer.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/)
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    }
  })

  it('by its saving address is always an attachment', async () => {
    const id = await upload(student.client, 'a.png', PNG)
    const answer = await get(student, files.downloadPath(id))
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment/)
  })

  it('answers ranges, also for seeking in films, and refuses those beyond the end', async () => {
    const path = `/api/files/${await upload(student.client, 'n.txt', Buffer.from('0123456789'))}`
    const part = await get(student, path, { range: 'bytes=2-4' })
    expect(part.status).toBe(206)
    expect(part.headers.get('content-range')).toBe('bytes 2-4/10')
    expect(await part.text()).toBe('234')
    const beyond = await get(student, path, { range: 'bytes=10-' })
    expect(beyond.status).toBe(416)
    expect(beyond.headers.get('content-range')).toBe('bytes */10')
    const stale = await get(student, path, { range: 'bytes=2-4', 'if-range': '"other"' })
    expect([stale.status, await stale.text()]).toEqual([200, '0123456789'])
    const head = await student.client.fetch(path, { method: 'HEAD' })
    expect([head.status, head.headers.get('content-length')]).toEqual([200, '10'])
  })

  it('is not sent again to a browser that has it, but its right is checked', async () => {
    const path = `/api/files/${await upload(student.client, 'n.txt', Buffer.from('0123456789'))}`
    const etag = (await get(student, path)).headers.get('etag') ?? ''
    expect((await get(student, path, { 'if-none-match': etag })).status).toBe(304)
    expect((await get(room.teacher, path, { 'if-none-match': etag })).status).toBe(404)
  })

  it('of a message is for the readers of its channel, until they leave or it is deleted', async () => {
    const id = await upload(room.teacher.client, 'plan.pdf', Buffer.from('%PDF-1.7'))
    const path = `/api/files/${id}`
    const stranger = (await school.aClass()).teacher
    const guardian = await school.guardianOf(student)
    const leaver = room.students[1]!
    expect((await get(student, path)).status).toBe(404)
    const messageId = await post(room.teacher, id)
    expect((await get(student, path)).status).toBe(200)
    expect((await get(leaver, path)).status).toBe(200)
    expect((await get(stranger, path)).status).toBe(404)
    expect((await get(guardian, path)).status).toBe(404)
    expect((await school.visitor().fetch(path)).status).toBe(401)
    await removeMember(await school.contextOf(room.teacher), room.id, leaver.id)
    expect((await get(leaver, path)).status).toBe(404)
    await school.services.connection.db
      .updateTable('message')
      .set({ deletedAt: new Date() })
      .where('id', '=', messageId)
      .execute()
    expect((await get(student, path)).status).toBe(404)
    expect((await get(room.teacher, path)).status).toBe(200)
  })

  it('tells what is known of a file to its readers alone', async () => {
    const id = await upload(student.client, 'a.png', PNG)
    expect(await student.client.call(files.getFile, { fileId: id }, {})).toMatchObject({
      name: 'a.png',
      mediaType: 'image/png',
      size: 16,
    })
    expect(await room.teacher.client.status(files.getFile, { fileId: id }, {})).toBe(404)
  })
})

describe('throwing a file away', () => {
  it('is for its owner, while it is attached to nothing', async () => {
    const id = await upload(room.teacher.client, 'a.png', PNG)
    expect(await student.client.status(files.deleteFile, { fileId: id }, {})).toBe(404)
    const attached = await upload(room.teacher.client, 'b.png', PNG)
    await post(room.teacher, attached)
    expect(await room.teacher.client.status(files.deleteFile, { fileId: attached }, {})).toBe(404)
    expect(await room.teacher.client.status(files.deleteFile, { fileId: id }, {})).toBe(200)
    expect((await get(room.teacher, `/api/files/${id}`)).status).toBe(404)
  })
})
