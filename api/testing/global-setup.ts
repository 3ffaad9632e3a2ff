import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { connect } from '#platform/db/connect.ts'
import { migrateToLatest } from '#platform/db/migrate.ts'
import { APP_ROLE, appPassword, giveRights, makeAppRole } from '#platform/db/roles.ts'
import { prepareQueue } from '#platform/queue/queue.ts'
import { migrations } from '../../migrations/index.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The server all tests share; each file clones `lectern_template` for itself. */
    postgresUrl: string
  }
}

const onDatabase = (url: string, name: string): string => {
  const result = new URL(url)
  result.pathname = `/${name}`
  return result.href
}

const makeTemplate = async (url: string): Promise<void> => {
  const server = connect(url, { max: 1 })
  await server.query('drop database if exists lectern_template with (force)')
  await server.query('create database lectern_template')
  await server.close()
  const template = onDatabase(url, 'lectern_template')
  await migrateToLatest(template, migrations)
  await prepareQueue(template)
  const owner = connect(template, { max: 1 })
  await owner.query(makeAppRole(appPassword(decodeURIComponent(new URL(url).password))))
  await owner.close()
  await giveRights(template, APP_ROLE)
}

/** One real PostgreSQL for the whole run: the embedded one, or the server named by LECTERN_TEST_POSTGRES. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const external = process.env.LECTERN_TEST_POSTGRES
  if (external) {
    await makeTemplate(external)
    project.provide('postgresUrl', external)
    return async () => {}
  }
  const { startEmbedded } = await import('#platform/db/embedded.ts')
  const dataDir = mkdtempSync(join(tmpdir(), 'lectern-test-'))
  const embedded = await startEmbedded({
    dataDir,
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' },
  })
  await makeTemplate(embedded.url)
  project.provide('postgresUrl', embedded.url)
  return async () => {
    await embedded.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}
