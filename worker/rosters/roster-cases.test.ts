import { beforeAll, expect, it } from 'vitest'
import { type Person, TestSchool } from '#api/testing/school.ts'
import {
  applyRosterImport,
  getRosterImport,
  listRosterRows,
  rosterImportView,
} from '#domain/rosters/contract.ts'
import { jobs } from '../features.ts'
import { ROSTER_CASES } from './roster-cases-fixture.ts'

/**
 * Each list is uploaded, checked and applied: what the dry run says at which cell, and who is in the school afterwards. A
 * case stands for its kind; each brings its own people.
 */

let school: TestSchool
let registrar: Person

beforeAll(async () => {
  school = await TestSchool.start()
  registrar = await school.person('registrar')
})

const state = async () => {
  const { db } = school.services.connection
  const people = await db.selectFrom('account').select(['username', 'displayName', 'studentNumber']).execute()
  const classes = await db.selectFrom('class').select(['code', 'name']).execute()
  const members = await db
    .selectFrom('enrollment')
    .innerJoin('class', 'class.id', 'enrollment.classId')
    .innerJoin('account', 'account.id', 'enrollment.accountId')
    .select(['class.code', 'account.username'])
    .execute()
  return {
    people: people.map((one) => `${one.username} · ${one.displayName} · ${one.studentNumber ?? ''}`),
    classes: classes.map((one) => `${one.code} · ${one.name}`),
    members: members.map((one) => `${one.code} · ${one.username}`),
  }
}

const added = (after: string[], before: string[]) => after.filter((one) => !before.includes(one)).sort()

it.each(ROSTER_CASES)(
  '$of',
  async ({ file, name = 'list.csv', people = [], classes = [], members = [], said = [] }) => {
    const before = await state()
    const response = await registrar.client.fetch(`/api/roster-imports?name=${encodeURIComponent(name)}`, {
      method: 'POST',
      body: new Uint8Array(file),
    })
    const { id } = rosterImportView.parse(await response.json())
    await school.runJobs(jobs)
    const { state: read, error } = await registrar.client.call(getRosterImport, { importId: id }, {})
    expect([read, error]).toEqual(['checked', null])
    const { rows } = await registrar.client.call(listRosterRows, { importId: id }, { problems: 'only' })
    expect(
      rows.flatMap(({ row, problems }) =>
        problems.map(({ column, code, params }) => `${column}${row} ${code} ${params.value ?? ''}`.trim()),
      ),
    ).toEqual(said)
    await registrar.client.call(applyRosterImport, { importId: id }, {})
    await school.runJobs(jobs)
    const after = await state()
    expect({
      people: added(after.people, before.people),
      classes: added(after.classes, before.classes),
      members: added(after.members, before.members),
    }).toEqual({ people: people.toSorted(), classes: classes.toSorted(), members: members.toSorted() })
  },
)
