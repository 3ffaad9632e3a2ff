import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import * as XLSX from 'xlsx'
import { sweepRosterImports } from '#api/rosters/roster-import.ts'
import type { Client } from '#api/testing/client.ts'
import { type Person, TestSchool } from '#api/testing/school.ts'
import { aColumn } from '#api/testing/work.ts'
import { getMe, signIn } from '#domain/accounts/contract.ts'
import { listAudit } from '#domain/audit/contract.ts'
import { listClasses } from '#domain/classes/contract.ts'
import { getGradebook } from '#domain/grades/contract.ts'
import { getPerson, listPeople, setPersonDisabled } from '#domain/people/contract.ts'
import {
  applyRosterImport,
  deleteRosterCards,
  getRosterImport,
  listRosterCards,
  listRosterRows,
  readRosterAgain,
  rosterImportView,
} from '#domain/rosters/contract.ts'
import type { RosterChoice } from '#domain/rosters/roster-reading.ts'
import { encodeIn } from '#domain/text-encoding-fixture.ts'
import { readSpreadsheet } from '#platform/spreadsheet/read.ts'
import { makeZip } from '#platform/spreadsheet/zip-fixture.ts'
import { jobs } from '../features.ts'

let school: TestSchool
let owner: Person
let registrar: Person

beforeAll(async () => {
  school = await TestSchool.start()
  owner = await school.person('owner', 'The Owner')
  registrar = await school.person('registrar')
})

const upload = async (file: string | Buffer, name: string, client: Client = registrar.client) => {
  const body = typeof file === 'string' ? file : new Uint8Array(file)
  const response = await client.fetch(`/api/roster-imports?name=${encodeURIComponent(name)}`, {
    method: 'POST',
    body,
  })
  const view = rosterImportView.parse(await response.json())
  await school.runJobs(jobs)
  return client.call(getRosterImport, { importId: view.id }, {})
}
const workbook = (sheets: Record<string, string[][]>): Buffer => {
  const book = XLSX.utils.book_new()
  for (const [name, rows] of Object.entries(sheets))
    XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(rows), name)
  return XLSX.write(book, { type: 'buffer', bookType: 'xlsx' })
}
const apply = async (importId: string, client: Client = registrar.client) => {
  await client.call(applyRosterImport, { importId }, {})
  await school.runJobs(jobs)
  return client.call(getRosterImport, { importId }, {})
}
const problemsOf = async (importId: string) => {
  const { rows } = await registrar.client.call(listRosterRows, { importId }, { problems: 'only' })
  return rows.flatMap((row) => row.problems.map((problem) => `${problem.column}${row.row} ${problem.code}`))
}
const cardsOf = async (importId: string) => {
  const response = await registrar.client.fetch(`/api/roster-imports/${importId}/cards`)
  if (!response.ok) return response.status
  const [sheet] = await readSpreadsheet(new Uint8Array(await response.arrayBuffer()), 'cards.xlsx')
  return sheet!.rows
    .slice(2)
    .map((row) => ({ name: row.cells[0], username: row.cells[1]!, password: row.cells[2]! }))
}
const countAccounts = async () => {
  const { total } = await owner.client.call(listPeople, {}, { state: 'all' })
  return total
}

