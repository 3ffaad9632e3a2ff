import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { newId } from '#domain/ids.ts'
import { fileOf, type Shot, writeAlbum } from './shots/album.ts'
import { faultsOf, visit } from './shots/camera.ts'
import { FACE_FLAGS } from './shots/faces.ts'
import { readFlags } from './shots/flags.ts'
import { startProduct } from './shots/product.ts'
import { takeReadmePictures } from './shots/readme.ts'
import { EMPTY_CODE, type Screen, screensOf } from './shots/screens.ts'
import { LOOKS, type Look, openWindow, ROLES, type Role, signIn } from './shots/visitor.ts'

/** `npm run shots`: every screen of every role, in both languages, themes and sizes, into `shots/` with an index page. */

const folder = new URL('../shots', import.meta.url).pathname

const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.CHROMIUM_PATH || '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...FACE_FLAGS,
    ],
  })

interface Session {
  role: Role
  url: string
  state: Awaited<ReturnType<typeof signIn>>
  screens: Screen[]
}

const takeLook = async (
  browser: Browser,
  { role, url, state, screens }: Session,
  look: Look,
  only: RegExp,
): Promise<Shot[]> => {
  const wanted = screens.filter((screen) => only.test(fileOf({ role, screen: screen.name, look })))
  if (wanted.length === 0) return []
  const context = await openWindow(browser, look, state)
  const page = await context.newPage()
  const shots: Shot[] = []
  for (const screen of wanted) {
    const shot: Shot = { role, screen: screen.name, look, faults: [] }
    await visit(page, url, screen).catch((error: Error) =>
      shot.faults.push(error.message.split('\n')[0] ?? ''),
    )
    shot.faults.push(...(await faultsOf(page)))
    await page.screenshot({ path: join(folder, fileOf(shot)) })
    for (const fault of shot.faults) console.log(`  ${fileOf(shot)}: ${fault}`)
    shots.push(shot)
  }
  await context.close()
  return shots
}

const takeRole = async (browser: Browser, url: string, role: Role, only: RegExp): Promise<Shot[]> => {
  const any = /^\w+[.]?$/.exec(only.source)?.[0].replace('.', '') ?? ''
  // A pattern that names another role needs no look at this one.
  if (ROLES.some((one) => one === any) && any !== role) return []
  const state = await signIn(browser, url, role)
  const look: Look = { locale: 'en', theme: 'light', size: 'desktop' }
  const context = await openWindow(browser, look, state)
  const screens = await screensOf(await context.newPage(), url, role)
  await context.close()
  const shots: Shot[] = []
  for (const one of LOOKS) shots.push(...(await takeLook(browser, { role, url, state, screens }, one, only)))
  console.log(`${role}: ${shots.length} pictures`)
  return shots
}

/** The wizard needs a product without a school. */
const takeSetUp = async (browser: Browser, only: RegExp): Promise<Shot[]> => {
  const wanted = LOOKS.filter((look) => only.test(fileOf({ role: 'visitor', screen: 'setup', look })))
  if (wanted.length === 0) return []
  const product = await startProduct('empty')
  try {
    const link = new URL(product.setUpLink ?? '/setup', product.url)
    const screens = [{ name: 'setup', path: link.pathname + link.search }]
    const session: Session = {
      role: 'visitor',
      url: product.url,
      state: { cookies: [], origins: [] },
      screens,
    }
    const shots: Shot[] = []
    for (const look of wanted) shots.push(...(await takeLook(browser, session, look, only)))
    return shots
  } finally {
    await product.stop()
  }
}

/** A class in which nothing has happened yet, for the screens that say so. */
const addEmptyClass = async (browser: Browser, url: string): Promise<void> => {
  const context = await browser.newContext({ storageState: await signIn(browser, url, 'teacher') })
  await context.request.post(`${url}/api/classes`, {
    headers: { origin: url },
    data: { id: newId(), name: 'Astronomy club 天文社', subject: 'Physics', code: EMPTY_CODE },
  })
  await context.close()
}

/** A roster in which not everything is right, for the page of an import. */
const addImport = async (browser: Browser, url: string): Promise<void> => {
  const context = await browser.newContext({ storageState: await signIn(browser, url, 'owner') })
  await context.request.post(`${url}/api/roster-imports?name=roster.csv`, {
    headers: { origin: url, 'content-type': 'application/octet-stream' },
    data: Buffer.from(ROSTER),
  })
  await context.close()
}
const ROSTER = `username,name,role,student number,email
li.wei,Li Wei,student,99003,li.wei@example.org
li.wei.2,Li Wei,student,99003,LI.WEI@example.org
nobody,,student,99004,no address
`

const takeAlbum = async (browser: Browser, url: string, only: RegExp): Promise<void> => {
  if (only.source === '(?:)') rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  await addEmptyClass(browser, url)
  await addImport(browser, url)
  const shots: Shot[] = []
  for (const role of ROLES) shots.push(...(await takeRole(browser, url, role, only)))
  shots.push(...(await takeSetUp(browser, only)))
  writeAlbum(folder, shots)
  const faulty = shots.filter((shot) => shot.faults.length > 0).length
  console.log(`${shots.length} pictures in ${folder}, ${faulty} with something to look at; open index.html`)
}

const main = async (): Promise<void> => {
  const flags = readFlags(process.argv.slice(2))
  const product = flags.url ? null : await startProduct('demo')
  const url = flags.url ?? product?.url ?? ''
  const browser = await openBrowser()
  try {
    if (flags.readme) await takeReadmePictures(browser, url)
    else await takeAlbum(browser, url, flags.only)
  } finally {
    await browser.close()
    await product?.stop()
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error))
  process.exit(1)
})
