import { beforeAll, expect, test } from 'vitest'
import { joinClass } from '#domain/classes/contract.ts'
import { topicOf } from '#domain/realtime.ts'
import { features } from '../features.ts'
import { type Person, TestSchool } from '../testing/school.ts'
import { routesOf } from './app.ts'
import { encodeCursor } from './cursor.ts'

let school: TestSchool
let owner: Person
beforeAll(async () => {
  school = await TestSchool.start()
  owner = await school.person('owner')
})

const json = { 'content-type': 'application/json' }
const anId = '01970000-0000-7000-8000-000000000000'

test('a change that changes nothing is no bug, at any door', async () => {
  for (const { endpoint } of routesOf(features).filter(({ endpoint }) => endpoint.method === 'PATCH')) {
    const path = endpoint.path.replace(/:\w+/g, anId)
    const { status } = await owner.client.fetch(path, { method: 'PATCH', headers: json, body: '{}' })
    expect([path, status]).toEqual([
      path,
      endpoint.path === '/api/me' ? 200 : expect.toSatisfy((n) => n < 500),
    ])
  }
})

test('a key in a path with what cannot be stored names nothing, at any door', async () => {
  for (const { endpoint } of routesOf(features).filter(({ endpoint }) =>
    /:\w+(?<!Id)(\/|$)/.test(endpoint.path),
  )) {
    const path = endpoint.path.replace(/:\w+Id\b/g, anId).replace(/:\w+/g, 'a%00b')
    const body = endpoint.method === 'GET' || endpoint.method === 'DELETE' ? undefined : '{}'
    const { status } = await owner.client.fetch(path, { method: endpoint.method, headers: json, body })
    expect([path, status]).toEqual([path, 404])
  }
})

const CURSORS = [
  encodeCursor('x', 'y'),
  encodeCursor('2026-01-01T00:00:00.000Z', 'y'),
  encodeCursor('x', anId),
  encodeCursor('a\u0000b', anId),
  encodeCursor('infinity', anId),
  encodeCursor('+275760-09-13T00:00:00.000Z', anId),
  Buffer.from('{}').toString('base64url'),
  'no cursor',
]

test('a cursor that was made up is one that is not right, in any list', async () => {
  const lists = routesOf(features).filter(
    ({ endpoint }) => endpoint.method === 'GET' && JSON.stringify(endpoint.input).includes('"after"'),
  )
  expect(lists.length).toBeGreaterThan(5)
  for (const { endpoint } of lists)
    for (const after of CURSORS) {
      const path = endpoint.path.replace(/:\w+/g, anId)
      const { status } = await owner.client.fetch(`${path}?after=${encodeURIComponent(after)}`)
      expect([path, after, status]).toEqual([path, after, expect.toSatisfy((n) => n < 500)])
    }
})

test('a topic that is none closes no other and is no bug', async () => {
  const socket = await owner.client.socket()
  const dashes = `class:${'-'.repeat(36)}`
  socket.raw(JSON.stringify({ t: 'subscribe', id: 7, topic: dashes }))
  expect((await socket.untilClosed()).code).toBe(4002)
  const other = await owner.client.socket()
  expect(await other.subscribe(topicOf('class', anId))).toMatchObject({ t: 'refused', kind: 'not-found' })
  other.close()
})

test('an Authorization that is no token does not make a cookie come from our own pages', async () => {
  for (const authorization of ['Basic eDp5', 'x', 'Bearer', 'bearer x']) {
    const response = await fetch(`${school.url}/api/me`, {
      method: 'PATCH',
      headers: { ...owner.client.headers(), ...json, origin: 'https://elsewhere.example', authorization },
      body: '{}',
    })
    expect([authorization, response.status]).toEqual([authorization, 403])
  }
})

test('the log has no class codes', async () => {
  const lines: string[] = []
  const { log } = school.services
  const before = log.info
  log.info = (message, fields) => void lines.push(JSON.stringify({ message, ...fields }))
  await owner.client.status(joinClass, { code: 'SECRET-CODE' }, {})
  log.info = before
  expect(lines.join()).toContain('/api/join/:code')
  expect(lines.join()).not.toContain('SECRET-CODE')
})