describe('the example school', () => {
  const example = () => readFile(fileURLToPath(new URL('../../docs/example-roster.xlsx', import.meta.url)))

  it('is checked, applied, signed in to, and the second time changes nothing', async () => {
    const before = await countAccounts()
    const checked = await upload(await example(), 'example-roster.xlsx', owner.client)
    expect(checked).toMatchObject({ state: 'checked', error: null, fileName: 'example-roster.xlsx' })
    expect(checked.summary).toMatchObject({
      accounts: { create: 169, error: 0 },
      classes: { create: 12 },
      enrollments: { create: 360 },
      guardianships: 44,
      warnings: 0,
    })
    expect(await countAccounts()).toBe(before)

    const applied = await apply(checked.id, owner.client)
    expect(applied).toMatchObject({ state: 'applied', percent: 100 })
    expect(await countAccounts()).toBe(before + 169)
    const { classes } = await owner.client.call(listClasses, {}, {})
    const mathematics = classes.find((one) => one.code === 'G7-1-MAT')
    expect(mathematics).toMatchObject({ studentCount: 30, name: '七年级(1)班数学 Grade 7 (1) Mathematics' })
    expect(mathematics?.teachers).toHaveLength(1)

    const cards = await cardsOf(checked.id)
    if (typeof cards === 'number') throw new Error(`cards: ${cards}`)
    expect(cards).toHaveLength(169)
    const [card] = cards
    const me = await school.visitor().call(signIn, {}, { username: card!.username, password: card!.password })
    expect(me).toMatchObject({ displayName: card!.name, mustChangePassword: true, role: 'teacher' })

    const printed = await owner.client.call(listRosterCards, { importId: checked.id }, { from: 168 })
    expect(printed.total).toBe(169)
    expect(printed.cards).toHaveLength(1)
    expect(printed.cards[0]).toMatchObject({ name: cards[168]!.name, firstPassword: cards[168]!.password })

    const again = await upload(await example(), 'example-roster.xlsx', owner.client)
    expect(again.summary).toMatchObject({
      accounts: { create: 0, update: 0, unchanged: 169 },
      classes: { create: 0, update: 0, unchanged: 12 },
      enrollments: { create: 0, update: 0, unchanged: 360 },
    })
    const twice = await apply(again.id, owner.client)
    expect(twice).toMatchObject({ state: 'applied', cardsUntil: null })
    expect(await countAccounts()).toBe(before + 169)
  })

  it('shows its rows by pages, by fate and by kind', async () => {
    const { id } = await upload(await example(), 'example.xlsx', owner.client)
    const first = await registrar.client.call(listRosterRows, { importId: id }, { kind: 'classes', limit: 5 })
    expect(first).toMatchObject({ total: 12 })
    expect(first.rows).toHaveLength(5)
    const rest = await registrar.client.call(
      listRosterRows,
      { importId: id },
      { kind: 'classes', after: first.next!, limit: 50 },
    )
    expect(rest.rows).toHaveLength(7)
    expect(rest.next).toBeNull()
    expect((await registrar.client.call(listRosterRows, { importId: id }, { fate: 'error' })).total).toBe(0)
  })
})

