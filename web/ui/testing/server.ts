import { afterEach, beforeEach, vi } from 'vitest'
import type { Me } from '#domain/accounts/contract.ts'
import type { Endpoint, InputOf, OutputOf, ParamsOf } from '#domain/contract.ts'
import { isStudent } from '#domain/permission.ts'
import { PROBLEM_STATUS, Problem } from '#domain/problem.ts'

/** One endpoint of the contract with what a server of the test answers, or throws as a `Problem`. */
export interface Door {
  entry: Endpoint
  answer: (params: Record<string, string>, input: unknown) => unknown
}

export const door = <E extends Endpoint>(
  entry: E,
  answer: (params: ParamsOf<E>, input: InputOf<E>) => OutputOf<E> | Promise<OutputOf<E>>,
): Door => ({ entry, answer: answer as Door['answer'] })

const paramsIn = (path: string, pathname: string): Record<string, string> | null => {
  const names = [...path.matchAll(/:(\w+)/g)].map((found) => found[1] ?? '')
  const found = new RegExp(`^${path.replace(/:\w+/g, '([^/]+)')}$`).exec(pathname)
  return found && Object.fromEntries(names.map((name, n) => [name, found[n + 1] ?? '']))
}

const refusal = (problem: Problem) =>
  Response.json({ type: problem.kind, ...problem.details }, { status: PROBLEM_STATUS[problem.kind] })

const answerOf = async ({ answer }: Door, params: Record<string, string>, input: unknown) => {
  try {
    return Response.json(await answer(params, input))
  } catch (error) {
    if (error instanceof Problem) return refusal(error)
    throw error
  }
}

export interface Asked {
  /** Method and path of the endpoint. */
  name: string
  /** What stood in the body, or in the question of the address. */
  input: unknown
  params: Record<string, string>
}

/** Of what was asked, only what changes something. */
export const changesIn = (asked: readonly Asked[]): Asked[] =>
  asked.filter(({ name }) => !name.startsWith('GET'))

/** A server of the contract's endpoints for the test, in place of the network. Returns what it was asked, in order. */
export const serve = (doors: readonly Door[]): Asked[] => {
  const asked: Asked[] = []
  vi.stubGlobal('fetch', async (url: string, { method = 'GET', body }: RequestInit = {}) => {
    const { pathname } = new URL(url, location.href)
    const found = doors.find(
      ({ entry }) => entry.method === method && paramsIn(entry.path, pathname) !== null,
    )
    if (!found) return refusal(new Problem('not-found'))
    const asks = [...new URL(url, location.href).searchParams]
    const input: unknown = typeof body === 'string' ? JSON.parse(body) : Object.fromEntries(asks)
    const params = paramsIn(found.entry.path, pathname) ?? {}
    asked.push({ name: `${method} ${found.entry.path}`, input, params })
    return answerOf(found, params, input)
  })
  return asked
}

beforeEach(() => {
  // Nobody is at the other end.
  vi.stubGlobal(
    'WebSocket',
    class {
      send() {}
      close() {}
    },
  )
})
afterEach(() => vi.unstubAllGlobals())

/** Somebody who is signed in, in the classes of these ids. */
export const somebody = (
  id: string,
  role: 'owner' | 'teacher' | 'student' | 'guardian',
  classIds: string[],
): Me => ({
  id,
  username: id,
  displayName: id,
  email: null,
  role,
  mustChangePassword: false,
  passwordGiven: null,
  preferences: {},
  school: { id: 'school', name: 'School', locale: 'en', timeZone: 'Europe/Berlin' },
  classes: classIds.map((classId) => ({
    id: classId,
    name: classId,
    subject: '',
    hue: 0,
    role: isStudent({ role }) ? 'student' : 'teacher',
    archived: false,
    mainChannelId: null,
    unread: 0,
  })),
  audiences: [],
  workNews: 0,
  wards: [],
})
