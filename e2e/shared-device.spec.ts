import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId, setUpByApi } from './support/api.ts'
import { openBrowser, Visitor } from './support/browser.ts'
import { Product } from './support/product.ts'
import { settled } from './support/screen.ts'
import { WORDS } from './support/words.ts'

/**
 * Two people, one after the other, at one device: nothing the first one typed is there for the second,
 * by whatever way they come. Back with the first one, what they were typing is there again.
 */

const words = WORDS.en
const PASSWORD = 'a long password'
/** Stands in everything that is the first one's own. */
const SECRET = 'jasmine'

let product: Product
let browser: Browser
let visitor: Visitor
let classId: string
let joinCode: string

beforeAll(async () => {
  product = await Product.start()
  const owner = await setUpByApi(product.url, await product.setUpLink())
  classId = newId()
  await owner.send('POST', '/api/classes', { id: classId, name: 'Biology', subject: '', teach: true })
  joinCode = (await owner.send<{ code: string }>('POST', `/api/classes/${classId}/join-code`, {})).code
  browser = await openBrowser()
  visitor = await Visitor.open(browser, product.url, 'desktop')
})

afterAll(async () => {
  await browser?.close()
  await product?.destroy()
})

/** Everything a page shows or holds: its words, what stands in its fields, its title. */
const heldBy = (page: Page) =>
  page.evaluate(() => {
    const fields = [...document.querySelectorAll<HTMLInputElement>('input, textarea')].map(
      ({ value }) => value,
    )
    return [document.title, document.body.textContent, ...fields].join('\n')
  })

const draftIn = (page: Page) => page.locator('main form textarea')
const titleIn = (page: Page) => page.locator('main input[name=title]')

const signOut = async (page: Page) => {
  await page.goto('/me')
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await page.waitForURL('**/login')
}

test('what the first of two people typed is not there for the second, and is for the first again', async () => {
  const { page } = visitor
  await page.goto('/login')
  await page.getByLabel(words.username).fill('ada')
  await page.getByLabel(words.password, { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: words.signIn }).click()
  await page.waitForURL('**/today')
  await page.goto(`/c/${classId}/work/new`)
  await titleIn(page).fill(`${SECRET} essay`)
  await page.goto(`/c/${classId}/chat`)
  await draftIn(page).fill(`${SECRET} tea`)
  // A form in a window, sent, and a draft in the channel it makes.
  await page.getByRole('button', { name: 'Add a channel' }).click()
  await page.locator('dialog input[name=name]').fill(`${SECRET} channel`)
  await page.getByRole('dialog').getByRole('button', { name: 'Create channel' }).click()
  await page.waitForURL((url) => url.pathname.includes('/chat/'))
  await draftIn(page).fill(`${SECRET} milk`)
  await signOut(page)

  await page.goto(`/join/${joinCode}`)
  await page.locator('input[name=displayName]').fill('Ben Student')
  await page.locator('input[name=username]').fill('ben')
  await page.locator('input[name=password]').fill(PASSWORD)
  await page.locator('form button[type=submit]').click()
  await page.waitForURL(`**/c/${classId}**`)
  await draftIn(page).waitFor()
  expect(await draftIn(page).inputValue()).toBe('')
  for (const path of [`/c/${classId}/work`, '/inbox', '/today', '/me']) {
    await page.goto(path)
    await settled(page)
    expect(await heldBy(page), path).not.toContain(`${SECRET} essay`)
  }
  // Back through everything the first one opened.
  for (let steps = 0; steps < 12; steps++) {
    await page.goBack().catch(() => null)
    await page.waitForLoadState()
    const seen = await heldBy(page)
    for (const typed of ['essay', 'tea', 'milk']) expect(seen).not.toContain(`${SECRET} ${typed}`)
  }
  await page.goto('/today')
  const own = await page.evaluate(async () => {
    const { id } = (await (await fetch('/api/me')).json()) as { id: string }
    return Object.entries(localStorage).filter(([key]) => key.includes(id))
  })
  expect(JSON.stringify(own)).not.toContain(SECRET)
  await signOut(page)

  await page.getByLabel(words.username).fill('ada')
  await page.getByLabel(words.password, { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: words.signIn }).click()
  await page.waitForURL('**/today')
  await page.goto(`/c/${classId}/work/new`)
  expect(await titleIn(page).inputValue()).toBe(`${SECRET} essay`)
  await page.goto(`/c/${classId}/chat`)
  await draftIn(page).waitFor()
  expect(visitor.errors).toEqual([])
})