describe('a roster of its own', () => {
  it('in GBK with a bad row reports it by row, column and reason and imports the rest', async () => {
    const file = Buffer.from(
      'd3c3bba7c3fb2cd0d5c3fb2cbdc7c9ab0a6c692e7765692e78312cc0eeceb02cd1a7c9fa0a6261642c2cd1a7c9fa0a',
      'hex',
    )
    const checked = await upload(file, '名单.csv')
    expect(checked.summary?.accounts).toEqual({ create: 1, update: 0, unchanged: 0, error: 1 })
    expect(await problemsOf(checked.id)).toEqual(['B3 required'])
    await apply(checked.id)
    const { people } = await owner.client.call(listPeople, {}, { q: 'li.wei.x1' })
    expect(people).toMatchObject([{ displayName: '李伟', role: 'student', mustChangePassword: true }])
  })

  it('with a new student for a class that has a gradebook gives the newcomer totals', async () => {
    const room = await school.aClass()
    await aColumn(room.teacher.client, room.id)
    await school.runJobs(jobs)
    const { classes } = await owner.client.call(listClasses, {}, {})
    const code = classes.find((one) => one.id === room.id)!.code
    const people = [
      ['账号', '姓名', '身份'],
      ['late.comer', '后来者', '学生'],
    ]
    const members = [
      ['班级', '用户名'],
      [code, 'late.comer'],
    ]
    const { id } = await upload(workbook({ 人员: people, 成员: members }), 'late.xlsx')
    await apply(id)
    const { rows } = await room.teacher.client.call(getGradebook, { classId: room.id }, {})
    expect(rows.map((row) => row.totals)).toEqual([
      { current: null, final: '0.00' },
      { current: null, final: '0.00' },
    ])
  })

  it('tells its steps to administration as they happen', async () => {
    const socket = await registrar.client.socket()
    await socket.subscribe(`school:${school.id}`)
    const { id } = await upload('username,name,role\nsteps.a,Steps,student\n', 'a.csv')
    await apply(id)
    await socket.until(
      (frame) =>
        frame.t === 'event' && (frame.payload as { import: { state: string } }).import.state === 'applied',
    )
    const states = socket
      .events(`school:${school.id}`)
      .map((frame) => (frame.payload as { import: { state: string } }).import.state)
    expect([...new Set(states)]).toEqual(['checking', 'checked', 'applying', 'applied'])
    socket.close()
  })

  it('links guardians, tells members of a class there was, and brings back who had left', async () => {
    const there = await school.aClass({ students: 1 })
    const { classes } = await owner.client.call(listClasses, {}, {})
    const code = classes.find((one) => one.id === there.id)!.code
    const student = there.students[0]!
    await school.services.connection.db
      .updateTable('enrollment')
      .set({ endedAt: new Date() })
      .where('accountId', '=', student.id)
      .execute()
    const socket = await there.teacher.client.socket()
    await socket.subscribe(`class:${there.id}`)
    const people = [
      ['账号', '姓名', '身份', '孩子'],
      ['parent.of.x', '家长', '家长', student.username],
      ['new.kid', '新同学', '学生', ''],
    ]
    const members = [
      ['班级', '用户名'],
      [code, student.username],
      [code, 'new.kid'],
    ]
    const { id, summary } = await upload(workbook({ 人员: people, 成员: members }), 'x.xlsx')
    expect(summary).toMatchObject({ guardianships: 1, enrollments: { create: 2 } })
    await apply(id)
    await socket.until((frame) => frame.t === 'event' && JSON.stringify(frame.payload).includes('新同学'))
    const parent = (await owner.client.call(listPeople, {}, { q: 'parent.of.x' })).people[0]!
    const detail = await owner.client.call(getPerson, { accountId: parent.id }, {})
    expect(detail.wards).toMatchObject([{ id: student.id, displayName: student.displayName }])
    expect((await student.client.call(getMe, {}, {})).classes.map((one) => one.id)).toEqual([there.id])
    socket.close()
  })

  it('uses the given password for a new account and never changes one there is', async () => {
    const file = (password: string) => `username,name,role,password\npw.kid,Kid,student,${password}\n`
    await apply((await upload(file('correct horse 1'), 'a.csv')).id)
    const second = await upload(file('another horse 2'), 'a.csv')
    expect(second.summary?.accounts.unchanged).toBe(1)
    const { id, cardsUntil } = await apply(second.id)
    expect(cardsUntil).toBeNull()
    expect(await cardsOf(id)).toBe(410)
    const try_ = (password: string) => school.visitor().status(signIn, {}, { username: 'pw.kid', password })
    expect([await try_('correct horse 1'), await try_('another horse 2')]).toEqual([200, 401])
  })

  it('lets a registrar make no registrar and touch no owner', async () => {
    const checked = await upload(
      `username,name,role\nreg.two,Reg,registrar\n${owner.username},Hacked,student\nboss.two,Boss,owner\n`,
      'a.csv',
    )
    expect(checked.summary?.accounts).toMatchObject({ create: 0, update: 0, error: 3 })
    await apply(checked.id)
    expect((await owner.client.call(getMe, {}, {})).displayName).toBe('The Owner')
    const byOwner = await upload('username,name,role\nreg.two,Reg,registrar\n', 'a.csv', owner.client)
    expect(byOwner.summary?.accounts.create).toBe(1)
  })

  it('that nobody may import any more when its turn comes is not carried out', async () => {
    const leaving = await school.person('registrar')
    const { id } = await upload('username,name,role\nleft.behind,Left,student\n', 'a.csv', leaving.client)
    await leaving.client.call(applyRosterImport, { importId: id }, {})
    await owner.client.call(setPersonDisabled, { accountId: leaving.id }, { disabled: true })
    await school.runJobs(jobs).catch(() => {})
    expect((await registrar.client.call(getRosterImport, { importId: id }, {})).state).toBe('failed')
    expect((await owner.client.call(listPeople, {}, { q: 'left.behind' })).total).toBe(0)
  })
})

