import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { connect } from '#platform/db/connect.ts'
import { migrateToLatest } from '#platform/db/migrate.ts'
import { migrations } from '../migrations/index.ts'

interface Vocabulary {
  table: string
  column: string
  definition: string
}

const pascal = (name: string) => name.replace(/(^|_)(\w)/g, (_, __, letter: string) => letter.toUpperCase())
const camel = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())

/** The columns whose check constraint lists what they may hold: `state in ('waiting', 'running')`. */
const vocabulariesOf = async (url: string): Promise<Vocabulary[]> => {
  const connection = connect(url, { max: 1 })
  const found = await connection.query<Vocabulary>(`
    select c.conrelid::regclass::text as table, a.attname as column, pg_get_constraintdef(c.oid) as definition
    from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.contype = 'c' and cardinality(c.conkey) = 1 and connamespace = 'public'::regnamespace`)
  await connection.close()
  return found.filter(({ definition }) => /^CHECK \(\(\w+ = ANY \(ARRAY\[[^\]]*\]\)\)\)$/.test(definition))
}

/** The types with each such column as the union of what it may hold. */
export const withVocabularies = (types: string, vocabularies: readonly Vocabulary[]): string => {
  let result = types
  for (const { table, column, definition } of vocabularies) {
    const words = [...definition.matchAll(/'((?:[^']|'')*)'::text/g)].map(([, word]) => `"${word}"`)
    const place = new RegExp(
      `(export interface ${pascal(table)} \\{[^}]*\\n  ${camel(column)}: [^;]*?)\\bstring\\b`,
    )
    if (!place.test(result)) throw new Error(`no text column ${table}.${column} in the types`)
    result = result.replace(place, (_, before: string) => `${before}${words.join(' | ')}`)
  }
  return result
}

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
  writeFileSync(file, withVocabularies(text, await vocabulariesOf(url)))
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
