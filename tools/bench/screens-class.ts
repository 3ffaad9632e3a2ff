import pg from 'pg'
import { v7 } from 'uuid'
import { Api, type BenchProduct } from './product.ts'

export const PUPILS = 300
export const ITEMS = 60

/** What the screens show: a class of 300 with 60 columns, all of them graded, and one piece of work to mark. */
export interface BenchClass {
  classId: string
  assignmentId: string
  owner: { username: string; password: string }
  ownerApi: Api
}

const OWNER = { username: 'bench-owner', password: 'a long password' }

/**
 * Sets a school up over its API and fills the class by SQL: the pupils never sign in, and 18,000 grades one by one would
 * take longer than all that is measured.
 */
export const fillClass = async (product: BenchProduct): Promise<BenchClass> => {
  const ownerApi = await new Api(product.url).as('/api/setup', {
    key: product.setUpKey,
    school: { name: 'Bench', locale: 'en', timeZone: 'UTC' },
    term: { name: 'Term', startsOn: '2020-01-01', endsOn: '2099-12-31' },
    administrator: { displayName: 'Owner', ...OWNER },
  })
  const [classId, assignmentId] = [v7(), v7()]
  await ownerApi.send('POST', '/api/classes', { id: classId, name: 'Bench', subject: '', teach: true })
  const { code } = await ownerApi.send<{ code: string }>('POST', `/api/classes/${classId}/join-code`, {
    uses: 1,
  })
  // One pupil by the door that pupils take; the others are copies of its rows.
  await new Api(product.url).as('/api/sign-up', {
    code,
    username: 'pupil0',
    displayName: 'Pupil 000',
    password: OWNER.password,
  })
  await ownerApi.send('POST', `/api/classes/${classId}/assignments`, {
    id: assignmentId,
    title: 'Essay',
    body: '',
    files: [],
    dueAt: null,
    points: '100',
    categoryId: null,
    publish: true,
  })
  const db = new pg.Client(product.databaseUrl)
  await db.connect()
  const copy = async (table: string, where: string, changed: Record<string, string>) => {
    const { rows } = await db.query<{ column_name: string }>(
      `select column_name from information_schema.columns
       where table_schema = 'public' and table_name = $1 and is_generated = 'NEVER'`,
      [table],
    )
    const names = rows.map((row) => row.column_name)
    const values = names.map((name) => changed[name] ?? `one.${name}`)
    await db.query(
      `insert into ${table} (${names.join(', ')})
       select ${values.join(', ')} from ${table} one, bench_pupil p where ${where}`,
    )
  }
  try {
    await db.query('begin')
    await db.query(`create temp table bench_pupil as
      select n, gen_random_uuid() as id, 'pupil' || n as username, 'Pupil ' || lpad(n::text, 3, '0') as name
      from generate_series(1, ${PUPILS - 1}) n`)
    const first = "(select id from account where username = 'pupil0')"
    await copy('account', "one.username = 'pupil0'", {
      id: 'p.id',
      username: 'p.username',
      username_key: 'p.username',
      display_name: 'p.name',
    })
    await copy('enrollment', `one.account_id = ${first}`, { account_id: 'p.id' })
    await db.query(
      `insert into grade_item (id, class_id, title, max_points, position, created_at)
       select gen_random_uuid(), $1, 'Test ' || n, 100, n + 1, now() from generate_series(1, ${ITEMS - 1}) n`,
      [classId],
    )
    await db.query(
      `insert into grade_entry (id, item_id, student_id, no, score, recorded_by, recorded_at)
       select gen_random_uuid(), i.id, m.account_id, 1, round((40 + random() * 60)::numeric, 1), o.id, now()
       from grade_item i
       join enrollment m on m.class_id = i.class_id and m.account_id <> (select id from account where username = $2)
       join account o on o.username = $2
       where i.class_id = $1`,
      [classId, OWNER.username],
    )
    await db.query('commit')
    await db.query('analyze')
  } finally {
    await db.end()
  }
  return { classId, assignmentId, owner: OWNER, ownerApi }
}
