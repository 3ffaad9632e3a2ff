import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from './support/api.ts'
import { openBrowser } from './support/browser.ts'
import { StandIn } from './support/jitsi.ts'
import { Product, sleep } from './support/product.ts'

/**
 * A lesson on Jitsi: on the stand-in, which proves our side of what is said and not Jitsi, or on the deployment that
 * `E2E_JITSI_URL`, `E2E_JITSI_APP_ID` and `E2E_JITSI_SECRET` name.
 */
const REAL = process.env.E2E_JITSI_URL ?? ''
const APP_ID = process.env.E2E_JITSI_APP_ID ?? 'lectern'
const SECRET = process.env.E2E_JITSI_SECRET ?? 'told-to-the-deployment-alone'
const PICTURES = process.env.E2E_PICTURES ?? ''

let standIn: StandIn | null = null
let product: Product
let browser: Browser
beforeAll(async () => {
  if (!REAL) standIn = await StandIn.start({ appId: APP_ID, secret: SECRET })
  product = await Product.start({
    LECTERN_DEMO: '1',
    JITSI_URL: REAL || (standIn?.url ?? ''),
    JITSI_APP_ID: APP_ID,
    JITSI_APP_SECRET: SECRET,
  })
  browser = await openBrowser(['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'])
})
afterAll(async () => {
  await browser?.close()
  await product?.destroy()
  await standIn?.stop()
})

const demoPassword = async (): Promise<string> => {
  for (let n = 0; n < 3_000; n++) {
    const state = await (await fetch(`${product.url}/api/setup`)).json()
    const [first] = (state as { demoAccounts?: { password: string }[] }).demoAccounts ?? []
    if (first) return first.password
    await sleep(100)
  }
  throw new Error('the demo school was never full')
}

interface Somebody {
  context: BrowserContext
  page: Page
  /** Violations of the content security policy, and uncaught errors. */
  faults: string[]
}

const comes = async (username: string, password: string, phone = false): Promise<Somebody> => {
  const context = await browser.newContext({
    baseURL: product.url,
    locale: 'en',
    // The stand-in made its certificate itself.
    ignoreHTTPSErrors: !REAL,
    viewport: phone ? { width: 390, height: 844 } : { width: 1440, height: 900 },
  })
  const answer = await context.request.post('/api/sign-in', {
    data: { username, password },
    headers: { origin: product.url },
  })
  if (!answer.ok()) throw new Error(`${username}: ${answer.status()} ${await answer.text()}`)
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error' && /Content Security Policy|Permissions policy/i.test(message.text()))
      faults.push(message.text())
  })
  return { context, page, faults }
}

const post = async ({ context }: Somebody, path: string, data: unknown): Promise<unknown> => {
  const answer = await context.request.post(path, { data, headers: { origin: product.url } })
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`)
  return answer.json()
}

const get = async <T>({ context }: Somebody, path: string): Promise<T> =>
  (await (await context.request.get(path)).json()) as T

const isLive = ({ page }: Somebody) => page.locator('section[data-phase="live"]').waitFor({ timeout: 60_000 })
const inFrame = ({ page }: Somebody) => page.frameLocator('section[data-phase] iframe')
const picture = async ({ page }: Somebody, name: string) => {
  if (PICTURES) await page.screenshot({ path: `${PICTURES}/${name}.png` })
}

interface Lesson {
  id: string
  classId: string
  state: string
  lecture: { id: string } | null
}

/** A lesson that is live in a class of both. */
const liveLesson = async (
  teacher: Somebody,
  student: Somebody,
): Promise<{ id: string; lectureId: string }> => {
  const span = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
  const path = `/api/lessons?from=${span(-8)}&to=${span(8)}`
  const { lessons } = await get<{ lessons: Lesson[] }>(student, path)
  const live = lessons.find((lesson) => lesson.state === 'live')
  const classId = live?.classId ?? lessons[0]?.classId
  const begun =
    live ??
    (await post(teacher, `/api/classes/${classId}/lessons/start`, { id: newId(), title: 'Fractions' }))
  const { id, lecture } = begun as Lesson
  return { id, lectureId: lecture?.id ?? '' }
}

test('a lesson on Jitsi: roles, the floor, our room beside it, and a deployment that falls silent', async () => {
  const password = await demoPassword()
  const student = await comes('student', password, true)
  const teacher = await comes('teacher', password)
  const { id, lectureId } = await liveLesson(teacher, student)
  const floor = (what: 'open' | 'close', of = 'microphone') =>
    post(teacher, `/api/lectures/${lectureId}/floor`, { changes: [{ what, floor: of }] })
  await floor('open')
  await floor('open', 'camera')

  // The student comes first, and is moderator of nothing.
  await student.page.goto(`/lesson/${id}`)
  await isLive(student)
  await teacher.page.goto(`/lesson/${id}`)
  await isLive(teacher)
  await picture(student, 'phone')
  await picture(teacher, 'desktop')

  if (standIn) {
    expect(standIn.present.map((person) => person.split(' ')[0])).toEqual(['moderator', 'participant'])
    const microphone = inFrame(student).getByRole('button', { name: 'Microphone' })
    const speaks = () => microphone.getAttribute('aria-pressed')
    await microphone.click()
    await expect.poll(speaks).toBe('true')
    // Only I speak: the teacher's page mutes by a moderator's command, and unmuting is not allowed.
    await floor('close')
    await expect.poll(speaks).toBe('false')
    await expect.poll(() => microphone.isDisabled()).toBe(true)
    await floor('open')
    await expect.poll(() => microphone.isEnabled()).toBe(true)
    // The camera works, too: our headers let that origin have it.
    await inFrame(teacher).getByRole('button', { name: 'Camera' }).click()
    await expect
      .poll(() => inFrame(teacher).getByRole('button', { name: 'Camera' }).getAttribute('aria-pressed'))
      .toBe('true')
  }

  // Our own room is beside it.
  expect(await teacher.page.getByRole('main').isVisible()).toBe(true)

  if (standIn) {
    standIn.silent = true
    await student.page.reload()
    await student.page.locator('section[data-phase="silent"]').waitFor({ timeout: 30_000 })
    await picture(student, 'silent')
    standIn.silent = false
    await student.page.getByRole('button', { name: 'Try again' }).click()
    await isLive(student)
    expect(standIn.commands.some((command) => command.includes('mute-everyone audio'))).toBe(true)
    expect(standIn.faults).toEqual([])
  }
  expect(teacher.faults).toEqual([])
  expect(student.faults).toEqual([])
})
