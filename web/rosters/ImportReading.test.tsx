import { expect, test, vi } from 'vitest'
import type { RosterImportView } from '#domain/rosters/contract.ts'
import type { RosterChoice, RosterReading } from '#domain/rosters/roster-reading.ts'
import type { Locale } from '#domain/school/school.ts'
import { draw } from '../ui/testing/draw.tsx'
import { ImportReading } from './ImportReading.tsx'

const none = { create: 0, update: 0, unchanged: 0, error: 0 }
const reading: RosterReading = {
  encoding: 'gb18030',
  chosen: false,
  sure: true,
  preview: [
    ['用户名', '姓名'],
    ['li.wei', '<b>李伟</b>'],
  ],
  others: [{ encoding: 'big5', sample: '蚚誧靡,俷靡' }],
}

const drawn = async (
  of: Partial<RosterReading> | null,
  { roleless = 0, choice = {}, locale = 'en' as Locale } = {} as {
    roleless?: number
    choice?: RosterChoice
    locale?: Locale
  },
) => {
  const item: RosterImportView = {
    id: 'i',
    fileName: '名单.csv',
    state: 'checked',
    percent: 100,
    summary: {
      accounts: none,
      classes: none,
      enrollments: none,
      guardianships: 0,
      warnings: 0,
      roleless,
      sheets: [],
    },
    reading: of && { ...reading, ...of },
    choice,
    error: null,
    requestedBy: { id: 'me', displayName: 'Me' },
    requestedAt: '2026-11-30T08:00:00.000Z',
    appliedAt: null,
    cardsUntil: null,
  }
  const onChoose = vi.fn<(choice: RosterChoice) => void>()
  const root = await draw(() => <ImportReading item={item} busy={false} onChoose={onChoose} />, locale)
  const choose = (value: string, at = 0) => {
    const select = root.querySelectorAll('select')[at]!
    select.value = value
    select.dispatchEvent(new Event('change', { bubbles: true }))
  }
  const options = (at = 0) =>
    [...(root.querySelectorAll('select')[at]?.options ?? [])].map((one) => [one.value, one.text])
  return { root, onChoose, choose, options }
}

test('how a file was read is said with its first rows, of which nothing is markup', async () => {
  const { root } = await drawn({})
  expect([...root.querySelectorAll('td')].map((one) => one.textContent)).toEqual(reading.preview.flat())
  expect(root.textContent).toContain('Read as')
  expect(root.textContent).not.toContain('nearly as likely')
})

test('a reading that is not sure asks whether the names are right', async () => {
  expect((await drawn({ sure: false })).root.textContent).toContain('Are the names right?')
  expect((await drawn({ sure: false, chosen: true })).root.textContent).toContain(', as chosen.')
})

test('the likely encodings come first, each with how the file looks in it, and one is chosen by hand', async () => {
  const { options, choose, onChoose } = await drawn({}, { choice: { role: 'student' } })
  expect(options()[0]?.[0]).toBe('gb18030')
  expect(options()[1]?.[0]).toBe('big5')
  expect(options()[1]?.[1]).toContain('蚚誧靡,俷靡')
  expect(new Set(options().map(([value]) => value)).size).toBe(options().length)
  choose('big5')
  expect(onChoose).toHaveBeenCalledWith({ role: 'student', encoding: 'big5' })
})

test('what was chosen can be left to the text again', async () => {
  const { options, choose, onChoose } = await drawn({ chosen: true }, { choice: { encoding: 'gb18030' } })
  expect(options()[0]?.[0]).toBe('decide')
  choose('decide')
  expect(onChoose).toHaveBeenCalledWith({ encoding: undefined })
})

test('people without a role get one that is chosen for all of them, and never one that administers', async () => {
  const { options, choose, onChoose } = await drawn(null, { roleless: 7 })
  expect(options().map(([value]) => value)).toEqual(['none', 'student', 'teacher', 'guardian', 'guest'])
  choose('student')
  expect(onChoose).toHaveBeenCalledWith({ role: 'student' })
})

test('a workbook that names everybody asks nothing', async () => {
  expect((await drawn(null)).root.textContent).toBe('')
})
