import { createRoot } from 'solid-js'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type FileView, getFile } from '#domain/files/contract.ts'
import { Problem } from '#domain/problem.ts'
import { Offline } from '../call.ts'
import { until } from '../ui/testing/person.ts'
import { type Door, door, serve } from '../ui/testing/server.ts'
import { createUploads, type Uploads } from './uploads.ts'

/** One upload of the library, as far as ours speaks to it. */
interface Fake {
  file: File
  options: {
    metadata: Record<string, string>
    onProgress: (sent: number, total: number) => void
    onSuccess: () => void
    onError: (error: unknown) => void
    onShouldRetry: (error: { originalResponse: { getStatus: () => number } | null }) => boolean
  }
  started: number
  aborted: unknown[]
  resumedFrom: unknown
}
const fakes = vi.hoisted(() => ({ all: [] as unknown[], earlier: [] as unknown[] }))

vi.mock('tus-js-client', () => ({
  Upload: class {
    url = '/api/uploads/file-1'
    started = 0
    aborted: unknown[] = []
    resumedFrom: unknown = null
    file: File
    options: unknown
    constructor(file: File, options: unknown) {
      this.file = file
      this.options = options
      fakes.all.push(this)
    }
    start() {
      this.started += 1
    }
    async abort(forGood?: boolean) {
      this.aborted.push(forGood)
    }
    async findPreviousUploads() {
      return fakes.earlier
    }
    resumeFromPreviousUpload(previous: unknown) {
      this.resumedFrom = previous
    }
  },
}))

const aFile = (change: Partial<FileView> = {}) => ({
  id: 'file-1',
  name: 'essay.txt',
  size: 5,
  mediaType: 'text/plain',
  ownerId: 'emma',
  createdAt: '2026-11-30T08:00:00.000Z',
  room: null,
  ...change,
})
const text = (name = 'essay.txt') => new File(['hello'], name, { type: 'text/plain' })
const tus = async (at = 0): Promise<Fake> => {
  await until(() => expect(fakes.all.length).toBeGreaterThan(at))
  const fake = fakes.all[at] as Fake
  await until(() => expect(fake.started).toBe(1))
  return fake
}

let dispose = () => {}
let uploads: Uploads
let changes = 0

const problem = () => uploads.list[0]?.problem

const begin = (doors: readonly Door[] = []) => {
  serve([...doors, door(getFile, ({ fileId }) => aFile({ id: fileId }))])
  createRoot((end) => {
    dispose = end
    uploads = createUploads({ classId: () => 'algebra', onChange: () => (changes += 1) })
  })
}

beforeEach(() => {
  fakes.all.length = 0
  fakes.earlier.length = 0
  changes = 0
})
afterEach(() => dispose())

describe('a file that is added', () => {
  test('goes up at once for its class, shows how far it is, and has an id when it is there', async () => {
    begin()
    uploads.add([text()])
    expect(uploads.list).toMatchObject([{ name: 'essay.txt', size: 5, state: 'sending', progress: 0 }])
    expect(uploads.busy()).toBe(true)
    expect(uploads.ids()).toEqual([])
    const up = await tus()
    expect(up.options.metadata).toEqual({ filename: 'essay.txt', classId: 'algebra' })
    up.options.onProgress(2, 5)
    expect(uploads.list[0]?.progress).toBe(0.4)
    up.options.onProgress(0, 0)
    expect(uploads.list[0]?.progress).toBe(1)
    up.options.onSuccess()
    await until(() => expect(uploads.list[0]?.state).toBe('done'))
    expect(uploads.ids()).toEqual(['file-1'])
    expect(uploads.busy()).toBe(false)
    expect(changes).toBe(1)
  })

  test('says so when little room is left for more', async () => {
    const room = { kept: 950_000_000, limit: 1_000_000_000 }
    serve([door(getFile, ({ fileId }) => ({ ...aFile({ id: fileId }), room }))])
    createRoot((end) => {
      dispose = end
      uploads = createUploads({ assignmentId: 'essay' })
    })
    uploads.add([text()])
    const up = await tus()
    expect(up.options.metadata).toEqual({ filename: 'essay.txt', assignmentId: 'essay' })
    expect(uploads.scarce()).toBeNull()
    up.options.onSuccess()
    await until(() => expect(uploads.scarce()).toEqual(room))
  })

  test('goes on where a closed tab left it', async () => {
    begin()
    fakes.earlier.push({ uploadUrl: '/api/uploads/half' })
    uploads.add([text()])
    expect((await tus()).resumedFrom).toEqual({ uploadUrl: '/api/uploads/half' })
  })

  test('keeps its place among the others, whichever is up first', async () => {
    begin([door(getFile, ({ fileId }) => aFile({ id: fileId }))])
    uploads.add([text('a.txt'), text('b.txt')])
    const [first, second] = [await tus(0), await tus(1)]
    ;(second as unknown as { url: string }).url = '/api/uploads/file-b'
    ;(first as unknown as { url: string }).url = '/api/uploads/file-a'
    second.options.onSuccess()
    await until(() => expect(uploads.ids()).toEqual(['file-b']))
    first.options.onSuccess()
    await until(() => expect(uploads.ids()).toEqual(['file-a', 'file-b']))
  })

  test('shows a picture before the server has it, and nothing for another kind', async () => {
    begin()
    uploads.add([new File(['x'], 'photo.png', { type: 'image/png' }), text()])
    expect(uploads.list[0]?.preview).toMatch(/^blob:/)
    expect(uploads.list[1]?.preview).toBeNull()
    await until(() => expect(fakes.all).toHaveLength(2))
  })
})

