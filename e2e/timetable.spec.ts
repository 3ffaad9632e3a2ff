import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, Visitor } from './support/browser.ts'
import { demoPassword } from './support/lesson.ts'
import { Product } from './support/product.ts'

/** From what a school has and wants to lessons in a student's calendar, and back, in the demo school. */

let product: Product
let browser: Browser
let owner: Visitor
let student: Visitor

beforeAll(async () => {
  product = await Product.start({ LECTERN_DEMO: '1' })
  browser = await openBrowser()
  const password = await demoPassword(product.url)
  const signIn = async (username: string, device: 'desktop' | 'phone') => {
    const visitor = await Visitor.open(browser, product.url, device)
    const answer = await visitor.page.request.post('/api/sign-in', {
      data: { username, password },
      headers: { origin: product.url },
    })
    expect(answer.status(), username).toBe(200)
    return visitor
  }
  owner = await signIn('owner', 'desktop')
  student = await signIn('student', 'phone')
})
afterAll(async () => {
  await browser?.close()
  await product?.destroy()
})

/** The Monday after this week's; lessons appear from there on. */
const nextMonday = (): string => {
  const now = new Date()
  const days = ((8 - now.getUTCDay()) % 7 || 7) + 7
  return new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10)
}
const PLANNED = /^语文/

test('rows of a spreadsheet become rooms, a lesson is moved by its price, and the week is published and taken back', async () => {
  const { page } = owner
  await page.goto('/admin/timetable/facts/rooms')
  await page.getByRole('button', { name: 'Add a row' }).click()
  const name = page.getByRole('textbox', { name: 'Room', exact: true }).last()
  await name.evaluate((cell) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', '301\tMusic\t\t30\tMain\n302\tMusic\t\tmany\tMain\n')
    cell.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  })
  await page.getByText('1 cell could not be read and stays marked.').waitFor()
  await page.reload()
  const rooms = page.getByRole('textbox', { name: 'Room', exact: true })
  await expect
    .poll(() => rooms.evaluateAll((cells) => cells.map((cell) => (cell as HTMLInputElement).value)))
    .toContain('301')

  await page.goto('/admin/timetable')
  await page.getByRole('link', { name: /Week of the term/ }).click()
  await page.getByRole('button', { name: 'Publish …' }).waitFor()
  const lesson = page
    .getByRole('table')
    .getByRole('button', { name: /Chinese Literature/ })
    .first()
  await lesson.click()
  await page
    .getByRole('button', { name: /period \d: (costs|better|as good)/ })
    .first()
    .waitFor()
  await page.keyboard.press('Escape')
  await expect.poll(() => page.getByRole('button', { name: /period \d: / }).count()).toBe(0)
  await lesson.click()
  await page
    .getByRole('button', { name: /period \d: (costs|better)/ })
    .first()
    .click()
  await page.getByText(/Chinese Literature .* was moved\./).waitFor()

  await page.getByRole('button', { name: 'Undo', exact: true }).click()
  await page.getByRole('button', { name: 'Redo', exact: true }).click()
  await expect.poll(() => page.getByRole('button', { name: 'Redo', exact: true }).isDisabled()).toBe(true)

  await page.getByRole('button', { name: 'Publish …' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText(/\d+ lessons appear\./).waitFor()
  await dialog.getByRole('button', { name: 'Publish', exact: true }).click()
  await page.getByRole('button', { name: 'Take back' }).waitFor()

  const lessons = () => student.page.getByRole('link', { name: PLANNED })
  await student.page.goto(`/calendar?week=${nextMonday()}`)
  await lessons().first().waitFor()
  await page.getByRole('button', { name: 'Take back' }).click()
  await page.getByRole('button', { name: 'Publish …' }).waitFor()
  await expect.poll(() => lessons().count(), { timeout: 30_000 }).toBe(0)
  expect([...owner.errors, ...student.errors]).toEqual([])
})
