import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { request } from 'node:http'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { createAssignment } from '#domain/assignments/contract.ts'
import { getFile, UPLOADS_PATH } from '#domain/files/contract.ts'
import { newId } from '#domain/ids.ts'
import type { Client } from '../testing/client.ts'
import { type Person, TestSchool } from '../testing/school.ts'
import { attachToMessage, beginTus, patchTus, upload } from '../testing/upload.ts'
import { sweepUploads, uploadsDir } from './upload.ts'

const MB = 1024 * 1024
const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
let school: TestSchool
let owner: Person
let other: Person

beforeAll(async () => {
  school = await TestSchool.start({ env: { UPLOAD_LIMIT_MB: '256', STORAGE_PER_PERSON_MB: '1000' } })
  owner = await school.person('teacher')
  other = await school.person('teacher')
})

const rowOf = (id: string) =>
  school.services.connection.db.selectFrom('file').selectAll().where('id', '=', id).executeTakeFirst()
const bytesOf = async (person: Person, id: string) =>
  Buffer.from(await (await person.client.fetch(`/api/files/${id}`)).arrayBuffer())
const offsetOf = async (client: Client, location: string) => {
  const head = await client.fetch(location, { method: 'HEAD', headers: { 'tus-resumable': '1.0.0' } })
  return { status: head.status, offset: Number(head.headers.get('upload-offset')) }
}

/** Sends the beginning of a body and cuts the connection, as a phone does that walks out of the building. */
const cutAt = (client: Client, location: string, whole: Buffer, bytes: number) =>
  new Promise<void>((resolve) => {
    const outgoing = request(client.url + location, {
      method: 'PATCH',
      headers: {
        ...client.headers(),
        'tus-resumable': '1.0.0',
        'upload-offset': '0',
        'content-type': 'application/offset+octet-stream',
        'content-length': String(whole.length),
      },
    })
    outgoing.on('error', () => resolve())
    outgoing.on('close', () => resolve())
    outgoing.write(whole.subarray(0, bytes), () => setTimeout(() => outgoing.destroy(), 50))
  })