describe('how a file is read', () => {
  const choose = async (importId: string, choice: RosterChoice) => {
    await registrar.client.call(readRosterAgain, { importId }, choice)
    await school.runJobs(jobs)
    return registrar.client.call(getRosterImport, { importId }, {})
  }
  const big5 = (login: string) => encodeIn(`用戶名,姓名,角色\r\n${login},陳天豪,學生\r\n`, 'big5')

  it('is shown with its first rows, and reading it in another encoding changes nothing but the plan', async () => {
    const read = await upload(big5('chan.th'), 'list.csv')
    expect(read).toMatchObject({ state: 'checked', summary: { accounts: { create: 1 } }, choice: {} })
    expect(read.reading).toMatchObject({ encoding: 'big5', chosen: false })
    expect(read.reading?.preview).toEqual([
      ['用戶名', '姓名', '角色'],
      ['chan.th', '陳天豪', '學生'],
    ])
    const before = await countAccounts()
    const wrong = await choose(read.id, { encoding: 'gb18030' })
    expect(wrong).toMatchObject({ state: 'failed', error: { code: 'roster-no-lists' }, summary: null })
    expect(wrong.reading).toMatchObject({ encoding: 'gb18030', chosen: true })
    expect(wrong.reading?.others[0]).toEqual({ encoding: 'big5', sample: '用戶名,姓名,角色' })
    expect(await countAccounts()).toBe(before)
    expect(await choose(read.id, { encoding: 'big5' })).toMatchObject({ state: 'checked', error: null })
    await apply(read.id)
    const { people } = await owner.client.call(listPeople, {}, { q: 'chan.th' })
    expect(people).toMatchObject([{ displayName: '陳天豪' }])
    expect(await registrar.client.status(readRosterAgain, { importId: read.id }, {})).toBe(409)
  })

  it('is applied as it was chosen: the role of those whom the file gives none', async () => {
    const { id, summary } = await upload('username,firstname,lastname\nmoodle.kid,Ann,Lee\n', 'm.csv')
    expect(summary).toMatchObject({ roleless: 1, remarks: { required: 1 }, accounts: { error: 1 } })
    const chosen = await choose(id, { role: 'student' })
    expect(chosen).toMatchObject({ choice: { role: 'student' }, summary: { accounts: { create: 1 } } })
    await apply(id)
    const { people } = await owner.client.call(listPeople, {}, { q: 'moodle.kid' })
    expect(people).toMatchObject([{ displayName: 'Ann Lee', role: 'student' }])
  })

  it('finds rows by the remark that is made about them', async () => {
    const { id } = await upload(
      'username,name,role\na.b,,student\nc.d,#N/A,student\ne.f,Eve,wizard\n',
      'r.csv',
    )
    const rows = async (problem: 'error-value' | 'required' | 'has-left') => {
      const found = await registrar.client.call(listRosterRows, { importId: id }, { problem })
      return [found.total, ...found.rows.map(({ row }) => row)]
    }
    expect(await rows('error-value')).toEqual([1, 3])
    expect(await rows('required')).toEqual([1, 2])
    expect(await rows('has-left')).toEqual([0])
  })
})

describe('a file that is no roster', () => {
  const promised = makeZip([
    { name: 'manifest.csv', data: 'propertyName,value\nfile.users,bulk\nfile.classes,bulk\n' },
    { name: 'users.csv', data: 'sourcedId,status,username,givenName,role\n1,active,prom.a,A,student\n' },
  ])
  it.each([
    ['a picture', Buffer.from('\x89PNG\r\n\0\0'), 'spreadsheet-not-a-spreadsheet'],
    ['another table', Buffer.from('colour,size\nred,1\n'), 'roster-no-lists'],
    ['an old workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0]), 'spreadsheet-old-format'],
    ['an archive that lacks a promised list', promised, 'roster-files-missing'],
    ['an archive of other things', makeZip([{ name: 'a.txt', data: 'x' }]), 'spreadsheet-not-a-spreadsheet'],
    ['a million rows', Buffer.from('username\n'.repeat(1_000_000)), 'spreadsheet-too-many-rows'],
  ])('%s fails with its reason and can be neither applied nor harmful', async (_name, file, code) => {
    const view = await upload(file, 'x.xlsx')
    expect(view).toMatchObject({ state: 'failed', error: { code }, summary: null })
    expect(await registrar.client.status(applyRosterImport, { importId: view.id }, {})).toBe(409)
  })

  it('larger than the limit is refused while it arrives and leaves nothing', async () => {
    const response = await registrar.client.fetch('/api/roster-imports?name=x.csv', {
      method: 'POST',
      body: new Uint8Array(21 * 1024 * 1024),
    })
    expect(response.status).toBe(413)
    expect(await response.json()).toMatchObject({ code: 'spreadsheet-too-large' })
  })
})

it('first passwords can be fetched for a day or until they are deleted; each fetch is audited', async () => {
  const one = await apply((await upload('username,name,role\ncards.a,A,student\n', 'a.csv')).id)
  const two = await apply((await upload('username,name,role\ncards.b,B,student\n', 'b.csv')).id)
  expect(await cardsOf(one.id)).toHaveLength(1)
  await registrar.client.call(deleteRosterCards, { importId: one.id }, {})
  expect(await cardsOf(one.id)).toBe(410)
  school.offsetMs = 25 * 3_600_000
  await sweepRosterImports(school.system)
  school.offsetMs = 0
  expect(await cardsOf(two.id)).toBe(410)
  const { entries } = await owner.client.call(listAudit, {}, { action: 'roster.cards' })
  expect(entries.map((entry) => entry.action)).toContain('roster.cards-downloaded')
})
