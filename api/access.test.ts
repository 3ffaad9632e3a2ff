import { beforeAll, describe, expect, test } from 'vitest'
import { actorOfMe } from '#domain/accounts/actor.ts'
import { getMe } from '#domain/accounts/contract.ts'
import { createApiToken } from './accounts/devices.ts'
import { loadActor } from './accounts/session.ts'
import { features } from './features.ts'
import { createApp } from './http/app.ts'
import { type AccessCase, VISITORS, type Visitor, type World } from './testing/access-case.ts'
import { accessCases } from './testing/access-cases.ts'
import { addPeople, WORLD_ENV } from './testing/access-world.ts'
import { fixedCertificate } from './testing/certificate.ts'
import { TestSchool } from './testing/school.ts'

let world: World

beforeAll(async () => {
  const school = await TestSchool.start({ certificate: fixedCertificate, env: WORLD_ENV })
  world = await addPeople(school)
})

/** A token of theirs that is good for nothing. */
const tokenWithoutScopes = async (visitor: Exclude<Visitor, 'nobody'>) => {
  const ctx = await world.school.contextOf(world.people[visitor])
  return (await createApiToken(ctx, { name: 'nothing', scopes: [] })).token
}

/** What a door answers a visitor: a session is made for each try, because some doors end it. */
const answerOf = async (entry: AccessCase, visitor: Visitor, token?: string) => {
  const request = await entry.request(world, visitor)
  const client =
    visitor === 'nobody' || token
      ? world.school.visitor()
      : await world.school.signedIn(world.people[visitor])
  const response = await client.fetch(request.path, {
    method: request.method,
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...request.headers,
    },
    body:
      request.body === undefined
        ? undefined
        : typeof request.body === 'string'
          ? request.body
          : JSON.stringify(request.body),
  })
  return { status: response.status, text: await response.text() }
}

const REFUSED = new Set([401, 403, 404])

/** Doors that ask who somebody is before there is an account, and those that only say whose token it is. */
const OPEN_TO_TOKENS = new Set([
  'GET /api/setup',
  'POST /api/setup',
  'GET /api/address',
  'GET /api/address/certificate.crt',
  'POST /api/sign-up',
  'GET /api/join/:code',
  'GET /api/me',
  'POST /api/sign-out',
  // Known by a bearer of its own.
  'POST /api/jitsi/events/:subject/:act',
  // Known by the address itself, as other calendar programs send nothing else.
  'GET /api/calendar/:name{[\\w-]+\\.ics}',
])

test('every door of the product has an access case', () => {
  const app = createApp({
    services: world.school.services,
    hub: world.school.api.hub,
    features,
    version: '0',
  })
  // Middleware stands on every path; the health page, the reference and the socket have tests of their own.
  const open = new Set([
    'GET /api/health',
    'GET /api/health/alive',
    'GET /api/health/ready',
    'GET /api/openapi.json',
    'ALL /api/openapi.json',
    'GET /api/docs',
    'GET /api/socket',
    'ALL /api/*',
    'ALL /*',
  ])
  const doors = new Set(
    app.routes.map((route) => `${route.method} ${route.path}`).filter((door) => !open.has(door)),
  )
  const known = new Set(accessCases.map((entry) => entry.door))
  expect([...doors].filter((door) => !known.has(door))).toEqual([])
  expect([...known].filter((door) => !doors.has(door))).toEqual([])
})

test('the rights that the client is sent are those that the server asks', async () => {
  const { services } = world.school
  for (const person of Object.values(world.people)) {
    const { disabled: _, ...actor } = (await loadActor(services, person.id)) ?? { disabled: true }
    const client = await world.school.signedIn(person)
    expect(actorOfMe(await client.call(getMe, {}, {})), person.role).toEqual(actor)
  }
})

describe.each(
  accessCases.map((entry) => [[entry.door, entry.about].filter(Boolean).join(' '), entry] as const),
)('%s', (_door, entry) => {
  test(`lets in ${entry.allowed.length === VISITORS.length ? 'everyone' : entry.allowed.join(', ') || 'nobody'}, and no one else`, async () => {
    const wrong: string[] = []
    for (const visitor of VISITORS) {
      const { status, text } = await answerOf(entry, visitor)
      const refused = REFUSED.has(status)
      const allowed = entry.allowed.includes(visitor)
      if (status >= 500 || refused === allowed) wrong.push(`${visitor}: ${status} ${text.slice(0, 120)}`)
      if (visitor === 'nobody' && !allowed && status !== 401) wrong.push(`nobody: ${status}, not 401`)
    }
    expect(wrong).toEqual([])
  })

  test('refuses a token without scopes, whoever made it', async () => {
    if (OPEN_TO_TOKENS.has(entry.door)) return
    const visitor = entry.allowed.find((one) => one !== 'nobody')
    if (!visitor) return
    const { status, text } = await answerOf(entry, visitor, await tokenWithoutScopes(visitor))
    expect([REFUSED.has(status), status, text.slice(0, 120)]).toEqual([true, status, text.slice(0, 120)])
  })
})
