import { Migrator, sql } from 'kysely'
import { connect, type Database } from './connect.ts'
import { buildIndexes, type MigrationWithIndexes } from './indexes.ts'

/** The database was migrated by a newer release than this program. */
export class NewerDatabase extends Error {
  constructor(migration: string) {
    super(
      `The database is newer than this program (it has "${migration}"): start the newer release, or restore a backup made by this one.`,
    )
    this.name = 'NewerDatabase'
  }
}

const appliedNames = async (db: Database): Promise<string[]> => {
  const found = await sql<{
    found: string | null
  }>`select to_regclass('kysely_migration')::text as found`.execute(db)
  if (!found.rows[0]?.found) return []
  const rows = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db)
  return rows.rows.map((row) => row.name)
}

/**
 * Brings the database to the newest schema; two processes at once are safe (Kysely takes an advisory lock). The
 * migrations run in one transaction, all or none; then the indexes that they name are built, without a lock on anything.
 * Throws `NewerDatabase` when it was migrated by a newer release.
 */
export const migrateToLatest = async (
  databaseUrl: string,
  migrations: Record<string, MigrationWithIndexes>,
): Promise<{ applied: string[] }> => {
  const connection = connect(databaseUrl, { max: 2, name: 'lectern-migrate' })
  try {
    const unknown = (await appliedNames(connection.db)).find((name) => !Object.hasOwn(migrations, name))
    if (unknown) throw new NewerDatabase(unknown)
    const migrator = new Migrator({ db: connection.db, provider: { getMigrations: async () => migrations } })
    const { error, results } = await migrator.migrateToLatest()
    if (error) throw error
    // Its session holds a lock of its own meanwhile.
    const builder = connect(databaseUrl, { max: 1, name: 'lectern-indexes' })
    try {
      await buildIndexes(builder, Object.values(migrations))
    } finally {
      await builder.close()
    }
    return { applied: (results ?? []).filter((r) => r.status === 'Success').map((r) => r.migrationName) }
  } finally {
    await connection.close()
  }
}
