import { createServer, type IncomingMessage, type Server } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { farewellOf } from './farewell.ts'

let server: Server
const sockets: Socket[] = []
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy()
  server.closeAllConnections()
})

const started = async (answer: (request: IncomingMessage) => Promise<string>) => {
  server = createServer(async (request, response) => {
    response.end(await answer(request))
  })
  const farewell = farewellOf(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return farewell
}

/** A connection that is kept open, and what came over it. */
const opened = async () => {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  sockets.push(socket)
  const seen = { text: '', ended: false, failed: false }
  socket.on('data', (data) => {
    seen.text += String(data)
  })
  socket.on('end', () => {
    seen.ended = true
  })
  socket.on('error', () => {
    seen.failed = true
  })
  await new Promise<void>((resolve) => socket.once('connect', resolve))
  const ask = (path: string) => socket.write(`GET ${path} HTTP/1.1\r\nHost: here\r\n\r\n`)
  return { ask, seen }
}

test('a request that is under way or comes over a kept connection is answered, and told that it was the last', async () => {
  let answerNow = () => {}
  const later = new Promise<void>((resolve) => {
    answerNow = resolve
  })
  const farewell = await started(async ({ url }) => {
    if (url === '/slow') await later
    return `answer to ${url}`
  })
  const [slow, kept, idle] = [await opened(), await opened(), await opened()]
  kept.ask('/before')
  slow.ask('/slow')
  await expect.poll(() => kept.seen.text).toContain('answer to /before')
  expect(kept.seen.text).toContain('Connection: keep-alive')
  const over = farewell(2_000)
  kept.ask('/after')
  await expect.poll(() => kept.seen.text).toContain('answer to /after')
  answerNow()
  await over
  for (const { seen } of [slow, kept]) {
    expect(seen.text).toContain('Connection: close')
    expect(seen.failed).toBe(false)
  }
  expect(slow.seen.text).toContain('answer to /slow')
  await expect.poll(() => idle.seen.ended).toBe(true)
})

test('what does not end is cut when the time is over', async () => {
  const farewell = await started(() => new Promise(() => {}))
  const { ask, seen } = await opened()
  ask('/never')
  await farewell(300)
  await expect.poll(() => seen.ended || seen.failed).toBe(true)
})
