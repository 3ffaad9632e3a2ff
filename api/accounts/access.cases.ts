import * as accounts from '#domain/accounts/contract.ts'
import { newId } from '#domain/ids.ts'
import { type AccessCase, accessCase, EVERYBODY, VISITORS } from '../testing/access-case.ts'
import { createSession, newToken } from './session.ts'

const none = () => ({ params: {}, input: {} })

/** Every account acts on itself alone. */
export const cases: AccessCase[] = [
  accessCase(accounts.getMe, EVERYBODY, none),
  accessCase(accounts.updateMe, EVERYBODY, () => ({
    params: {},
    input: { preferences: { theme: 'dark' as const } },
  })),
  accessCase(accounts.listSessions, EVERYBODY, none),
  accessCase(accounts.listApiTokens, EVERYBODY, none),
  accessCase(accounts.createApiToken, EVERYBODY, () => ({ params: {}, input: { name: 'bot' } })),
  // The session and the token are somebody else's: nobody may end them.
  accessCase(accounts.endSession, [], async (world, visitor) => {
    const victim = visitor === 'teacher' ? world.people.student : world.people.teacher
    const { id } = await createSession(world.school.system, victim.id, null)
    return { params: { sessionKey: id }, input: {} }
  }),
  accessCase(accounts.deleteApiToken, [], async (world, visitor) => {
    const victim = visitor === 'teacher' ? world.people.student : world.people.teacher
    const { id, secretHash } = newToken()
    await world.school.services.connection.db
      .insertInto('apiToken')
      .values({ id, secretHash, accountId: victim.id, name: 'theirs', createdAt: new Date() })
      .execute()
    return { params: { tokenKey: id }, input: {} }
  }),
  // A wrong current password is a refusal of the input, not of the person.
  accessCase(accounts.changePassword, EVERYBODY, () => ({
    params: {},
    input: { current: 'wrong', next: 'long enough' },
  })),
  accessCase(accounts.signOut, EVERYBODY, none),
  accessCase(accounts.signOutEverywhere, EVERYBODY, none),
  // Open doors: what they answer depends on a secret that is not in the request.
  accessCase(accounts.signUpByCode, VISITORS, () => ({
    params: {},
    input: { code: 'NOSUCH', username: `u-${newId()}`, displayName: 'U', password: 'long enough' },
  })),
  accessCase(accounts.signIn, [], () => ({
    params: {},
    input: { username: `nobody-${newId()}`, password: 'wrong' },
  })),
]
