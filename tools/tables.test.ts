import { expect, test } from 'vitest'
import type { DB } from '#platform/db/schema.ts'
import { type Source, sourcesIn } from './source.ts'

/**
 * Who writes each table: the place whose operations know what a row means. Anybody may read it, for that is what SQL
 * joins for; a column that others read is changed as carefully as a contract.
 */
const OWNED = {
  'api/accounts': ['account', 'apiToken', 'guardianship', 'oneTimeToken', 'session'],
  'api/assignments': [
    'assignment',
    'assignmentFile',
    'attempt',
    'attemptFile',
    'returnRead',
    'submission',
    'submissionFile',
    'workReturn',
  ],
  'api/audiences': ['audience', 'audienceMember'],
  'api/attendance': ['attendance'],
  'api/boards': ['board', 'boardElement', 'boardFile', 'boardOp', 'boardPresenter'],
  'api/calendar': ['calendarAddress'],
  'api/classes': ['class', 'enrollment', 'joinCode'],
  'api/files': ['file', 'filePreview', 'upload'],
  'api/grades': [
    'gradeBatch',
    'gradeCategory',
    'gradeEntry',
    'gradeItem',
    'gradeRelease',
    'gradeTotal',
    'gradebook',
    'gradebookRow',
  ],
  'api/http': ['rateBucket'],
  'api/lectures': [
    'enginePresence',
    'hand',
    'lecture',
    'lectureEntry',
    'lectureFeedback',
    'lecturePick',
    'lectureTalk',
    'lesson',
    'lessonChange',
    'lessonSeries',
    'presenceInterval',
  ],
  'api/messages': [
    'channel',
    'message',
    'messageFile',
    'messagePin',
    'messageVersion',
    'reaction',
    'readState',
  ],
  'api/planner': [
    'bellSchedule',
    'plannerRule',
    'room',
    'teacherTime',
    'teaching',
    'timetable',
    'timetableLesson',
    'timetableSlot',
  ],
  'api/reports': ['report'],
  'api/rosters': ['rosterImport', 'rosterImportRow'],
  'api/school': ['school', 'term'],
  'platform/context.ts': ['auditEntry'],
  'platform/feed': ['event', 'topicHead'],
  'platform/pulse.ts': ['partProcess'],
  'platform/queue': ['jobRun'],
} satisfies Record<string, (keyof DB)[]>

const ownerOf = new Map<string, string>(
  Object.entries(OWNED).flatMap(([owner, tables]) => tables.map((table): [string, string] => [table, owner])),
)
const camel = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())

const BUILT = /\b(?:insertInto|updateTable|deleteFrom|mergeInto)\(\s*'(\w+)/g
const WRITTEN = /\b(?:insert\s+into|delete\s+from|update)\s+(?:only\s+)?([a-z_]+)\b(?=\s|\()/g

/** The tables that a source writes to, by the query builder or in SQL. */
const writesIn = (text: string): string[] => {
  const built = [...text.matchAll(BUILT)].map(([, table = '']) => table)
  const sql = [...text.matchAll(/`[^`]*`/g)].flatMap(([literal]) =>
    [...literal.matchAll(WRITTEN)].map(([, table = '']) => camel(table)),
  )
  // `on conflict do update set`, `for update skip locked`: no table is called so.
  return [...built, ...sql.filter((table) => table !== 'set' && table !== 'skip' && table !== 'of')]
}

const strangers = (sources: readonly Source[]): string[] =>
  sources.flatMap(({ path, text }) =>
    writesIn(text)
      .filter((table) => {
        const owner = ownerOf.get(table)
        return !owner || !(path === owner || path.startsWith(`${owner}/`))
      })
      .map((table) => `${path} writes ${table}, which is of ${ownerOf.get(table) ?? 'nobody'}`),
  )

test('a table is written by its own feature alone', () => {
  const sources = sourcesIn('api', 'worker', 'platform').filter(
    ({ path }) => path !== 'platform/db/schema.ts',
  )
  expect(sources.flatMap(({ text }) => writesIn(text)).length).toBeGreaterThan(100)
  expect(strangers(sources)).toEqual([])
})

test('every table has one owner', () => {
  const schema = sourcesIn('platform').find(({ path }) => path === 'platform/db/schema.ts')?.text ?? ''
  const tables = [...(/export interface DB \{([^}]*)\}/.exec(schema)?.[1] ?? '').matchAll(/^ {2}(\w+):/gm)]
  expect([...ownerOf.keys()].sort()).toEqual(tables.map(([, table]) => table).sort())
  expect(Object.values(OWNED).flat()).toHaveLength(ownerOf.size)
})

test('who writes another’s table is named, however it is written', () => {
  const text =
    "db.insertInto('account')\nsql`update read_state set no = 1`\nsql`select 1 from board for update`"
  expect(strangers([{ path: 'api/boards/x.ts', text }])).toEqual([
    'api/boards/x.ts writes account, which is of api/accounts',
    'api/boards/x.ts writes readState, which is of api/messages',
  ])
  expect(strangers([{ path: 'api/accounts/x.ts', text: "db.updateTable('account')" }])).toEqual([])
})
