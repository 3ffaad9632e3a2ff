import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const files = readdirSync(join(root, 'api'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !/\.test\.ts$|^testing\//.test(file))
  .map((file) => `api/${file.replaceAll('\\', '/')}`)

/** Where a question may end early, and how whoever reads the answer learns that there is more. */
const SAID: Record<string, string> = {
  'api/audit/audit.ts: limit ${limit + 1}':
    'each act brings one more than a page: the page says where the next begins',
  'api/boards/clean-up.ts: limit(REMOVAL_LIMIT)':
    'no more shapes than that lie on a board, nor people who drew them',
  'api/assignments/inbox.ts: limit(limit)': 'a source of the inbox, asked for one more than its page has',
  'api/lectures/absent-hand.ts: limit(AT_ONCE)': 'no answer: the worker does the rest at its next go',
  'api/lectures/clash.ts: limit ${CLASHES_SAID}': 'counts before it cuts: `more`',
  'api/calendar/feed.ts: limit(AT_MOST + 1)': 'a calendar with more is refused with a reason',
  'api/lectures/lesson.ts: limit(AT_MOST + 1)': 'a span with more is refused with a reason',
  'api/lectures/today.ts: limit(LESSONS)': 'counts before it cuts: `more.lessons`',
  'api/lectures/today.ts: limit(REGISTERS)': 'counts before it cuts: `more.registers`',
  'api/messages/history.ts: limit(limit)': 'pages by number: `atStart` and `atEnd`',
  'api/messages/inbox.ts: limit(limit)': 'a source of the inbox, asked for one more than its page has',
  'api/messages/pin.ts: limit(PIN_LIMIT)': 'a channel keeps no more than that',
  'api/planner/in-the-way.ts: limit ${NAMED}': 'counts before it cuts: `inTheWay`',
  'api/messages/today.ts: limit(ANNOUNCEMENTS)': 'counts before it cuts: `more.announcements`',
}

/** The limits of a source that are neither one row nor a page that says where the next begins. */
const limitsIn = (file: string, source: string): string[] =>
  [...source.matchAll(/\.(limit\((?:[^()]|\([^()]*\))*\))|\b(limit (?:\$\{[^}]+\}|\d+))/g)]
    .map(([, call, words]) => call ?? words ?? '')
    .filter((limit) => !/^limit[ (]1\)?$/.test(limit))
    .filter((limit) => !(/^limit\(\w+(?:\.\w+)* \+ 1\)$/.test(limit) && / pageOf\(rows, /.test(source)))
    .map((limit) => `${file}: ${limit}`)

test('no list is cut without a word', () => {
  const found = files.flatMap((file) => limitsIn(file, readFileSync(join(root, file), 'utf8')))
  expect([...new Set(found)].filter((limit) => !(limit in SAID))).toEqual([])
  expect(Object.keys(SAID).filter((limit) => !found.includes(limit))).toEqual([])
})

test('the search finds limits however they are written', () => {
  const silent = [
    'rows.limit(LISTED)',
    'rows.limit(page.limit + 1)',
    'sql`select 1 limit 500`',
    'sql`limit 5000`',
  ]
  expect(silent.map((source) => limitsIn('a', source).length)).toEqual([1, 1, 1, 1])
  expect(limitsIn('a', 'rows.limit(1); sql`… limit 1`')).toEqual([])
  expect(limitsIn('a', 'rows.limit(limit + 1)\nconst { page, next } = pageOf(rows, limit, place)')).toEqual(
    [],
  )
})
