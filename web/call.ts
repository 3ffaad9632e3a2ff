import type * as z from 'zod/mini'
import { type Endpoint, type InputOf, type OutputOf, type ParamsOf, pathOf } from '#domain/contract.ts'
import { PROBLEM_STATUS, Problem, type ProblemBody, type ProblemKind } from '#domain/problem.ts'

/** The server could not be reached at all: what was typed is kept and may be sent again. */
export class Offline extends Error {
  constructor() {
    super('offline')
    this.name = 'Offline'
  }
}

type AnyEndpoint = Endpoint<string, z.core.$ZodType, z.core.$ZodType>
type NoParams<E> = keyof ParamsOf<E> extends never ? Record<string, never> : ParamsOf<E>

const isKind = (kind: string): kind is ProblemKind => kind in PROBLEM_STATUS

const asProblem = async (response: Response): Promise<Problem> => {
  const body = (await response.json().catch(() => null)) as ProblemBody | null
  const kind = body?.type ?? ''
  return new Problem(isKind(kind) ? kind : response.status === 503 ? 'unavailable' : 'internal', body ?? {})
}

/** Who hears that nobody is signed in any more. */
interface SignedOutListener {
  /** A request was refused for it, whoever or whatever sent it. */
  onRefused: () => void
  /** Somebody ended the session: here, on another device, or by withdrawing the account. */
  onEnded: () => void
  /** A person's own act was refused for it: they want to go on. */
  onWanted: () => void
}
let signedOut: SignedOutListener = { onRefused: () => {}, onEnded: () => {}, onWanted: () => {} }

export const onSignedOut = (listener: SignedOutListener): void => {
  signedOut = listener
}

const ENDED = 'session-ended'

/** Whether something was refused because the session is over; with another code it is about a password that was typed. */
export const isSignedOut = (error: unknown): boolean =>
  error instanceof Problem &&
  error.kind === 'unauthenticated' &&
  (!error.details.code || error.details.code === ENDED)

/**
 * Says that an act of a person was refused. If that was because the session is over they are asked to sign in, and the
 * answer is true. Only acts ask: what a page sends by itself would open the window again and again.
 */
export const asksToSignIn = (error: unknown): boolean => {
  if (!isSignedOut(error)) return false
  signedOut.onWanted()
  return true
}

const refusal = async (response: Response): Promise<Problem> => {
  const problem = await asProblem(response)
  if (problem.details.code === ENDED) signedOut.onEnded()
  else if (isSignedOut(problem)) signedOut.onRefused()
  return problem
}

const query = (input: Record<string, unknown>): string => {
  const pairs = Object.entries(input).filter(([, value]) => value !== undefined && value !== null)
  return pairs.length === 0
    ? ''
    : `?${new URLSearchParams(pairs.map(([key, value]) => [key, String(value)]))}`
}

/**
 * The only fetch of the client: calls one endpoint of the contract. Throws `Problem` for what the server refuses and
 * `Offline` when there is no answer. The answer's shape is the contract's; the server is trusted to keep it.
 */
export const call = async <E extends AnyEndpoint>(
  entry: E,
  params: NoParams<E>,
  input: InputOf<E>,
  options: { signal?: AbortSignal; keepalive?: boolean } = {},
): Promise<OutputOf<E>> => {
  const inQuery = entry.method === 'GET' || entry.method === 'DELETE'
  const url = pathOf(entry.path, params as Record<string, string>)
  const response = await fetch(inQuery ? url + query((input ?? {}) as Record<string, unknown>) : url, {
    method: entry.method,
    headers: inQuery ? {} : { 'content-type': 'application/json' },
    body: inQuery ? undefined : JSON.stringify(input),
    credentials: 'same-origin',
    signal: options.signal,
    keepalive: options.keepalive,
  }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new Offline()
  })
  if (!response.ok) throw await refusal(response)
  // The server validates what it sends against the same schema in tests, so the client does not pay for it again.
  return (await response.json()) as OutputOf<E>
}

/** Sends a file as it is to a door that takes one; `Answer` is what the contract says of it. Throws as `call` does. */
export const sendFile = async <Answer>(url: string, file: Blob): Promise<Answer> => {
  const response = await fetch(url, { method: 'POST', body: file, credentials: 'same-origin' }).catch(() => {
    throw new Offline()
  })
  if (!response.ok) throw await refusal(response)
  return (await response.json()) as Answer
}
