import { sql } from 'kysely'
import { lookUpKey } from '#domain/accounts/canonical.ts'
import type { Database } from '#platform/db/connect.ts'

/**
 * The keys by which accounts are found, beside what they were made from. An old account whose key another has too is
 * kept apart: its key is this mark and its old form, until an administrator gives it a name of its own.
 */
export const KEPT_APART = 'KEPT '

const keyOrNull = (text: string | null | undefined): string | null => (text == null ? null : lookUpKey(text))

/** The key columns of an account that is being stored. */
export const keysOf = (account: {
  username: string
  email?: string | null
  studentNumber?: string | null
}) => ({
  usernameKey: lookUpKey(account.username),
  emailKey: keyOrNull(account.email),
  studentNumberKey: keyOrNull(account.studentNumber),
})

/** The account that a username or address means; one that is kept apart only by exactly its old form. */
export const accountNamed = (db: Database, typed: string) => {
  const key = lookUpKey(typed)
  const kept = sql<string>`${KEPT_APART} || lower(${typed.trim()})`
  return db
    .selectFrom('account')
    .where((eb) =>
      eb.or([eb('usernameKey', 'in', [eb.val(key), kept]), eb('emailKey', 'in', [eb.val(key), kept])]),
    )
    .orderBy((eb) =>
      eb
        .case()
        .when(eb.or([eb('usernameKey', '=', kept), eb('emailKey', '=', kept)]))
        .then(0)
        .else(1)
        .end(),
    )
    .limit(1)
}