describe('an upload', () => {
  it('that is cut at 60 % is continued, and the file is the same to the bit', async () => {
    const whole = randomBytes(5 * MB)
    const { location, id } = await beginTus(owner.client, 'film.bin', whole.length)
    await cutAt(owner.client, location, whole, 3 * MB)
    const { offset } = await offsetOf(owner.client, location)
    expect(offset).toBeGreaterThan(0)
    expect(offset).toBeLessThan(whole.length)
    expect(await rowOf(id)).toBeUndefined()
    const answer = await patchTus(owner.client, location, offset, whole.subarray(offset))
    expect(answer.status).toBe(204)
    expect((await rowOf(id))?.sha256).toBe(hash(whole))
    expect(hash(await bytesOf(owner, id))).toBe(hash(whole))
  })

  it('whose last acknowledgement was lost is reported as whole, and made a file once', async () => {
    const id = await upload(owner.client, 'a.txt', Buffer.from('hello'))
    expect(await offsetOf(owner.client, `${UPLOADS_PATH}/${id}`)).toEqual({ status: 200, offset: 5 })
    expect(await offsetOf(other.client, `${UPLOADS_PATH}/${id}`)).toMatchObject({ status: 404 })
    expect(readdirSync(uploadsDir(school.services.config)).filter((name) => name.startsWith(id))).toEqual([])
  })

  it('belongs to its owner: to others it does not exist', async () => {
    const { location } = await beginTus(owner.client, 'mine.txt', 10)
    expect((await offsetOf(other.client, location)).status).toBe(404)
    expect((await patchTus(other.client, location, 0, Buffer.from('0123456789'))).status).toBe(404)
    const removal = await other.client.fetch(location, {
      method: 'DELETE',
      headers: { 'tus-resumable': '1.0.0' },
    })
    expect(removal.status).toBe(404)
    expect((await owner.client.fetch(location)).status).toBe(404)
    expect((await offsetOf(owner.client, location)).offset).toBe(0)
  })

  it('cannot be given to somebody else by its metadata', async () => {
    const forged = `filename ${Buffer.from('x.txt').toString('base64')},ownerId ${Buffer.from(other.id).toString('base64')}`
    const { id, location } = await beginTus(owner.client, 'x.txt', 1, { 'upload-metadata': forged })
    await patchTus(owner.client, location, 0, Buffer.from('x'))
    expect((await rowOf(id))?.ownerId).toBe(owner.id)
  })

  it('larger than the limit, of a visitor, of a guardian or for a class of others is refused', async () => {
    const begin = (client: Client, size: number, more = {}) =>
      client
        .fetch(UPLOADS_PATH, {
          method: 'POST',
          headers: { 'tus-resumable': '1.0.0', 'upload-length': String(size), ...more },
        })
        .then((answer) => answer.status)
    expect(await begin(owner.client, 257 * MB)).toBe(413)
    expect(await begin(school.visitor(), 1)).toBe(401)
    expect(await begin((await school.person('guardian')).client, 1)).toBe(403)
    const foreign = await school.aClass()
    const classId = `classId ${Buffer.from(foreign.id).toString('base64')}`
    expect(await begin(owner.client, 1, { 'upload-metadata': classId })).toBe(404)
    expect(await begin(foreign.teacher.client, 1, { 'upload-metadata': classId })).toBe(201)
  })

  it('with no bytes at all is a file too', async () => {
    const { id } = await beginTus(owner.client, 'empty.txt', 0)
    expect(await rowOf(id)).toMatchObject({ size: 0, name: 'empty.txt' })
    expect((await bytesOf(owner, id)).length).toBe(0)
  })

  it('with a hostile name gets a harmless one', async () => {
    const id = await upload(owner.client, '../../photo\u202egpj.exe', Buffer.from('MZ'))
    expect((await rowOf(id))?.name).toBe('photogpj.exe')
  })

  it('that nobody continued for a day is swept away, a finished file and a fresh upload are not', async () => {
    const done = await upload(owner.client, 'kept.txt', Buffer.from('kept'))
    const { id } = await beginTus(owner.client, 'left.bin', 100)
    const left = () => readdirSync(uploadsDir(school.services.config)).filter((name) => name.startsWith(id))
    await sweepUploads(school.system)
    expect(left()).toHaveLength(2)
    school.offsetMs = 25 * 3600 * 1000
    await sweepUploads(school.system)
    school.offsetMs = 0
    expect(left()).toEqual([])
    expect(String(await bytesOf(owner, done))).toBe('kept')
  })

  it('of 200 MB and its download cost the server at most 64 MB of memory', async () => {
    const size = 200 * MB
    const { location, id } = await beginTus(owner.client, 'big.bin', size)
    await upload(owner.client, 'warm.bin', randomBytes(8 * MB))
    const before = process.memoryUsage().rss
    let peak = before
    const watch = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage().rss)
    }, 10)
    const chunk = randomBytes(MB)
    let left = 200
    const body = new ReadableStream({
      pull: (controller) => {
        if (left-- === 0) controller.close()
        else controller.enqueue(chunk)
      },
    })
    expect((await patchTus(owner.client, location, 0, body)).status).toBe(204)
    const received = (await owner.client.fetch(`/api/files/${id}`)).body as ReadableStream<Uint8Array>
    let bytes = 0
    for await (const part of received) bytes += part.length
    clearInterval(watch)
    expect(bytes).toBe(size)
    // The test's own client lives in this process, so the server's share is smaller still.
    expect((peak - before) / MB).toBeLessThan(64)
  })
})

