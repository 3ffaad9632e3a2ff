import { mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { visit } from './camera.ts'
import { appear, bringFaces, giveFace } from './faces.ts'
import { screensOf } from './screens.ts'
import { type Look, openWindow, type Role, signIn } from './visitor.ts'

interface Picture {
  file: string
  role: Role
  screen: string
  look: Look
  /** With people seen and heard in it. */
  lively?: boolean
}

/** The pictures of the README: which screen, whose, in what look. */
const PICTURES: readonly Picture[] = [
  {
    file: 'today',
    role: 'teacher',
    screen: 'today',
    look: { locale: 'en', theme: 'light', size: 'desktop' },
  },
  {
    file: 'channel',
    role: 'student',
    screen: 'channel-questions',
    look: { locale: 'en', theme: 'light', size: 'desktop' },
  },
  {
    file: 'lesson-room',
    role: 'teacher',
    screen: 'lesson-room',
    look: { locale: 'en', theme: 'light', size: 'desktop' },
    lively: true,
  },
  {
    file: 'gradebook',
    role: 'teacher',
    screen: 'grades',
    look: { locale: 'zh-CN', theme: 'dark', size: 'desktop' },
  },
  { file: 'phone', role: 'student', screen: 'today', look: { locale: 'en', theme: 'light', size: 'phone' } },
]

const LARGEST = 250_000
/** Until the pictures of all have come sharp (ms). */
const SEEN_MS = 6_000
const folder = new URL('../../docs/pictures', import.meta.url).pathname

/** Takes them anew into docs/pictures; throws when one is missing or too large for a repository. */
export const takeReadmePictures = async (browser: Browser, url: string): Promise<void> => {
  mkdirSync(folder, { recursive: true })
  for (const { file, role, screen, look, lively } of PICTURES) {
    const letGo = lively ? await bringFaces(browser, url) : async () => {}
    const context = await openWindow(browser, look, await signIn(browser, url, role))
    if (lively) await giveFace(context, role)
    const page = await context.newPage()
    const found = (await screensOf(page, url, role)).find((one) => one.name === screen)
    if (!found) throw new Error(`${role} has no ${screen}`)
    await visit(page, url, found)
    if (lively) await appear(page, true)
    if (lively) await page.waitForTimeout(SEEN_MS)
    const path = join(folder, `${file}.png`)
    await page.screenshot({ path })
    await context.close()
    await letGo()
    const { size } = statSync(path)
    console.log(`${path}: ${Math.round(size / 1000)} kB`)
    if (size > LARGEST) throw new Error(`${file}.png is larger than ${LARGEST / 1000} kB`)
  }
}
