import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type * as z from 'zod/mini'
import { type FieldError, Problem, type ProblemBody } from '#domain/problem.ts'
import { FIELD_CODES, type FieldCode } from '#domain/problem-code.ts'
import type { Http } from '../feature.ts'

/** A validation failure as field errors; the custom message of a check is its translation key. */
export const invalidFrom = (issues: readonly z.core.$ZodIssue[]): Problem => {
  const errors = issues.slice(0, 50).map((issue): FieldError => {
    const path = issue.path.map(String).join('.')
    if (issue.code === 'unrecognized_keys')
      return { path: [path, issue.keys[0]].filter(Boolean).join('.'), code: 'unknown' }
    return { path, code: codeOf(issue) }
  })
  return new Problem('invalid', { errors })
}

const isFieldCode = (text: string): text is FieldCode => FIELD_CODES.some((code) => code === text)

const codeOf = (issue: z.core.$ZodIssue): FieldCode => {
  if (isFieldCode(issue.message)) return issue.message
  if (issue.code === 'invalid_type') return issue.input === undefined ? 'required' : 'wrong-type'
  if (issue.code === 'too_big') return 'too-long'
  if (issue.code === 'too_small') return 'too-short'
  return 'invalid'
}

const fromDatabase = (error: unknown): Problem | null => {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
  if (/^(CONNECT|ECONN|EPIPE|ETIMEDOUT|EHOST|ENET|ENOTFOUND|EAI_|57P0|08|53300)/.test(code))
    return new Problem('unavailable', { retryAfter: 2 })
  // A number or a time that PostgreSQL has no room for: odd input, which the types of a contract allow.
  if (/^(22003|22007|22008)$/.test(code)) return new Problem('invalid')
  if (code === '53100') return new Problem('out-of-space')
  if (code === 'ENOSPC' || code === 'EDQUOT') return new Problem('out-of-space')
  return null
}

/** Whatever was thrown as a `Problem`: a bug becomes `internal`. */
export const asProblem = (error: unknown): Problem =>
  error instanceof Problem ? error : (fromDatabase(error) ?? new Problem('internal'))

/** The body that leaves the server (RFC 9457). Bugs tell nothing but the request's id. */
export const problemBody = (problem: Problem, requestId: string): ProblemBody => ({
  type: problem.kind,
  title: problem.kind,
  status: problem.status,
  instance: requestId,
  ...(problem.kind === 'internal' ? {} : problem.details),
})

/** Answers with application/problem+json. */
export const answerProblem = (http: Http, error: unknown): Response => {
  const problem = asProblem(error)
  const requestId = http.get('requestId')
  if (problem.kind === 'internal') {
    const log = http.get('ctx')?.log
    log?.error('bug', {
      requestId,
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    })
  }
  if (problem.details.retryAfter !== undefined)
    http.header('retry-after', String(Math.ceil(problem.details.retryAfter)))
  http.header('content-type', 'application/problem+json')
  return http.body(JSON.stringify(problemBody(problem, requestId)), problem.status as ContentfulStatusCode)
}
