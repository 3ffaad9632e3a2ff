import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { newId } from '#domain/ids.ts'
import { type Connection, connect } from '#platform/db/connect.ts'
import { APP_ROLE, giveRights, ownsTables } from '#platform/db/roles.ts'
import { asApp, testDatabase } from './database.ts'

let owner: Connection
let app: Connection
let ownerUrl: string
const schoolId = newId()

beforeAll(async () => {
  ownerUrl = await testDatabase()
  owner = connect(ownerUrl, { max: 1 })
  app = connect(asApp(ownerUrl), { max: 1 })
  await app.query(
    "insert into school (id, name, locale, time_zone, created_at) values ($1, 'S', 'en', 'UTC', now())",
    [schoolId],
  )
  await app.query(
    "insert into audit_entry (id, school_id, action, target_kind, at) values ($1, $2, 'school.set-up', 'school', now())",
    [newId(), schoolId],
  )
})
afterAll(() => Promise.all([owner.close(), app.close()]))

const refused = (statement: string) =>
  expect(app.query(statement), statement).rejects.toThrow(/permission denied|must be owner/)

describe('the role of the program', () => {
  it('reads and writes rows, the queue’s too', async () => {
    await app.query("update school set name = 'T'")
    expect(await app.query('select name from school')).toEqual([{ name: 'T' }])
    await app.query('select count(*) from bullmq.job')
    expect(
      await app.query(
        'select rolsuper, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user',
      ),
    ).toEqual([{ rolsuper: false, rolcreaterole: false, rolcreatedb: false }])
  })

  it('only adds to the audit log and to the grades', async () => {
    for (const table of ['audit_entry', 'grade_entry']) {
      await refused(`update ${table} set id = id`)
      await refused(`delete from ${table}`)
    }
  })

  it('owns nothing, and empties, drops, changes and makes nothing', async () => {
    expect(await app.query('select 1 from pg_class where relowner = current_user::regrole')).toEqual([])
    const tables = await app.query<{ name: string }>(
      "select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables where schemaname in ('public', 'bullmq')",
    )
    expect(tables.length).toBeGreaterThan(50)
    for (const { name } of tables) {
      await refused(`truncate ${name}`)
      await refused(`drop table ${name} cascade`)
      await refused(`alter table ${name} disable trigger all`)
    }
    await refused('create table public.mine (id int)')
    await refused('create schema mine')
    await refused('drop schema bullmq cascade')
    await refused("update kysely_migration set name = 'none'")
    await refused("set session_replication_role = 'replica'")
    await refused('create role mine')
    await refused("copy school to program 'cat'")
  })

  it('gets its rights on what a later release adds, two starts at once', async () => {
    await owner.query('create table later (id int)')
    await refused('select * from later')
    await Promise.all([giveRights(ownerUrl, APP_ROLE), giveRights(ownerUrl, APP_ROLE)])
    expect(await app.query('select * from later')).toEqual([])
    await refused('delete from audit_entry')
  })

  it('is told from an owner', async () => {
    expect(await ownsTables(app.db)).toBe(false)
    expect(await ownsTables(owner.db)).toBe(true)
    expect(new URL(inject('postgresUrl')).username).not.toBe(APP_ROLE)
  })
})
