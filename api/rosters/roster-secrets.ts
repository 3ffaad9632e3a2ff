import { fold, type PlannedAccount, type RosterPlan } from '#domain/rosters/roster-plan.ts'
import { hashFirstPassword, newFirstPassword } from '../accounts/first-password.ts'
import { hashPassword } from '../accounts/password.ts'
import type { LoginCard } from './roster-cards.ts'

const HASHES_AT_ONCE = 8

/** New accounts' first passwords, hashed before any lock is taken. */
export interface Secret {
  hash: string
  /** The password to be told, when it was made here. */
  made: string | null
}

const secretFor = async ({ password }: PlannedAccount): Promise<Secret> => {
  if (password) return { hash: await hashPassword(password), made: null }
  const made = newFirstPassword()
  return { hash: await hashFirstPassword(made), made }
}

/** Passwords for the new accounts of a plan; `progress` is told which part of them is done. */
export const makeSecrets = async (
  accounts: readonly PlannedAccount[],
  progress: (part: number) => Promise<void>,
): Promise<Map<string, Secret>> => {
  const secrets = new Map<string, Secret>()
  const fresh = accounts.filter((account) => account.id === null)
  for (let at = 0; at < fresh.length; at += HASHES_AT_ONCE) {
    const part = fresh.slice(at, at + HASHES_AT_ONCE)
    const made = await Promise.all(
      part.map(async (account) => [fold(account.username), await secretFor(account)] as const),
    )
    for (const [username, secret] of made) secrets.set(username, secret)
    if (at % (HASHES_AT_ONCE * 25) === 0) await progress(at / fresh.length)
  }
  return secrets
}

/** The new accounts whose passwords were made here, with the classes they begin in. */
export const cardsOf = (plan: RosterPlan, secrets: Map<string, Secret>): LoginCard[] => {
  const classes = new Map<string, string[]>()
  const names = new Map(plan.classes.map((one) => [`${one.termId} ${fold(one.code)}`, one.name]))
  for (const { username, classKey } of plan.enrollments) {
    const name = names.get(classKey)
    if (name) classes.set(username, [...(classes.get(username) ?? []), name])
  }
  return plan.accounts.flatMap((account) => {
    const made = secrets.get(fold(account.username))?.made
    const { name, username, role, studentNumber } = account
    if (!made || account.id !== null) return []
    return [
      {
        name,
        username,
        role,
        studentNumber,
        firstPassword: made,
        classes: classes.get(fold(username)) ?? [],
      },
    ]
  })
}
