import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { migrateToLatest } from '#platform/db/migrate.ts'
import { migrations } from '../migrations/index.ts'

/**
 * Writes platform/db/schema.ts from a freshly migrated database. `npm run db:types` starts an embedded one;
 * with DATABASE_URL it uses that (it must be empty or of this release).
 */
const generate = async (url: string, file: string) => {
  await migrateToLatest(url, migrations)
  execFileSync(
    process.execPath,
    [
      'node_modules/kysely-codegen/dist/cli/bin.js',
      '--dialect=postgres',
      `--url=${url}`,
      '--camel-case',
      '--date-parser=string',
      '--exclude-pattern={kysely_*,bullmq.*}',
      `--out-file=${file}`,
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  )
  const text = readFileSync(file, 'utf8')
    // The driver parses int8 to a number: these columns are counters and sizes, far below 2^53.
    .replace(/export type Int8 = [^\n]+/, 'export type Int8 = ColumnType<number, number, number>;')
    // Scores are exact decimals: strings in, strings out.
    .replace(/export type Numeric = [^\n]+/, 'export type Numeric = ColumnType<string, string, string>;')
  writeFileSync(file, text)
}

const main = async () => {
  const url = process.env.DATABASE_URL
  const file = process.argv[2] ?? 'platform/db/schema.ts'
  if (url) return generate(url, file)
  const { startEmbedded } = await import('#platform/db/embedded.ts')
  const { mkdtempSync, rmSync } = await import('node:fs')
  const { tmpdir } = await import('node:os')
  const { join } = await import('node:path')
  const dataDir = mkdtempSync(join(tmpdir(), 'lectern-types-'))
  const embedded = await startEmbedded({ dataDir, settings: { fsync: 'off' } })
  try {
    await generate(embedded.url, file)
  } finally {
    await embedded.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

await main()
