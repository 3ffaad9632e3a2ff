import { newId } from '#domain/ids.ts'
import { classKey, fold, type RosterPlan } from '#domain/rosters/roster-plan.ts'
import type { Transaction } from '#platform/context.ts'
import { loadRosterAccounts, saveGuardianships, saveRosterAccounts } from '../accounts/roster.ts'
import { loadRosterClasses, saveRosterClasses, saveRosterMembers } from '../classes/roster.ts'

interface Known {
  id: string
  isNew: boolean
  name: string
}

/**
 * Writes a plan: accounts, guardians, classes, members, each by one statement. `hashOf` gives the password hash of a new
 * account; without one it cannot sign in until its password is reset. The plan must have been made in this transaction.
 */
export const saveRoster = async (
  tx: Transaction,
  schoolId: string,
  plan: RosterPlan,
  hashOf: (username: string) => string | null,
): Promise<void> => {
  const people = new Map<string, Known>()
  const { accounts } = await loadRosterAccounts(tx, schoolId)
  for (const { id, username, name } of accounts) people.set(fold(username), { id, name, isNew: false })
  const toSave = plan.accounts.map((account) => {
    const isNew = account.id === null
    const id = account.id ?? newId()
    people.set(fold(account.username), { id, isNew, name: account.name })
    return { ...account, id, isNew, passwordHash: isNew ? hashOf(account.username) : null }
  })
  await saveRosterAccounts(tx, schoolId, toSave)
  const personOf = (username: string): Known => {
    const person = people.get(username)
    if (!person) throw new Error('the plan names nobody')
    return person
  }
  await saveGuardianships(
    tx,
    plan.guardianships.map((link) => ({
      guardianId: personOf(link.guardian).id,
      studentId: personOf(link.student).id,
    })),
  )
  await saveClasses(tx, schoolId, plan, personOf)
}

const saveClasses = async (
  tx: Transaction,
  schoolId: string,
  plan: RosterPlan,
  personOf: (username: string) => Known,
): Promise<void> => {
  const known = new Map<string, { id: string; isNew: boolean }>()
  const { classes } = await loadRosterClasses(tx, schoolId)
  for (const one of classes) known.set(classKey(one.termId, one.code), { id: one.id, isNew: false })
  const toSave = plan.classes.map((one) => {
    const saved = { ...one, id: one.id ?? newId(), isNew: one.id === null, schoolId }
    known.set(classKey(one.termId, one.code), saved)
    return saved
  })
  await saveRosterClasses(tx, toSave)
  const members = plan.enrollments.map(({ classKey: key, username, role }) => {
    const [found, person] = [known.get(key), personOf(username)]
    if (!found) throw new Error('the plan names no class')
    return {
      classId: found.id,
      accountId: person.id,
      displayName: person.name,
      role,
      classIsNew: found.isNew,
      accountIsNew: person.isNew,
    }
  })
  await saveRosterMembers(tx, members)
}
