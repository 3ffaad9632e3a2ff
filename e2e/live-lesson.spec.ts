import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Device, FAKE_DEVICES, openBrowser, Visitor } from './support/browser.ts'
import { comeIn, demoPassword, heard, liveLesson, pictures } from './support/lesson.ts'
import { Product } from './support/product.ts'

/**
 * A lesson with sound and picture on the built-in relay, in the demo school: a teacher at a desk, a pupil at another, a pupil
 * with a phone. What is asked is what the others' browsers decode and what comes out of them.
 */

const PATIENCE = { timeout: 60_000, interval: 200 }
const TEACHER = 'Chen Jing'
const PUPIL = 'Emma Zhang'

let product: Product
let browser: Browser
let teacher: Visitor
let pupil: Visitor
let phone: Visitor

const signIn = async (device: Device, username: string, password: string) => {
  const visitor = await Visitor.open(browser, product.url, device)
  const answer = await visitor.page.request.post('/api/sign-in', {
    data: { username, password },
    headers: { origin: product.url },
  })
  expect(answer.status(), username).toBe(200)
  return visitor
}

beforeAll(async () => {
  product = await Product.start({ LECTERN_DEMO: '1', LESSON_MEDIA: 'relay' })
  browser = await openBrowser(FAKE_DEVICES)
  const password = await demoPassword(product.url)
  teacher = await signIn('desktop', 'teacher', password)
  pupil = await signIn('desktop', 'student', password)
  phone = await signIn('phone', 'leo.zhang', password)
})
afterAll(async () => {
  await browser?.close()
  await product?.destroy()
})

const control = ({ page }: Visitor, name: string) => page.getByRole('button', { name, exact: true })
const sees = (viewer: Visitor, name: string) =>
  expect.poll(() => pictures(viewer.page, name), PATIENCE).toBeGreaterThan(0)
const hears = (viewer: Visitor) => expect.poll(() => heard(viewer.page), PATIENCE).toBeGreaterThan(0.001)

describe('a lesson with sound and picture', () => {
  test('each comes in after a look at their devices, which is not asked for again, or without it', async () => {
    const address = `/lesson/${await liveLesson(teacher.page)}`
    for (const { page } of [teacher, pupil, phone]) await page.goto(address)
    await pupil.page.getByRole('button', { name: 'Check my devices' }).click()
    await pupil.page.getByLabel('How loud you are').waitFor()
    await pupil.page.getByRole('button', { name: 'Join the lesson' }).click()
    await control(pupil, 'Microphone').waitFor()
    await pupil.page.reload()
    await control(pupil, 'Microphone').waitFor()
    for (const one of [teacher, phone]) {
      await comeIn(one.page)
      await control(one, 'Microphone').waitFor()
    }
  })

  test('the teacher is seen and heard on both, and the teacher sees and hears a pupil', async () => {
    await control(teacher, 'Microphone').click()
    await control(teacher, 'Camera').click()
    for (const one of [pupil, phone]) {
      await sees(one, TEACHER)
      await hears(one)
    }
    await teacher.page.getByRole('button', { name: 'Who may speak' }).click()
    await teacher.page.getByRole('menuitem', { name: 'All may speak' }).click()
    await control(pupil, 'Microphone').click()
    await hears(teacher)
  })

  test('a shared screen arrives, and the board is one press away', async () => {
    await control(teacher, 'Share screen').click()
    await sees(pupil, `Screen of ${TEACHER}`)
    await pupil.page.getByRole('button', { name: 'Show the board' }).click()
    await expect.poll(() => pictures(pupil.page, `Screen of ${TEACHER}`), PATIENCE).toBe(0)
    await control(teacher, 'Share screen').click()
    await pupil.page.getByRole('button', { name: 'Show the screen' }).waitFor({ state: 'hidden' })
  })

  test('whom the teacher mutes is silent, is told so, and may speak again', async () => {
    await teacher.page.getByRole('tab', { name: /People/ }).click()
    await teacher.page.getByRole('button', { name: `What ${PUPIL}` }).click()
    await teacher.page.getByRole('menuitem', { name: /^Mute now/ }).click()
    await pupil.page.getByText('Your teacher muted you.').waitFor()
    await expect.poll(() => heard(teacher.page), PATIENCE).toBe(0)
    expect(await control(pupil, 'Microphone').getAttribute('aria-pressed')).toBe('false')
    await pupil.page.getByRole('button', { name: 'Turn the microphone on' }).click()
    await hears(teacher)
  })

  test('with only the teacher speaking a pupil is told why, and being called on brings the microphone', async () => {
    await teacher.page.getByRole('button', { name: 'Who may speak' }).click()
    await teacher.page.getByRole('menuitem', { name: /^Only I speak/ }).click()
    await pupil.page.getByText('Your teacher decides who speaks.').first().waitFor()
    await expect.poll(() => heard(teacher.page), PATIENCE).toBe(0)
    await control(pupil, 'Raise hand').click()
    await teacher.page.getByRole('tab', { name: /Hands/ }).click()
    await teacher.page.getByRole('button', { name: `Call on ${PUPIL}` }).click()
    await pupil.page.getByText('You may speak now.').waitFor()
    await pupil.page.getByRole('button', { name: 'Turn the microphone on' }).click()
    await hears(teacher)
  })

  test('a refused microphone has its own words, and the lesson goes on', async () => {
    await phone.page.evaluate(() => {
      navigator.mediaDevices.getUserMedia = () =>
        Promise.reject(new DOMException('Permission denied', 'NotAllowedError'))
    })
    await teacher.page.getByRole('button', { name: 'Who may speak' }).click()
    await teacher.page.getByRole('menuitem', { name: 'All may speak' }).click()
    await control(phone, 'Microphone').click()
    await phone.page.getByText('The browser was told not to let the school use it.').waitFor()
    await hears(phone)
  })

  test('nothing broke on the way', () => {
    expect([teacher, pupil, phone].flatMap(({ errors }) => errors)).toEqual([])
  })
})
