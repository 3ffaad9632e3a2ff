import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import * as XLSX from 'xlsx'
import { planRoster } from '#domain/rosters/roster-import.ts'
import type { ExistingSchool } from '#domain/rosters/roster-school.ts'
import { LOCALES } from '#domain/school/school.ts'
import { readSpreadsheet } from '#platform/spreadsheet/read.ts'
import { rosterTemplate } from './roster-template.ts'

const school: ExistingSchool = {
  accounts: [],
  takenUsernames: new Set(),
  takenEmails: new Set(),
  guardianships: new Set(),
  terms: [{ id: 't', name: 'Autumn' }],
  currentTermId: 't',
  classes: [],
  enrollments: new Map(),
}

describe('the roster template', () => {
  it.each(LOCALES)(
    'in %s is read by the import with every column known and nothing in it',
    async (locale) => {
      const file = await rosterTemplate(locale, 'School', new Date(0))
      const plan = planRoster(await readSpreadsheet(file, 'template.xlsx'), school, 'owner')
      expect(plan.rows).toEqual([])
      expect(plan.summary.sheets.map((sheet) => [sheet.kind, sheet.ignoredColumns])).toEqual([
        ['accounts', []],
        ['classes', []],
        ['enrollments', []],
        [null, []],
      ])
    },
  )

  it('offers the roles as a list and keeps what is typed as text', async () => {
    const book = XLSX.read(await rosterTemplate('zh-CN', 'S', new Date(0)), {
      bookFiles: true,
      cellNF: true,
      sheetStubs: true,
    })
    const files = (book as unknown as { files: Record<string, { content: Buffer }> }).files
    expect(files['xl/worksheets/sheet1.xml']?.content.toString()).toContain('学生,教师,家长,教务,访客')
    expect(files['xl/worksheets/sheet1.xml']?.content.toString()).toMatch(
      /<col min="1" max="1" width="22" style="\d+"/,
    )
    expect(files['xl/styles.xml']?.content.toString()).toContain('numFmtId="49"')
  })
})

describe('the example roster in docs', () => {
  it('is a school of 8 teachers, 120 students and 12 classes that imports without a single problem', async () => {
    const file = await readFile(fileURLToPath(new URL('../../docs/example-roster.xlsx', import.meta.url)))
    expect(file.length).toBeLessThan(200_000)
    const plan = planRoster(await readSpreadsheet(file, 'example.xlsx'), school, 'owner')
    expect(plan.rows.filter((row) => row.fate !== 'create' || row.problems.length > 0)).toEqual([])
    const count = (role: string) => plan.accounts.filter((account) => account.role === role).length
    expect(['teacher', 'registrar', 'student', 'guardian'].map(count)).toEqual([8, 1, 120, 40])
    expect(plan.classes).toHaveLength(12)
    expect(plan.enrollments).toHaveLength(372)
    expect(plan.guardianships).toHaveLength(44)
  })
})
