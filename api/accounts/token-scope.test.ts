import { beforeAll, expect, test } from 'vitest'
import { createApiToken, listApiTokens } from '#domain/accounts/contract.ts'
import { listAudit } from '#domain/audit/contract.ts'
import { createClass, listMembers } from '#domain/classes/contract.ts'
import { newId } from '#domain/ids.ts'
import { listMessages, sendMessage } from '#domain/messages/contract.ts'
import { topicOf } from '#domain/realtime.ts'
import { TOKEN_SCOPES, type TokenScope } from '#domain/token-scope.ts'
import { aChannel } from '../messages/testing.ts'
import { Client } from '../testing/client.ts'
import { earlierDatabase } from '../testing/database.ts'
import { type Person, TestSchool } from '../testing/school.ts'
import { loadActor, newToken, validateApiToken } from './session.ts'

let school: TestSchool

beforeAll(async () => {
  school = await TestSchool.start()
})

/** A program of the person's with a token of these scopes. */
const programOf = async (person: Person, scopes?: TokenScope[]) => {
  const { token, view } = await person.client.call(createApiToken, {}, { name: 'program', scopes })
  return { token, view, client: new Client(school.url, null, token) }
}

test('a token does what its account may and its scopes name, and nothing else', async () => {
  const { id: classId, channelId, teacher } = await aChannel(school)
  const reader = await programOf(teacher, ['messages:read'])
  expect(reader.view.scopes).toEqual(['messages:read'])
  expect((await reader.client.call(listMessages, { channelId }, {})).messages).toEqual([])
  const message = { id: newId(), body: 'from a program' }
  expect(await reader.client.status(sendMessage, { channelId }, message)).toBe(403)
  expect(await reader.client.status(listMembers, { classId }, {})).toBe(404)
  const writer = await programOf(teacher, ['messages:read', 'messages:write'])
  expect((await writer.client.call(sendMessage, { channelId }, message)).author.id).toBe(teacher.id)
})

test('a token without named scopes may everything, and one with fewer makes none with more', async () => {
  const teacher = await school.person('teacher')
  const whole = await programOf(teacher)
  expect(whole.view.scopes).toEqual(TOKEN_SCOPES)
  const [narrow, wide] = [['account:write'], ['account:write', 'grades:read']] as TokenScope[][]
  const { client } = await programOf(teacher, narrow)
  expect(await client.status(createApiToken, {}, { name: 'more', scopes: wide })).toBe(403)
  expect(await client.status(createApiToken, {}, { name: 'all' })).toBe(403)
  const made = await client.call(createApiToken, {}, { name: 'same', scopes: narrow })
  expect(made.view.scopes).toEqual(narrow)
  expect((await teacher.client.call(listApiTokens, {}, {})).tokens).toHaveLength(3)
})

test('the log can be read after a token was made', async () => {
  const owner = await school.person('owner')
  const { view } = await programOf(owner)
  const { entries } = await owner.client.call(listAudit, {}, { actorId: owner.id })
  expect(entries.map((entry) => [entry.action, entry.targetId])).toEqual([['token.created', view.id]])
})

test('what a token has made gives it no more than it had: it stays a token when the rights of its account change', async () => {
  const { channelId, teacher } = await aChannel(school)
  const { token } = await programOf(teacher, ['messages:read', 'classes:write', 'classes:read'])
  const client = new Client(school.url, null, token)
  const socket = await client.socket()
  expect((await socket.subscribe(topicOf('channel', channelId))).t).toBe('subscribed')
  expect((await socket.subscribe(topicOf('account', teacher.id))).t).toBe('refused')
  // Making a class changes the rights of the account: they are loaded anew, for its open sockets too.
  await client.call(createClass, {}, { id: newId(), name: 'New', subject: '' })
  expect(await client.status(sendMessage, { channelId }, { id: newId(), body: 'no' })).toBe(403)
  expect((await socket.subscribe(topicOf('account', teacher.id))).t).toBe('refused')
})

test('a token of the release before goes on with all scopes', async () => {
  const { connection, update } = await earlierDatabase('20261130T0907_token_scopes')
  const [schoolId, accountId] = [newId(), newId()]
  await connection.query(
    `insert into school (id, name, locale, time_zone, created_at) values ($1, 'S', 'en', 'UTC', now())`,
    [schoolId],
  )
  await connection.query(
    `insert into account (id, school_id, username, username_key, display_name, role, created_at)
     values ($1, $2, 'owner', 'owner', 'Owner', 'owner', now())`,
    [accountId, schoolId],
  )
  const { id, token, secretHash } = newToken()
  await connection.query(
    `insert into api_token (id, secret_hash, account_id, name, created_at) values ($1, $2, $3, 'old', now())`,
    [id, secretHash, accountId],
  )
  await update()
  const services = { ...school.services, connection }
  const valid = await validateApiToken(services, token)
  expect(valid?.actor).toEqual({
    ...(await loadActor(services, accountId)),
    kind: 'token',
    scopes: TOKEN_SCOPES,
  })
})
