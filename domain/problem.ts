import type { FieldCode, ProblemCode } from './problem-code.ts'

/**
 * The one error type of the product: what a caller can cause and can be told about.
 * Anything else that is thrown is a bug and leaves as `internal` with the request's id.
 */

/** The kinds of problem and their HTTP status (RFC 9110); the kind is also the translation key of the title. */
export const PROBLEM_STATUS = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  gone: 410,
  'too-large': 413,
  'unsupported-type': 415,
  'limit-reached': 429,
  internal: 500,
  unavailable: 503,
  'out-of-space': 507,
} as const

export type ProblemKind = keyof typeof PROBLEM_STATUS

/** One wrong field: `path` as in the input (`score`, `items.3.title`), `code` is a translation key under `field.`. */
export interface FieldError {
  path: string
  code: FieldCode
  detail?: string
}

export interface ProblemDetails {
  /** A stable, finer code than the kind, also a translation key: `sign-in-wrong`, `message-deleted`. */
  code?: ProblemCode
  /** An English sentence for API readers; screens translate `code` or the kind. */
  detail?: string
  errors?: FieldError[]
  /** Seconds until a retry makes sense. */
  retryAfter?: number
  /** Facts to fill into the translated sentence. */
  params?: Record<string, string | number>
}

/** The shape that leaves the server (RFC 9457, application/problem+json). */
export interface ProblemBody extends ProblemDetails {
  type: string
  title: string
  status: number
  instance: string
}

/** Thrown by rules and operations for what a caller can cause. */
export class Problem extends Error {
  readonly kind: ProblemKind
  readonly details: ProblemDetails

  constructor(kind: ProblemKind, details: ProblemDetails = {}) {
    super(details.detail ?? details.code ?? kind)
    this.name = 'Problem'
    this.kind = kind
    this.details = details
  }

  get status(): number {
    return PROBLEM_STATUS[this.kind]
  }
}

/** Hidden and missing look the same to a caller. */
export const notFound = () => new Problem('not-found')

/** An `invalid` problem about one field. */
export const invalidField = (path: string, code: FieldCode, detail?: string) =>
  new Problem('invalid', { errors: [{ path, code, detail }] })
