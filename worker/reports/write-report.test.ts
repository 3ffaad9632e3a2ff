import { type ChildProcess, spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as XLSX from 'xlsx'
import { atEnd } from '#api/testing/ends.ts'
import { type Person, type TestClass, TestSchool } from '#api/testing/school.ts'
import { listAudit } from '#domain/audit/contract.ts'
import { createGradeItem, recordGrades, setCategories } from '#domain/grades/contract.ts'
import { newId } from '#domain/ids.ts'
import { getReport, requestReport } from '#domain/reports/contract.ts'
import { connect } from '#platform/db/connect.ts'
import { jobs } from '../features.ts'

let school: TestSchool
let registrar: Person
let graded: TestClass

/** A class whose first student has 8 of 10 in homework, an excused quiz and nothing in the exam. */
const aGradedClass = async (): Promise<TestClass> => {
  const made = await school.aClass({ students: 3 })
  const [homework, exams] = [newId(), newId()]
  const classId = made.id
  await made.teacher.client.call(
    setCategories,
    { classId },
    {
      categories: [
        { id: homework, name: '作业', weight: '40' },
        { id: exams, name: 'Exams', weight: '60' },
      ],
    },
  )
  const items = [
    { id: newId(), title: '=HYPERLINK("http://evil")', maxPoints: '10', categoryId: homework },
    { id: newId(), title: 'Quiz', maxPoints: '5', categoryId: homework },
    { id: newId(), title: 'Final exam', maxPoints: '100', categoryId: exams },
  ]
  for (const item of items) await made.teacher.client.call(createGradeItem, { classId }, item)
  const studentId = made.students[0]!.id
  await made.teacher.client.call(
    recordGrades,
    { classId },
    {
      grades: [
        { itemId: items[0]!.id, studentId, score: '8' },
        { itemId: items[1]!.id, studentId, score: null, excused: true },
      ],
    },
  )
  return made
}

beforeAll(async () => {
  school = await TestSchool.start()
  registrar = await school.person('registrar', 'The Registrar')
  graded = await aGradedClass()
})

const ask = async (person: Person, input: { classIds?: string[]; locale?: 'en' | 'zh-CN' } = {}) => {
  const id = newId()
  await person.client.call(requestReport, {}, { id, termId: school.termId, ...input })
  return id
}
const download = (person: Person, id: string) => person.client.fetch(`/api/reports/${id}/download`)
const cells = (sheet: XLSX.WorkSheet) =>
  XLSX.utils.sheet_to_json<unknown[]>(sheet, { header: 1, blankrows: true })

describe('the term report', () => {
  it('is written by the worker, announced, downloaded and right to the last cell', async () => {
    const socket = await registrar.client.socket()
    await socket.subscribe(`account:${registrar.id}`)
    const id = await ask(registrar, { classIds: [graded.id] })
    expect((await download(registrar, id)).status).toBe(409)
    await school.runJobs(jobs)
    await socket.until(
      (frame) =>
        frame.t === 'event' && (frame.payload as { report?: { state: string } }).report?.state === 'ready',
    )
    socket.close()
    const response = await download(registrar, id)
    expect(response.headers.get('content-disposition')).toMatch(/^attachment/)
    expect(response.headers.get('cache-control')).toContain('no-store')
    const book = XLSX.read(await response.arrayBuffer())
    const rows = cells(book.Sheets[book.SheetNames[1]!]!)
    const headings = Object.entries(rows[2] ?? {}).map(([column, text]) => [Number(column), text])
    expect(headings).toEqual([
      [2, '作业 · weight 40%'],
      [5, 'Exams · weight 60%'],
      [7, 'Totals'],
      [9, 'Attendance'],
    ])
    expect(rows[3]?.slice(2, 9)).toEqual([
      '=HYPERLINK("http://evil")',
      'Quiz',
      '作业 %',
      'Final exam',
      'Exams %',
      'Total so far',
      'Total if nothing more is handed in',
    ])
    expect(rows[4]?.slice(1, 6)).toEqual(['Points possible', 10, 5, undefined, 100])
    const first = rows.find((row) => row[1] === graded.students[0]!.displayName)
    expect(first?.slice(2)).toEqual([8, 'EX', 80, undefined, undefined, 80, 32, 0, 0, 0, 0, 0])
    const second = rows.find((row) => row[1] === graded.students[1]!.displayName)
    expect(second?.slice(7, 9)).toEqual([undefined, 0])
    const cover = cells(book.Sheets.Cover!)
    expect(cover[0]).toEqual(['Test School'])
    expect(cover[5]?.[1]).toBe('The Registrar')
    const view = await registrar.client.call(getReport, { reportId: id }, {})
    expect(view).toMatchObject({ state: 'ready', percent: 100, classCount: 1 })
    expect(view.size).toBe(Number(response.headers.get('content-length')))
  })

  it('without a choice holds every class of the term; in Chinese if asked', async () => {
    const other = await school.aClass({ students: 1 })
    const id = await ask(registrar, { locale: 'zh-CN' })
    await school.runJobs(jobs)
    const book = XLSX.read(await (await download(registrar, id)).arrayBuffer())
    expect(book.SheetNames[0]).toBe('封面')
    expect(book.SheetNames.at(-1)).toBe('数据说明')
    const { classCount } = await registrar.client.call(getReport, { reportId: id }, {})
    expect(book.SheetNames).toHaveLength(classCount + 2)
    const own = await ask(other.teacher)
    await school.runJobs(jobs)
    expect((await other.teacher.client.call(getReport, { reportId: own }, {})).classCount).toBe(1)
  })

  it('is for those alone who may export every class in it, at the moment of the download', async () => {
    const { teacher } = graded
    const id = await ask(teacher, { classIds: [graded.id] })
    await school.runJobs(jobs)
    expect((await download(teacher, id)).status).toBe(200)
    const stranger = await school.person('teacher')
    expect((await download(stranger, id)).status).toBe(404)
    await school.services.connection.db
      .updateTable('enrollment')
      .set({ endedAt: new Date() })
      .where('accountId', '=', teacher.id)
      .execute()
    const later = { ...teacher, client: await school.signedIn(teacher) }
    expect((await download(later, id)).status).toBe(404)
    await school.services.connection.db
      .updateTable('enrollment')
      .set({ endedAt: null })
      .where('accountId', '=', teacher.id)
      .execute()
    const owner = await school.person('owner')
    const { entries } = await owner.client.call(listAudit, {}, { action: 'report.downloaded' })
    expect(entries.filter((entry) => entry.targetId === id)).toHaveLength(1)
  })

  it('asked for twice with the same id is one report and one job', async () => {
    const id = newId()
    const wish = { id, termId: school.termId, classIds: [graded.id] }
    await Promise.all([1, 2, 3].map(() => registrar.client.call(requestReport, {}, wish)))
    const rows = await school.services.connection.db
      .selectFrom('jobRun')
      .select('id')
      .where('name', '=', 'write-report')
      .where('state', '=', 'waiting')
      .execute()
    expect(rows).toHaveLength(1)
    await school.runJobs(jobs)
  })

  it('of a class that the caller may not export does not exist', async () => {
    const stranger = await school.person('teacher')
    const wish = { id: newId(), termId: school.termId, classIds: [graded.id] }
    expect(await stranger.client.status(requestReport, {}, wish)).toBe(404)
  })
})

describe('a worker that is killed while it writes', () => {
  let child: ChildProcess | null = null
  afterAll(() => child?.kill('SIGKILL'))

  const startWorker = () =>
    spawn(process.execPath, ['--import', 'tsx', fileURLToPath(new URL('../main.ts', import.meta.url))], {
      stdio: 'ignore',
      env: {
        DATABASE_URL: school.databaseUrl,
        DATA_DIR: school.services.config.dataDir,
        LOG_LEVEL: 'error',
      },
    })
  /** Makes everybody who reads grades wait, until the returned function is called. */
  const holdGrades = async () => {
    let release = () => {}
    const gate = new Promise<void>((resolve) => {
      release = resolve
    })
    await new Promise<void>((held) => {
      const owner = connect(school.ownerUrl, { max: 1 })
      atEnd(() => owner.close())
      void owner.db.transaction().execute(async (tx) => {
        await sql`lock table grade_entry in access exclusive mode`.execute(tx)
        held()
        await gate
      })
    })
    return release
  }
  const untilReport = async (id: string, state: string) => {
    for (let n = 0; n < 1_200; n += 1) {
      const report = await registrar.client.call(getReport, { reportId: id }, {})
      if (report.state === state) return
      await wait(100)
    }
    throw new Error(`the report did not become ${state}`)
  }
  const blobs = () =>
    readdirSync(join(school.services.config.dataDir, 'blobs'), { recursive: true, encoding: 'utf8' }).filter(
      (name) => /report-[^.]*$/.test(name),
    )

  it('leaves no half file, and the report arrives once from the next one', async () => {
    const before = blobs().length
    const socket = await registrar.client.socket()
    await socket.subscribe(`account:${registrar.id}`)
    const release = await holdGrades()
    const id = await ask(registrar)
    child = startWorker()
    await untilReport(id, 'running')
    await wait(300)
    child.kill('SIGKILL')
    expect((await download(registrar, id)).status).toBe(409)
    expect(blobs()).toHaveLength(before)
    release()
    child = startWorker()
    await untilReport(id, 'ready')
    await wait(500)
    const ready = socket
      .events(`account:${registrar.id}`)
      .filter(
        (frame) => (frame.payload as { report?: { id: string; state: string } }).report?.state === 'ready',
      )
    expect(ready).toHaveLength(1)
    expect(blobs()).toHaveLength(before + 1)
    expect((await download(registrar, id)).status).toBe(200)
    socket.close()
  }, 300_000)
})
