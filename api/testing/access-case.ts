import type * as z from 'zod/mini'
import type { Endpoint, InputOf, ParamsOf } from '#domain/contract.ts'
import type { Person, TestClass, TestSchool } from './school.ts'

/** Who tries each door: everybody of one class, people of another, school staff, and nobody. */
export const VISITORS = [
  'nobody',
  'owner',
  'registrar',
  'teacher',
  'assistant',
  'student',
  'guardian',
  'guest',
  'outside teacher',
  'outside student',
  'outside guardian',
] as const
export type Visitor = (typeof VISITORS)[number]

/** Whoever has an account. */
export const EVERYBODY = VISITORS.filter((visitor) => visitor !== 'nobody')
/** People of the class, with rights in it or a child in it. */
export const MEMBERS: Visitor[] = ['teacher', 'assistant', 'student', 'guest']
export const CLASS_STAFF: Visitor[] = ['teacher', 'assistant']
export const SCHOOL_STAFF: Visitor[] = ['owner', 'registrar']

export interface World {
  school: TestSchool
  people: Record<Exclude<Visitor, 'nobody'>, Person>
  /** The class under attack; `people.student` is its student. */
  class: TestClass
  /** Another class of the same school. */
  other: TestClass
}

type AnyEndpoint = Endpoint<string, z.core.$ZodType, z.core.$ZodType>

/** One door and who may pass: everybody else must be refused without learning whether the thing exists. */
export interface AccessCase {
  door: string
  /** Of what kind the thing is, where one door opens to several. */
  about?: string
  allowed: readonly Visitor[]
  /** Makes a request that would succeed for somebody allowed; asked anew for each visitor. */
  request(
    world: World,
    visitor: Visitor,
  ): Promise<{ method: string; path: string; body?: unknown; headers?: Record<string, string> }>
}

const fill = (path: string, params: Record<string, string>): string =>
  path.replace(/:([A-Za-z]+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))

/** The case of an endpoint: parameters and input that are right, about the class under attack. */
export const accessCase = <E extends AnyEndpoint>(
  endpoint: E,
  allowed: readonly Visitor[],
  request: (
    world: World,
    visitor: Visitor,
  ) => { params: ParamsOf<E>; input: InputOf<E> } | Promise<{ params: ParamsOf<E>; input: InputOf<E> }>,
  about?: string,
): AccessCase => ({
  door: `${endpoint.method} ${endpoint.path}`,
  about,
  allowed,
  request: async (world, visitor) => {
    const { params, input } = await request(world, visitor)
    const path = fill(endpoint.path, params as Record<string, string>)
    if (endpoint.method !== 'GET' && endpoint.method !== 'DELETE')
      return { method: endpoint.method, path, body: input }
    const pairs = Object.entries((input ?? {}) as Record<string, unknown>).map(([key, value]) => [
      key,
      String(value),
    ])
    return {
      method: endpoint.method,
      path: pairs.length > 0 ? `${path}?${new URLSearchParams(pairs)}` : path,
    }
  },
})

/** The case of a door that is not JSON (an upload, a download). */
export const rawCase = (
  door: string,
  allowed: readonly Visitor[],
  request: AccessCase['request'],
): AccessCase => ({ door, allowed, request })