describe('a file that does not arrive', () => {
  const refuse = (status: number, body: string) => ({
    originalResponse: { getStatus: () => status, getBody: () => body },
  })

  test('for want of a connection waits, is still on its way, and goes on when the connection is back', async () => {
    begin()
    uploads.add([text()])
    const up = await tus()
    up.options.onError(new Error('network'))
    expect(uploads.list[0]).toMatchObject({ state: 'waiting' })
    expect(problem()).toBeInstanceOf(Offline)
    expect(uploads.busy()).toBe(true)
    window.dispatchEvent(new Event('online'))
    await until(() => expect(up.started).toBe(2))
    expect(uploads.list[0]).toMatchObject({ state: 'sending', problem: null })
  })

  test('because the server refuses it says why, and goes again when it is asked to', async () => {
    begin()
    uploads.add([text()])
    const up = await tus()
    up.options.onError(refuse(415, JSON.stringify({ type: 'unsupported-type' })))
    expect(uploads.list[0]?.state).toBe('failed')
    expect((problem() as Problem).kind).toBe('unsupported-type')
    expect(uploads.busy()).toBe(false)
    window.dispatchEvent(new Event('online'))
    expect(up.started).toBe(1)
    uploads.retry(uploads.list[0]?.key ?? '')
    await until(() => expect(up.started).toBe(2))
  })

  test('because of what is not our answer is told by its status', async () => {
    begin()
    uploads.add([text()])
    const up = await tus()
    up.options.onError(refuse(413, '<html>too large</html>'))
    expect((problem() as Problem).kind).toBe('too-large')
    up.options.onError(refuse(500, 'proxy'))
    expect((problem() as Problem).kind).toBe('internal')
  })

  test('is tried again by itself only for a fault of the server', async () => {
    begin()
    uploads.add([text()])
    const { onShouldRetry } = (await tus()).options
    const after = (status: number) => onShouldRetry({ originalResponse: { getStatus: () => status } })
    expect([500, 503, 499, 403].map(after)).toEqual([true, true, false, false])
    expect(onShouldRetry({ originalResponse: null })).toBe(true)
  })

  test('because its facts cannot be fetched is not there, and goes again', async () => {
    begin([
      door(getFile, () => {
        throw new Problem('not-found')
      }),
    ])
    uploads.add([text()])
    ;(await tus()).options.onSuccess()
    await until(() => expect(uploads.list[0]?.state).toBe('failed'))
    expect(uploads.ids()).toEqual([])
    expect(changes).toBe(0)
  })
})

describe('a file that is taken away', () => {
  test('stops going up for good, and is told only when it was there', async () => {
    begin()
    uploads.add([text()])
    const up = await tus()
    uploads.remove(uploads.list[0]?.key ?? '')
    expect(up.aborted).toEqual([true])
    expect(uploads.list).toEqual([])
    expect(changes).toBe(0)
    uploads.restore([aFile()])
    uploads.remove('file-1')
    expect(changes).toBe(1)
  })

  test('before the library is loaded is not sent', async () => {
    begin()
    uploads.add([text()])
    uploads.remove(uploads.list[0]?.key ?? '')
    await until(() => expect(fakes.all).toHaveLength(1))
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect((fakes.all[0] as Fake).started).toBe(0)
  })
})

test('files of a draft stand first and are there already; what is on its way stays below them', async () => {
  begin()
  uploads.add([text('new.txt')])
  uploads.restore([aFile({ id: 'a' }), aFile({ id: 'b' })])
  expect(uploads.list.map(({ key, state }) => (state === 'done' ? key : state))).toEqual([
    'a',
    'b',
    'sending',
  ])
  uploads.restore([aFile({ id: 'c' })])
  expect(uploads.ids()).toEqual(['c'])
  expect(uploads.list).toHaveLength(2)
  uploads.clear()
  expect(uploads.list).toEqual([])
  await until(() => expect(fakes.all).toHaveLength(1))
})

test('whoever leaves stops what is going up, and it can be gone on with later', async () => {
  begin()
  uploads.add([text()])
  const up = await tus()
  dispose()
  expect(up.aborted).toEqual([undefined])
})
