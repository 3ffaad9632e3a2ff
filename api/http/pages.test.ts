import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { listAudit } from '#domain/audit/contract.ts'
import { newId } from '#domain/ids.ts'
import { listReports } from '#domain/reports/contract.ts'
import { listRosterImports } from '#domain/rosters/contract.ts'
import { type Person, TestSchool } from '../testing/school.ts'

let school: TestSchool
let owner: Person
beforeAll(async () => {
  school = await TestSchool.start()
  owner = await school.person('owner')
})

type Page = (after: string | undefined) => Promise<{ ids: string[]; next: string | null }>

/** All that a paged list has, in its order. */
const walk = async (page: Page): Promise<string[]> => {
  const all: string[] = []
  let after: string | undefined
  do {
    const { ids, next } = await page(after)
    all.push(...ids)
    after = next ?? undefined
  } while (after !== undefined)
  return all
}

const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id)
const anId = sql.raw('gen_random_uuid()')

test('a log of 20,000 entries is read to its end, each entry once', async () => {
  await sql`insert into audit_entry (id, school_id, action, target_kind, at)
    select ${anId}, ${school.id}, 'grade.recorded', 'grade', '2026-03-02'::timestamptz + n / 7 * interval '1 millisecond'
    from generate_series(1, 20000) n`.execute(school.services.connection.db)
  const found = await walk(async (after) => {
    const { entries, next } = await owner.client.call(listAudit, {}, { action: 'grade', limit: 200, after })
    return { ids: idsOf(entries), next }
  })
  expect([found.length, new Set(found).size]).toEqual([20_000, 20_000])
})

test('reports and imports of one moment come page by page, each once', async () => {
  const { db } = school.services.connection
  const common = sql`select ${anId}, ${school.id}, ${owner.id}, '2026-03-02'::timestamptz`
  await sql`insert into report (id, school_id, requested_by, requested_at, term_id, class_ids, locale, state)
    ${common}, ${school.termId}, '{}', 'en', 'ready' from generate_series(1, 130)`.execute(db)
  await sql`insert into roster_import (id, school_id, requested_by, requested_at, file_name, blob_key, state)
    ${common}, 'roster.csv', 'none', 'failed' from generate_series(1, 130)`.execute(db)
  const reports = await walk(async (after) => {
    const answer = await owner.client.call(listReports, {}, { after })
    return { ids: idsOf(answer.reports), next: answer.next }
  })
  const imports = await walk(async (after) => {
    const answer = await owner.client.call(listRosterImports, {}, { after })
    return { ids: idsOf(answer.imports), next: answer.next }
  })
  expect([reports.length, new Set(reports).size]).toEqual([130, 130])
  expect([imports.length, new Set(imports).size]).toEqual([130, 130])
  expect(await owner.client.status(listReports, {}, { after: newId() })).toBe(400)
})
