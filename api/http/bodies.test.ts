import { createServer, request, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#domain/ids.ts'
import { sendMessage } from '#domain/messages/contract.ts'
import { atEnd } from '../testing/ends.ts'
import { type Person, TestSchool } from '../testing/school.ts'
import { boundConnections } from './connections.ts'

let school: TestSchool
let person: Person
beforeAll(async () => {
  school = await TestSchool.start()
  person = await school.person('owner')
})

const MIB = 1024 * 1024

/** Sends pieces of a body without telling its length, until there is an answer; how many MiB of it were taken. */
const pour = (
  path: string,
  method: string,
  headers: Record<string, string>,
  mebibytes: number,
): Promise<{ status: number; sent: number }> =>
  new Promise((resolve) => {
    const asking = request(school.url + path, { method, headers: { ...person.client.headers(), ...headers } })
    let sent = 0
    let status = 0
    const piece = Buffer.alloc(MIB, 'x')
    const next = () => {
      if (status !== 0 || asking.destroyed) return
      if (sent === mebibytes) return void asking.end()
      sent += 1
      asking.write(piece, () => setImmediate(next))
    }
    asking.on('response', (response) => {
      status = response.statusCode ?? 0
      response.resume()
      resolve({ status, sent })
      asking.destroy()
    })
    asking.on('error', () => resolve({ status, sent }))
    next()
  })

describe('a body', () => {
  test('of JSON that comes in chunks is refused at the first byte beyond the limit, not after the last', async () => {
    const { status, sent } = await pour('/api/sign-in', 'POST', { 'content-type': 'application/json' }, 400)
    expect(status).toBe(413)
    expect(sent).toBeLessThan(100)
  })

  test('of a board picture too, and of an upload that is longer than it announced', async () => {
    const picture = await pour(`/api/boards/${newId()}/files/${'a'.repeat(64)}`, 'PUT', {}, 400)
    expect(picture.status).toBe(413)
    expect(picture.sent).toBeLessThan(200)
    const begun = await person.client.fetch('/api/uploads', {
      method: 'POST',
      headers: { 'tus-resumable': '1.0.0', 'upload-length': '10', 'upload-metadata': 'filename eA==' },
    })
    const path = begun.headers.get('location') ?? ''
    const longer = await pour(
      path,
      'PATCH',
      { 'tus-resumable': '1.0.0', 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
      400,
    )
    expect(longer.status).toBe(413)
    expect(longer.sent).toBeLessThan(100)
  })

  test('that announces more than the limit is refused before it comes', async () => {
    const { status, sent } = await pour(
      '/api/sign-in',
      'POST',
      { 'content-type': 'application/json', 'content-length': String(400 * MIB) },
      400,
    )
    expect(status).toBe(413)
    expect(sent).toBeLessThan(100)
  })

  test('in chunks within the limit is read as any other', async () => {
    const { id, teacher } = await school.aClass()
    const { channelId } = await school.services.connection.db
      .selectFrom('channel')
      .select('id as channelId')
      .where('audienceId', '=', id)
      .executeTakeFirstOrThrow()
    const text = JSON.stringify({ id: newId(), body: 'Grüße'.repeat(100) })
    const half = Math.floor(text.length / 2)
    const body = new ReadableStream({
      start(controller) {
        for (const part of [text.slice(0, half), text.slice(half)])
          controller.enqueue(new TextEncoder().encode(part))
        controller.close()
      },
    })
    const path = sendMessage.path.replace(':channelId', channelId)
    const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body, duplex: 'half' }
    expect((await teacher.client.fetch(path, init as RequestInit)).status).toBe(200)
  })

  test('nested 150,000 levels deep is refused as one that is not right', async () => {
    for (const deep of [
      '['.repeat(150_000) + ']'.repeat(150_000),
      `${'{"a":'.repeat(150_000)}1${'}'.repeat(150_000)}`,
    ]) {
      const response = await person.client.fetch('/api/sign-in', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: deep,
      })
      expect(response.status).toBe(400)
    }
  })

  test('whose sender goes away is no bug of ours', async () => {
    const logged: string[] = []
    const { log } = school.services
    const before = log.error
    log.error = (message) => void logged.push(message)
    const asking = request(`${school.url}/api/sign-in`, {
      method: 'POST',
      headers: { ...person.client.headers(), 'content-type': 'application/json' },
    })
    asking.on('error', () => {})
    await new Promise<void>((resolve) => asking.write('{"username":', () => resolve()))
    await person.client.fetch('/api/me')
    asking.destroy()
    await person.client.fetch('/api/me')
    await person.client.fetch('/api/me')
    log.error = before
    expect(logged).toEqual([])
  })
})

const open = async (options: { perAddress: number; all: number; proxy?: boolean }): Promise<Server> => {
  const server = createServer((incoming, answer) => {
    incoming.resume()
    incoming.on('end', () => answer.end('done'))
  })
  const { perAddress, all, proxy = false } = options
  const stop = boundConnections([server], { perAddress, all, isProxy: () => proxy }, { bytes: 20, ms: 200 })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  atEnd(async () => {
    stop()
    server.closeAllConnections()
    server.close()
  })
  return server
}

/** What a connection that says this hears until it is closed. */
const heard = (server: Server, words: string, more?: { every: number; piece: string }): Promise<string> =>
  new Promise((resolve) => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
    let text = ''
    const timer = more && setInterval(() => socket.write(more.piece), more.every)
    socket.on('data', (data) => {
      text += data
    })
    socket.on('error', () => {})
    socket.on('close', () => {
      clearInterval(timer)
      resolve(text)
    })
    socket.write(words)
  })

const HEAD = 'POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 1000\r\n\r\n'

describe('connections', () => {
  test('whose body comes a byte at a time are cut off, and told why', async () => {
    const server = await open({ perAddress: 10, all: 10 })
    expect(await heard(server, HEAD, { every: 40, piece: 'x' })).toMatch(/^HTTP\/1\.1 408 /)
  })

  test('whose body keeps its pace are not, however long it takes', async () => {
    const server = await open({ perAddress: 10, all: 10 })
    expect(await heard(server, HEAD, { every: 50, piece: 'x'.repeat(50) })).toMatch(/^HTTP\/1\.1 200 /)
  })

  test('beyond the bound of an address or of all are answered 503, and there is room again when others go', async () => {
    for (const bounds of [
      { perAddress: 3, all: 100 },
      { perAddress: 100, all: 3, proxy: true },
    ]) {
      const server = await open(bounds)
      const { port } = server.address() as AddressInfo
      const held = [1, 2, 3].map(() => connect(port, '127.0.0.1'))
      await Promise.all(held.map((socket) => new Promise((resolve) => socket.once('connect', resolve))))
      const answer = await heard(server, 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')
      expect(answer).toMatch(/^HTTP\/1\.1 503 [\s\S]*Retry-After: \d/)
      const gone = new Promise<void>((resolve) => {
        const look = () =>
          server.getConnections((_error, count) => (count < 3 ? resolve() : setTimeout(look, 5)))
        look()
      })
      held[0]?.destroy()
      await gone
      expect(await heard(server, 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')).toMatch(/ 200 /)
      for (const socket of held) socket.destroy()
    }
  })

  test('of a trusted proxy are many people and have the bound of all alone', async () => {
    const server = await open({ perAddress: 1, all: 100, proxy: true })
    const { port } = server.address() as AddressInfo
    const held = connect(port, '127.0.0.1')
    await new Promise((resolve) => held.once('connect', resolve))
    expect(await heard(server, 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')).toMatch(/ 200 /)
    held.destroy()
  })
})
