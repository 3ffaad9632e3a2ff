import { afterEach, describe, expect, test, vi } from 'vitest'
import * as z from 'zod/mini'
import { endpoint } from '#domain/contract.ts'
import { Problem } from '#domain/problem.ts'
import { asksToSignIn, call, isSignedOut, Offline, onSignedOut, sendFile } from './call.ts'

const read = endpoint({
  method: 'GET',
  path: '/api/things/:thingId',
  summary: 'A thing.',
  input: z.strictObject({ after: z.optional(z.string()), limit: z.optional(z.int()) }),
  output: z.object({ name: z.string() }),
})
const write = endpoint({
  method: 'POST',
  path: '/api/things/:thingId',
  summary: 'Writes a thing.',
  input: z.strictObject({ name: z.string() }),
  output: z.object({ name: z.string() }),
})

/** What is sent, and what is answered. */
const answer = (response: () => Response | Promise<Response>) => {
  const sent: { url: string; init: RequestInit }[] = []
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    sent.push({ url, init })
    return response()
  })
  return sent
}
const refuse = (status: number, body: object | string) =>
  answer(() => new Response(typeof body === 'string' ? body : JSON.stringify(body), { status }))
const refused = (work: Promise<unknown>): Promise<Problem> =>
  work.then(
    () => expect.fail('it was not refused'),
    (error) => error,
  )

afterEach(() => {
  vi.unstubAllGlobals()
  onSignedOut({ onRefused: () => {}, onEnded: () => {}, onWanted: () => {} })
})

describe('a request', () => {
  test('that reads asks in the address, without what is not said; names in it are written safely', async () => {
    const sent = answer(() => Response.json({ name: 'A' }))
    expect(await call(read, { thingId: 'a/b c' }, { limit: 20, after: undefined })).toEqual({ name: 'A' })
    expect(sent[0]?.url).toBe('/api/things/a%2Fb%20c?limit=20')
    expect(sent[0]?.init).toMatchObject({ method: 'GET', headers: {}, credentials: 'same-origin' })
    expect(sent[0]?.init.body).toBeUndefined()
    await call(read, { thingId: 'a' }, {})
    expect(sent[1]?.url).toBe('/api/things/a')
  })

  test('that writes carries what it says as JSON', async () => {
    const sent = answer(() => Response.json({ name: 'A' }))
    await call(write, { thingId: 'a' }, { name: 'Ä' }, { keepalive: true })
    expect(sent[0]).toMatchObject({
      url: '/api/things/a',
      init: { method: 'POST', body: '{"name":"Ä"}', headers: { 'content-type': 'application/json' } },
    })
    expect(sent[0]?.init.keepalive).toBe(true)
  })

  test('that finds nobody is offline, but one that was given up stays given up', async () => {
    answer(() => Promise.reject(new TypeError('Failed to fetch')))
    expect(await refused(call(read, { thingId: 'a' }, {}))).toBeInstanceOf(Offline)
    answer(() => Promise.reject(new DOMException('', 'AbortError')))
    expect((await refused(call(read, { thingId: 'a' }, {}))).name).toBe('AbortError')
  })
})

describe('a refusal', () => {
  test('is the problem the server names, with its details', async () => {
    refuse(409, { type: 'conflict', code: 'class-archived', errors: [{ path: 'name', code: 'too-long' }] })
    const problem = await refused(call(write, { thingId: 'a' }, { name: '' }))
    expect(problem.kind).toBe('conflict')
    expect(problem.details).toMatchObject({ code: 'class-archived', errors: [{ path: 'name' }] })
  })

  test('that is no answer of ours is a fault, or that nobody is there to answer', async () => {
    refuse(502, '<html>')
    expect((await refused(call(read, { thingId: 'a' }, {}))).kind).toBe('internal')
    refuse(503, '<html>')
    expect((await refused(call(read, { thingId: 'a' }, {}))).kind).toBe('unavailable')
    refuse(400, { type: 'of-a-later-version' })
    expect((await refused(call(read, { thingId: 'a' }, {}))).kind).toBe('internal')
  })
})

describe('a session that is over', () => {
  const hear = () => {
    const heard: string[] = []
    onSignedOut({
      onRefused: () => heard.push('refused'),
      onEnded: () => heard.push('ended'),
      onWanted: () => heard.push('wanted'),
    })
    return heard
  }

  test('is told apart: its time ran out, or somebody ended it; a wrong password is neither', async () => {
    const heard = hear()
    refuse(401, { type: 'unauthenticated' })
    await refused(call(read, { thingId: 'a' }, {}))
    refuse(401, { type: 'unauthenticated', code: 'session-ended' })
    await refused(call(read, { thingId: 'a' }, {}))
    refuse(401, { type: 'unauthenticated', code: 'sign-in-wrong' })
    await refused(call(write, { thingId: 'a' }, { name: '' }))
    expect(heard).toEqual(['refused', 'ended'])
  })

  test('is asked about only after an act of a person', () => {
    const heard = hear()
    expect(asksToSignIn(new Problem('unauthenticated'))).toBe(true)
    expect(asksToSignIn(new Problem('unauthenticated', { code: 'password-wrong' as never }))).toBe(false)
    expect(asksToSignIn(new Problem('forbidden'))).toBe(false)
    expect(asksToSignIn(new Offline())).toBe(false)
    expect(heard).toEqual(['wanted'])
    expect(isSignedOut(new Problem('unauthenticated', { code: 'session-ended' }))).toBe(true)
  })
})

test('a file is sent as it is, and refused as any other request', async () => {
  const file = new Blob(['a,b'])
  const sent = answer(() => Response.json({ id: '1' }))
  expect(await sendFile('/api/imports', file)).toEqual({ id: '1' })
  expect(sent[0]?.init).toMatchObject({ method: 'POST', body: file, credentials: 'same-origin' })
  refuse(413, { type: 'too-large' })
  expect((await refused(sendFile('/api/imports', file))).kind).toBe('too-large')
  answer(() => Promise.reject(new TypeError()))
  expect(await refused(sendFile('/api/imports', file))).toBeInstanceOf(Offline)
})