describe('room for uploads', () => {
  const begin = async (person: Person, size: number, more: Record<string, string> = {}) => {
    const answer = await person.client.fetch(UPLOADS_PATH, {
      method: 'POST',
      headers: { 'tus-resumable': '1.0.0', 'upload-length': String(size), ...more },
    })
    return {
      status: answer.status,
      body: await answer.text(),
      location: answer.headers.get('location') ?? '',
    }
  }
  const promised = async () =>
    (await school.services.connection.db.selectFrom('upload').select('id').execute()).map((row) => row.id)
  it('is promised by the announced size: twenty at once get no more than their owner has', async () => {
    const room = await school.aClass({ students: 1 })
    const [student] = room.students as [Person]
    const answers = await Promise.all(Array.from({ length: 20 }, () => begin(student, 200 * MB)))
    const taken = answers.filter(({ status }) => status === 201)
    expect(taken).toHaveLength(5)
    const refused = answers.find(({ status }) => status !== 201)
    expect(refused?.status).toBe(429)
    expect(JSON.parse(refused?.body ?? '')).toMatchObject({
      code: 'own-storage-full',
      params: { limit: 1000 },
    })
    // What is given up is there again.
    const headers = { 'tus-resumable': '1.0.0' }
    await student.client.fetch(taken[0]?.location ?? '', { method: 'DELETE', headers })
    expect((await begin(student, 200 * MB)).status).toBe(201)
    expect((await begin(student, 200 * MB)).status).toBe(429)
    // Others are not concerned, and work on time is taken all the same.
    expect((await begin(owner, 200 * MB)).status).toBe(201)
    const task = {
      id: newId(),
      title: 'Film',
      body: '',
      files: [],
      dueAt: null,
      points: null,
      categoryId: null,
    }
    const { id: assignmentId } = await room.teacher.client.call(
      createAssignment,
      { classId: room.id },
      { ...task, publish: true },
    )
    const named = `assignmentId ${Buffer.from(assignmentId).toString('base64')}`
    expect((await begin(student, 200 * MB, { 'upload-metadata': named })).status).toBe(201)
    await school.services.connection.db
      .updateTable('assignment')
      .set({ dueAt: new Date(Date.now() - 1000) })
      .where('id', '=', assignmentId)
      .execute()
    expect((await begin(student, 200 * MB, { 'upload-metadata': named })).status).toBe(429)
  })

  it('is not promised to a size that is to be told later', async () => {
    const headers = { 'tus-resumable': '1.0.0', 'upload-defer-length': '1' }
    const answer = await owner.client.fetch(UPLOADS_PATH, { method: 'POST', headers })
    expect(answer.status).toBe(400)
  })

  it('is not promised beyond the disk, whoever asks', async () => {
    const disk = await statfs(school.services.config.dataDir)
    const half = BigInt(Math.floor((disk.bavail * disk.bsize) / 2))
    const id = newId()
    await school.services.connection.db
      .insertInto('upload')
      .values({ id, schoolId: school.id, ownerId: other.id, size: Number(half), createdAt: new Date() })
      .execute()
    expect((await begin(owner, 200 * MB)).status).toBe(507)
    await school.services.connection.db.deleteFrom('upload').where('id', '=', id).execute()
    expect((await begin(owner, 200 * MB)).status).toBe(201)
  })

  it('is free again when the upload is a file or is swept, with what was never written to its end', async () => {
    const { id: left } = await beginTus(owner.client, 'left.bin', 100)
    const whole = await upload(owner.client, 'whole.txt', Buffer.from('whole'))
    expect(await promised()).toContain(left)
    expect(await promised()).not.toContain(whole)
    const half = join(school.services.config.dataDir, 'blobs', whole.slice(-2), `${whole}.12345678.part`)
    writeFileSync(half, 'half')
    await sweepUploads(school.system)
    expect(existsSync(half)).toBe(true)
    school.offsetMs = 25 * 3600 * 1000
    await sweepUploads(school.system)
    school.offsetMs = 0
    expect(await promised()).toEqual([])
    expect(existsSync(half)).toBe(false)
    expect(String(await bytesOf(owner, whole))).toBe('whole')
  })

  it('is told to its owner alone once little is left', async () => {
    const room = await school.aClass({ students: 1 })
    const [student] = room.students as [Person]
    const id = await upload(student.client, 'a.txt', Buffer.from('a'))
    const roomOf = async (person: Person) => (await person.client.call(getFile, { fileId: id }, {})).room
    expect(await roomOf(student)).toBeNull()
    const { db } = school.services.connection
    await db
      .updateTable('file')
      .set({ size: 950 * MB })
      .where('id', '=', id)
      .execute()
    expect(await roomOf(student)).toEqual({ kept: 950 * MB, limit: 1000 * MB })
    await attachToMessage(school, room.id, student, id)
    expect(await roomOf(room.teacher)).toBeNull()
  })

  it('is for our own account alone on the disk', async () => {
    const id = await upload(owner.client, 'mine.txt', Buffer.from('mine'))
    const { dataDir } = school.services.config
    const modeOf = (path: string) => statSync(path).mode & 0o077
    expect(modeOf(join(dataDir, 'uploads'))).toBe(0)
    expect(modeOf(join(dataDir, 'blobs', id.slice(-2)))).toBe(0)
    expect(modeOf(join(dataDir, 'blobs', id.slice(-2), id))).toBe(0)
  })
})

describe('a photo', () => {
  it('reaches others without the place it was taken at, and stands upright', async () => {
    const part = (marker: number, body: Buffer) =>
      Buffer.concat([Buffer.from([0xff, marker, body.length >> 8, (body.length & 255) + 2]), body])
    const tiff = Buffer.from(
      '4d4d002a0000000800020112000300000001000600008825000400000001000000260000000000000000',
      'hex',
    )
    const photo = Buffer.concat([
      Buffer.from('ffd8', 'hex'),
      part(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), tiff, Buffer.from('48.137N 11.575E')])),
      part(0xda, Buffer.from('scan')),
      Buffer.from('1234ffd9', 'hex'),
    ])
    const id = await upload(owner.client, 'IMG_0001.JPG', photo)
    const stored = await bytesOf(owner, id)
    expect(stored.length).toBe(photo.length)
    expect(stored.includes('48.137N')).toBe(false)
    expect(stored.includes(Buffer.from('011200030000000100060000', 'hex'))).toBe(true)
    expect((await rowOf(id))?.sha256).toBe(hash(stored))
  })
})
