import * as z from 'zod/mini'
import { isId } from './ids.ts'
import type { Action } from './permission.ts'

/**
 * How a contract entry is declared. Each endpoint, event, signal and job of the product is one value of these kinds:
 * the server mounts it, the client calls it, OpenAPI is produced from it. Nothing is declared twice.
 */

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** `/api/channels/:channelId/messages` → `{ channelId: string }`. */
export type Params<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? { [K in Name | keyof Params<Rest>]: string }
  : Path extends `${string}:${infer Name}`
    ? { [K in Name]: string }
    : Record<never, string>

/** How often one account may do something: so many at once, and so many come back a minute. */
export interface Rate {
  burst: number
  perMinute: number
}

/** Of every door that changes something and names no rate of its own: five a second is nobody's hand. */
export const CHANGES: Rate = { burst: 300, perMinute: 300 }

export interface Endpoint<
  Path extends string = string,
  Input extends z.core.$ZodType = z.core.$ZodType,
  Output extends z.core.$ZodType = z.core.$ZodType,
> {
  kind: 'endpoint'
  method: Method
  path: Path
  /** One sentence for the API reference. */
  summary: string
  /** `account` needs a signed-in account (or a token); `public` answers anyone. */
  access: 'account' | 'public'
  /**
   * What a token's scopes must allow at the door, where the operation asks for no one thing's right: lists of many
   * features, what is the account's own.
   */
  needs?: Action
  /** How often one account may pass, where `CHANGES` would be too often. */
  rate?: Rate
  /** The answer holds passwords or secret addresses: it is never compressed, or its length would tell of them. */
  secret?: true
  /** For GET and DELETE the query string, else the JSON body. */
  input: Input
  output: Output
}

/** The input of an endpoint that takes none. */
export const nothing = z.strictObject({})
/** The output of an endpoint that answers with nothing but success. */
export const done = z.object({ ok: z.literal(true) })
export const DONE = { ok: true } as const

/** Declares an endpoint. `access` is `account` unless said. */
export const endpoint = <
  const Path extends string,
  Input extends z.core.$ZodType,
  Output extends z.core.$ZodType,
>(
  entry: Omit<Endpoint<Path, Input, Output>, 'kind' | 'access'> & { access?: 'account' | 'public' },
): Endpoint<Path, Input, Output> => ({ kind: 'endpoint', access: 'account', ...entry })

export type InputOf<E> = E extends Endpoint<string, infer I, z.core.$ZodType> ? z.input<I> : never
export type ParsedInputOf<E> = E extends Endpoint<string, infer I, z.core.$ZodType> ? z.output<I> : never
export type OutputOf<E> = E extends Endpoint<string, z.core.$ZodType, infer O> ? z.output<O> : never
export type ParamsOf<E> = E extends Endpoint<infer P, z.core.$ZodType, z.core.$ZodType> ? Params<P> : never

/** Where an event carries what somebody wrote, and what is left there once that is deleted. Paths as `message.body`. */
export interface Words {
  /** The path of the id of what was written. */
  of: string
  /** By path, what takes the place of the words. */
  blank: Record<string, null | '' | readonly never[]>
  /** The path, if it has one, that says since when it is deleted. */
  deletedAt?: string
}

/** What an event that says that something is deleted takes out of the stored events before it. */
export interface Forgets {
  /** The path of the id, or the list of ids, of what is deleted. */
  ids: string
  /** Where its words are. */
  in: readonly EventType[]
}

/** Days for which an event stays in the feed unless its contract says otherwise: whoever was away longer fetches anew. */
export const KEEP_DAYS = 30

/** A fact that happened: stored in the feed in the same transaction, numbered without gaps in its topic, replayable. */
export interface EventType<Payload extends z.core.$ZodType = z.core.$ZodType> {
  kind: 'event'
  name: string
  summary: string
  payload: Payload
  words?: Words
  forgets?: Forgets
  /** For how many days it stays in the feed; `always` what lessons, registers and classes are told from later. */
  keep: number | 'always'
  /**
   * How what earlier releases stored is read: the first makes the second form of the first, and so on; the last makes the
   * form that `payload` describes. Words stand at the same path in each form, or a migration moves them.
   */
  older: readonly ((payload: unknown) => unknown)[]
}

/** Declares an event; names are past tense: `message.sent`. One that carries what somebody wrote names the place. */
export const event = <Payload extends z.core.$ZodType>(
  name: string,
  summary: string,
  payload: Payload,
  more: Partial<Pick<EventType, 'words' | 'forgets' | 'keep' | 'older'>> = {},
): EventType<Payload> => ({ kind: 'event', name, summary, payload, keep: KEEP_DAYS, older: [], ...more })

/**
 * A message over the socket that is worth nothing later and is never stored (typing, a cursor), or a feature's own
 * request over the socket (`board.edit`), which answers with `Answer`.
 */
export interface Signal<
  Payload extends z.core.$ZodType = z.core.$ZodType,
  Answer extends z.core.$ZodType = z.core.$ZodType,
> {
  kind: 'signal'
  name: string
  summary: string
  payload: Payload
  answer: Answer
}

export const signal = <Payload extends z.core.$ZodType, Answer extends z.core.$ZodType = typeof done>(
  name: string,
  summary: string,
  payload: Payload,
  answer?: Answer,
): Signal<Payload, Answer> => ({
  kind: 'signal',
  name,
  summary,
  payload,
  answer: (answer ?? done) as Answer,
})

/** Work to be done after commit, through the outbox. */
export interface Job<Payload extends z.core.$ZodType = z.core.$ZodType> {
  kind: 'job'
  name: string
  summary: string
  payload: Payload
  /** Tries in all before the job counts as failed. */
  attempts: number
}

export const job = <Payload extends z.core.$ZodType>(
  name: string,
  summary: string,
  payload: Payload,
  options: { attempts?: number } = {},
): Job<Payload> => ({ kind: 'job', name, summary, payload, attempts: options.attempts ?? 5 })

export type PayloadOf<E> = E extends { payload: infer P extends z.core.$ZodType } ? z.output<P> : never
export type AnswerOf<S> = S extends Signal<z.core.$ZodType, infer A> ? z.output<A> : never

/** An id in a payload. */
export const id = z.string().check(z.refine(isId, 'id'))
/** An instant as ISO 8601 in UTC: `2026-09-01T00:00:00.000Z`. */
export const instant = z.iso.datetime()
/** Somebody by name. */
export const who = z.object({ id, displayName: z.string() })
/** Why work in the background came to nothing: a key for the words and facts for its sentence. */
export const failure = z.nullable(
  z.object({ code: z.string(), params: z.optional(z.record(z.string(), z.union([z.string(), z.number()]))) }),
)
/** A calendar day: `2026-09-01`. */
export const day = z.iso.date()
/** An exact decimal as a string: `"91.50"`. Never a JavaScript number between entry and total. */
export const decimal = z.string().check(z.regex(/^-?\d{1,8}(\.\d{1,4})?$/, 'decimal'))
/** Trimmed text of `min` to `max` characters. */
export const text = (max: number, min = 1) =>
  z.string().check(z.trim(), z.minLength(min, 'required'), z.maxLength(max, 'too-long'))

/** Fills an endpoint's path with parameters, each encoded. */
export const pathOf = (path: string, params: Record<string, string>): string =>
  path.replace(/:([A-Za-z]+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
