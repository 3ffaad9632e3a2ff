import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { loadConfig } from '#platform/config.ts'
import { systemContext } from '#platform/context.ts'
import { connect } from '#platform/db/connect.ts'
import { openServices } from '#platform/services.ts'
import { createSession } from './accounts/session.ts'
import { features, followers } from './features.ts'
import { startApi } from './serve.ts'
import { Client } from './testing/client.ts'
import { testDatabase } from './testing/database.ts'
import { atEnd } from './testing/ends.ts'
import { type FilledSchool, fillSchool, type SchoolSize } from './testing/filled-school.ts'
import { ASKERS, screenAsks } from './testing/screen-asks.ts'
import { recordStatements, rowsRead, type Statement } from './testing/statements.ts'

const SIZE: SchoolSize = {
  pupils: 45,
  classes: 12,
  terms: 1,
  classSize: 15,
  messages: 2_400,
  lessons: 600,
  handIns: 1_080,
  events: 4_800,
  largeClass: { pupils: 45, assignments: 16 },
}
const MOST_STATEMENTS = 12
/** One more than the aim. */
const MORE: Record<string, number> = { 'submission as student': 13 }

interface Asked {
  name: string
  statements: Statement[]
}

interface Filled {
  url: string
  school: FilledSchool
  asked: Asked[]
}

/** A filled school, and what each GET of its screens says to the database, as each of the four who have screens. */
const ask = async (terms: number): Promise<Filled> => {
  const url = await testDatabase()
  const session = connect(url, { max: 1 })
  const school = await fillSchool(session, { ...SIZE, terms })
  await session.close()
  const dataDir = mkdtempSync(join(tmpdir(), 'lectern-history-'))
  const config = loadConfig({
    NODE_ENV: 'test',
    LOG_LEVEL: 'error',
    DATA_DIR: dataDir,
    PORT: '0',
    HOST: '127.0.0.1',
    LESSON_MEDIA: 'none',
  })
  const services = await openServices({ config, databaseUrl: url, name: 'lectern-history', followers })
  const api = await startApi({ services, features, version: '0.0.0', port: 0, host: '127.0.0.1' })
  const recorder = recordStatements()
  const asked: Asked[] = []
  for (const by of ASKERS) {
    const { token } = await createSession(systemContext(services), school[by], 'test')
    const client = new Client(`http://127.0.0.1:${api.port}`, token)
    for (const { door, path, by: whom } of screenAsks(school, new Date())) {
      if (!whom.includes(by)) continue
      recorder.take()
      const response = await client.fetch(path)
      expect(`${by} ${door} ${response.status}`).toBe(`${by} ${door} 200`)
      await response.text()
      asked.push({ name: `${door} as ${by}`, statements: recorder.take() })
    }
  }
  recorder.stop()
  await api.stop()
  await services.close()
  atEnd(async () => rmSync(dataDir, { recursive: true, force: true }))
  return { url, school, asked }
}

let first: Filled
let third: Filled
beforeAll(async () => {
  first = await ask(1)
  third = await ask(3)
})

const readBy = async ({ url, asked }: Filled): Promise<Map<string, number[]>> =>
  new Map(
    await Promise.all(
      asked.map(async ({ name, statements }) => [name, await rowsRead(url, statements, 'by-index')] as const),
    ),
  )

/** What is about a person's own years, and says so: all of them are counted. */
const OF_ALL_YEARS = /^(attendance|person|terms) as/
/** These read more rows in the third term when forced to indexes; a large school's own plans are measured by the bench. */
const NOT_HELD_YET =
  /^(me|inbox|today.*|classes|jobs.*|messages.*|lessons of a class|assignments, 300 × 60) as/

test('no screen sends more statements than it may, in the third term as in the first', () => {
  const many = [...first.asked, ...third.asked]
    .filter(({ name, statements }) => statements.length > (MORE[name] ?? MOST_STATEMENTS))
    .map(({ name, statements }) => `${name}: ${statements.length}`)
  expect(many).toEqual([])
  const counts = ({ asked }: Filled) => asked.map(({ name, statements }) => `${name}: ${statements.length}`)
  expect(counts(third)).toEqual(counts(first))
})

test('no screen reads more rows in the third term than in the first', async () => {
  const [before, now] = [await readBy(first), await readBy(third)]
  const sum = (counts: number[] = []) => counts.reduce((all, count) => all + count, 0)
  const grown = [...now]
    .filter(([name]) => !OF_ALL_YEARS.test(name) && !NOT_HELD_YET.test(name))
    // The classes that somebody was in are known by name and role for ever: a few rows for each term.
    .filter(([name, counts]) => sum(counts) > sum(before.get(name)) * 1.4 + 60)
    .map(([name, counts]) => `${name}: ${sum(before.get(name))} → ${sum(counts)} (${counts.join(', ')})`)
  expect(grown).toEqual([])
})
