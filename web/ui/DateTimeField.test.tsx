import { createSignal } from 'solid-js'
import { beforeEach, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { setSchoolZone } from '../i18n/zone.ts'
import { DateTimeField } from './DateTimeField.tsx'
import { DayField } from './DayField.tsx'
import { TimeField } from './TimeField.tsx'
import { draw } from './testing/draw.tsx'

beforeEach(() => setSchoolZone('Europe/Berlin'))

const drawDue = async (start: string | null, locale: 'en' | 'zh-CN' = 'en') => {
  const [value, setValue] = createSignal(start)
  await draw(() => <DateTimeField label="Due" value={value()} onChange={setValue} />, locale)
  return value
}

test('a day and a time are shown in the reader’s language and the school’s zone', async () => {
  await drawDue('2026-11-29T07:00:00.000Z')
  await expect.element(page.getByLabelText('Due', { exact: true })).toHaveValue('29 Nov 2026')
  await expect.element(page.getByLabelText('Due · time')).toHaveValue('08:00')
  await drawDue('2026-11-29T07:00:00.000Z', 'zh-CN')
  await expect.element(page.getByLabelText('Due', { exact: true }).last()).toHaveValue('2026年11月29日')
})

test('typing is read as it goes on and shown in full when the field is left', async () => {
  const value = await drawDue(null)
  const day = page.getByLabelText('Due', { exact: true })
  await day.fill('1.12.2026')
  expect(value()).toBe('2026-12-01T22:59:00.000Z')
  await expect.element(day).toHaveValue('1.12.2026')
  await page.getByLabelText('Due · time').fill('8:30 pm')
  expect(value()).toBe('2026-12-01T19:30:00.000Z')
  await expect.element(day).toHaveValue('1 Dec 2026')
  await day.fill('')
  expect(value()).toBeNull()
})

test('what cannot be read is said, kept, and never taken for no date', async () => {
  const value = await drawDue('2026-11-29T07:00:00.000Z')
  await page.getByLabelText('Due', { exact: true }).fill('31.2.2026')
  expect(value()).toBe('31.2.2026 08:00')
  await expect.element(page.getByText('This is not a day yet.')).toBeInTheDocument()
  await userEvent.tab()
  await expect.element(page.getByLabelText('Due', { exact: true })).toHaveValue('31.2.2026')
})

test('a time that the clocks skip or show twice says what is taken', async () => {
  const value = await drawDue(null)
  await page.getByLabelText('Due', { exact: true }).fill('29.3.2026')
  await page.getByLabelText('Due · time').fill('2:30')
  expect(value()).toBe('2026-03-29T01:30:00.000Z')
  await expect.element(page.getByText('03:30 is taken')).toBeInTheDocument()
  await page.getByLabelText('Due', { exact: true }).fill('25.10.2026')
  await expect.element(page.getByText('comes twice')).toBeInTheDocument()
})

test('a day is chosen from the month by keyboard alone', async () => {
  const [value, setValue] = createSignal('2026-11-29')
  await draw(() => <DayField label="Day" value={value()} onInput={setValue} />)
  ;(page.getByRole('button', { name: 'Choose a day' }).element() as HTMLElement).focus()
  await userEvent.keyboard('{Enter}')
  await expect.element(page.getByRole('button', { name: 'Sunday 29 November' })).toHaveFocus()
  await userEvent.keyboard('{ArrowDown}{ArrowLeft}{PageDown}')
  await expect.element(page.getByRole('button', { name: 'Tuesday 5 January' })).toHaveFocus()
  await userEvent.keyboard('{Enter}')
  expect(value()).toBe('2027-01-05')
  await expect.element(page.getByLabelText('Day', { exact: true })).toHaveValue('5 Jan 2027')
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument()
})

test('arrows move a time by five minutes', async () => {
  const [value, setValue] = createSignal('08:00')
  await draw(() => <TimeField label="Starts" value={value()} onInput={setValue} />)
  await page.getByLabelText('Starts').click()
  await userEvent.keyboard('{ArrowUp}{ArrowUp}{ArrowDown}')
  expect(value()).toBe('08:05')
})
