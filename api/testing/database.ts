import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import { type Connection, connect } from '#platform/db/connect.ts'
import { migrateToLatest } from '#platform/db/migrate.ts'
import { APP_ROLE, appPassword } from '#platform/db/roles.ts'
import { migrations } from '../../migrations/index.ts'
import { atEnd } from './ends.ts'

const onDatabase = (url: string, name: string): string => {
  const result = new URL(url)
  result.pathname = `/${name}`
  return result.href
}

/** A new database on the server of the tests, dropped at the end. Returns its URL. */
const newDatabase = async (template?: string): Promise<string> => {
  const url = inject('postgresUrl')
  const name = `lectern_${randomBytes(6).toString('hex')}`
  const server = connect(url, { max: 1 })
  await server.query(`create database ${name}${template ? ` template ${template}` : ''}`)
  atEnd(async () => {
    await server.query(`drop database if exists ${name} with (force)`)
    await server.close()
  })
  return onDatabase(url, name)
}

/** A database of this test file's own, cloned from the migrated template. Returns its URL. */
export const testDatabase = (): Promise<string> => newDatabase('lectern_template')

/** A database of the tests as the role of the program, which owns nothing in it. */
export const asApp = (databaseUrl: string): string => {
  const result = new URL(databaseUrl)
  result.username = APP_ROLE
  result.password = appPassword(decodeURIComponent(result.password))
  return result.href
}

/**
 * A database of the release before a migration, for a test of what becomes of its rows: write them through `connection`,
 * then `update`.
 */
export const earlierDatabase = async (
  migration: string,
): Promise<{ connection: Connection; update: () => Promise<void> }> => {
  if (!(migration in migrations)) throw new Error(`no migration ${migration}`)
  const url = await newDatabase()
  const earlier = Object.entries(migrations).filter(([key]) => key < migration)
  await migrateToLatest(url, Object.fromEntries(earlier))
  const connection = connect(url, { max: 1 })
  atEnd(() => connection.close())
  const update = async () => {
    await migrateToLatest(url, migrations)
  }
  return { connection, update }
}
