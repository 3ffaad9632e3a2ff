import { setTimeout as pause } from 'node:timers/promises'
import { askOnce } from '#platform/db/ask.ts'
import { codeOf } from '#platform/db/client.ts'
import { StartProblem } from '#platform/start-problem.ts'
import { addressesFor, tlsReason } from './ssl-mode.ts'

/** What waiting cannot mend, by SQLSTATE. */
const hopeless: Record<string, (place: string, name: string) => string> = {
  '28P01': (place) =>
    `The database at ${place} refuses the user or the password in DATABASE_URL: correct them.`,
  '28000': (place) =>
    `The database at ${place} does not let this user in from here: allow it in pg_hba.conf.`,
  '3D000': (place, name) =>
    `There is no database "${name}" at ${place}: create it (createdb ${name}), or correct DATABASE_URL.`,
}

const reasons: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the host name cannot be looked up',
  CONNECT_TIMEOUT: 'it does not answer',
  ETIMEDOUT: 'it does not answer',
  '57P03': 'it is still starting',
  '53300': 'it has too many connections',
}

const OLDEST = 14

interface Found {
  version: number
  standby: boolean
  encoding: string
  name: string
  role: string
  /** Whether tables can be made in the schema in use, and schemas in the database: the queue has one of its own. */
  mayCreate: boolean
}

const QUESTION = `select current_setting('server_version_num')::int / 10000 as version, pg_is_in_recovery() as standby,
  current_setting('server_encoding') as encoding, current_database() as name, current_user as role,
  coalesce(has_schema_privilege(current_schema(), 'create'), false)
    and has_database_privilege(current_database(), 'create') as "mayCreate"`

const inspect = async (url: string): Promise<Found> => {
  const [found] = await askOnce<Found>(url, QUESTION)
  if (found === undefined) throw new Error('the database answered nothing')
  return found
}

const judge = (place: string, found: Found, makes: boolean): void => {
  if (found.version < OLDEST)
    throw new StartProblem(
      `The database at ${place} is PostgreSQL ${found.version} and ${OLDEST} is the oldest that works: upgrade it, or leave DATABASE_URL out.`,
    )
  if (found.standby)
    throw new StartProblem(
      `The database at ${place} is a read-only standby: point DATABASE_URL at the primary.`,
    )
  if (found.encoding !== 'UTF8')
    throw new StartProblem(
      `The database "${found.name}" at ${place} keeps its texts in ${found.encoding}, which has no room for every name: make one in UTF8 (createdb --encoding=UTF8 --template=template0 lectern).`,
    )
  if (makes && !found.mayCreate)
    throw new StartProblem(
      `The user "${found.role}" may not make tables and schemas in the database "${found.name}" at ${place}: make the user its owner (alter database "${found.name}" owner to "${found.role}"), or name the owner in DATABASE_OWNER_URL.`,
    )
}

/** The sentence for a failed try that another try cannot mend, or that came too late. */
const giveUp = (url: string, place: string, error: unknown, tooLate: boolean): StartProblem | null => {
  if (error instanceof StartProblem) return error
  const code = codeOf(error)
  const final = hopeless[code]?.(place, decodeURIComponent(new URL(url).pathname.slice(1)))
  if (final) return new StartProblem(final)
  const distrust = tlsReason(code)
  if (distrust) return new StartProblem(`The database at ${place} cannot be used: ${distrust}.`)
  if (!tooLate) return null
  return new StartProblem(
    `The database at ${place} cannot be reached (${reasons[code] ?? code}): start it, or correct DATABASE_URL.`,
  )
}

/** The first of the addresses at which a fit database answers; fails with the last one's reason. */
const firstFit = async (place: string, makes: boolean, [url = '', ...others]: string[]): Promise<string> => {
  try {
    judge(place, await inspect(url), makes)
    return url
  } catch (error) {
    if (error instanceof StartProblem || others.length === 0) throw error
    return firstFit(place, makes, others)
  }
}

/**
 * Waits until an external database answers and is fit for use; answers with the address to use from then on, in which
 * `sslmode` says the one way that worked. Throws `StartProblem`: at once for what waiting cannot mend, after `waitMs`
 * when it stays out of reach. `onWait` is told once, when the first try failed. `makes` is false for a role that need not
 * make tables, because another one owns them.
 */
export const waitForDatabase = async (
  url: string,
  options: { waitMs: number; onWait?: (place: string) => void; makes?: boolean },
): Promise<string> => {
  const place = new URL(url).host || 'localhost'
  const addresses = addressesFor(url)
  const deadline = Date.now() + options.waitMs
  for (let first = true; ; first = false) {
    try {
      return await firstFit(place, options.makes ?? true, addresses)
    } catch (error) {
      const problem = giveUp(url, place, error, Date.now() >= deadline)
      if (problem) throw problem
      if (first) options.onWait?.(place)
      await pause(250)
    }
  }
}
