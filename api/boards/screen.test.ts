import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { getBoard, lockBoard } from '#domain/boards/contract.ts'
import type { BoardElement } from '#domain/boards/element.ts'
import { newId } from '#domain/ids.ts'
import { inTransaction } from '#platform/context.ts'
import { clientBuild } from '../../tools/client-build.ts'
import { features } from '../features.ts'
import { type RunningApi, startApi } from '../serve.ts'
import { type Person, type TestClass, TestSchool } from '../testing/school.ts'
import { createBoard } from './board.ts'

/** The built client in a real browser: what only Excalidraw itself can show. */

let school: TestSchool
let room: TestClass
let api: RunningApi
let browser: Browser
let remove = () => {}
// biome-ignore lint/style/noProcessEnv: a test may be told where its browser is
const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
const origin = () => `http://127.0.0.1:${api.port}`

beforeAll(async () => {
  const client = await clientBuild({ minify: false })
  remove = client.remove
  school = await TestSchool.start()
  room = await school.aClass({ students: 2 })
  api = await startApi({
    services: school.services,
    features,
    version: '0',
    port: 0,
    host: '127.0.0.1',
    webRoot: client.folder,
  })
  browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
})
afterAll(async () => {
  await browser?.close()
  await api?.stop()
  remove()
})

const aBoard = async (): Promise<string> => {
  const id = newId()
  await inTransaction(school.system, (tx) => createBoard(tx, { id, classId: room.id, name: 'Board' }))
  return id
}

/** One person's window on a board, and everything it asked for or complained about. */
const look = async (person: Person, boardId: string, locale = 'en') => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale })
  await context.addCookies([{ name: 'session', value: person.client.token ?? '', url: origin() }])
  context.setDefaultTimeout(120_000)
  const page = await context.newPage()
  const abroad: string[] = []
  const complaints: string[] = []
  page.on('request', (request) => {
    const url = request.url()
    if (!/^(data|blob):/.test(url) && new URL(url).host !== new URL(origin()).host) abroad.push(url)
  })
  page.on('console', (message) => {
    if (/Content.Security|Refused to|violates/i.test(message.text())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(`${origin()}/boards/${boardId}`)
  await page.locator('canvas.interactive').waitFor()
  await page.locator('[data-saved="true"]').waitFor()
  return { page, abroad, complaints }
}

const drag = async (page: Page, tool: string, from: [number, number], to: [number, number]) => {
  await page.locator(`[data-testid="toolbar-${tool}"]`).click({ force: true })
  await page.mouse.move(...from)
  await page.mouse.down()
  await page.mouse.move(to[0], to[1], { steps: 8 })
  await page.mouse.up()
  await page.keyboard.press('Escape')
}
const write = async (page: Page, words: string, at: [number, number]) => {
  await page.mouse.dblclick(...at)
  await page.locator('textarea.excalidraw-wysiwyg').waitFor()
  await page.keyboard.insertText(words)
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
}
const scene = async (boardId: string): Promise<BoardElement[]> =>
  (await room.teacher.client.call(getBoard, { boardId }, {})).elements
const until = async (holds: () => Promise<boolean>) => {
  const end = Date.now() + 120_000
  while (!(await holds())) {
    if (Date.now() > end) throw new Error('waited in vain')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
/** The middle of the drawing itself, dark or light, pixel by pixel. */
const inked = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('canvas.static')
    const data = canvas?.getContext('2d')?.getImageData(250, 150, 750, 550).data ?? []
    let bits = ''
    for (let at = 0; at < data.length; at += 4)
      bits += (data[at] ?? 0) + (data[at + 1] ?? 0) + (data[at + 2] ?? 0) < 500 ? '#' : ' '
    return bits
  })
/** Whether both see the same. Edges may be smoothed differently: a few pixels of 400,000 are let go. */
const same = async (one: Page, other: Page): Promise<boolean> => {
  const [a, b] = await Promise.all([inked(one), inked(other)])
  let different = 0
  for (let at = 0; at < a.length; at += 1) if (a[at] !== b[at]) different += 1
  return a.includes('#') && a.length === b.length && different < 20
}

describe('a board on two screens', { timeout: 600_000 }, () => {
  it('shows both the same drawing, Chinese words included, and asks nobody outside', async () => {
    const boardId = await aBoard()
    const teacher = await look(room.teacher, boardId)
    const student = await look(room.students[0]!, boardId, 'zh-CN')
    await drag(teacher.page, 'rectangle', [700, 250], [900, 350])
    await drag(student.page, 'freedraw', [700, 450], [1000, 600])
    await write(student.page, '勾股定理 a²+b²=c²', [1000, 300])
    await until(async () => (await scene(boardId)).length === 3)
    await until(() => same(teacher.page, student.page))
    const drawn = await scene(boardId)
    expect(drawn.map((element) => element.type).sort()).toEqual(['freedraw', 'rectangle', 'text'])
    expect(drawn.find((element) => element.type === 'text')).toMatchObject({ text: '勾股定理 a²+b²=c²' })
    const late = await look(room.students[1]!, boardId)
    await until(() => same(late.page, teacher.page))
    for (const { abroad, complaints } of [teacher, student, late]) {
      expect(abroad).toEqual([])
      expect(complaints).toEqual([])
    }
  })

  it('undo takes back one’s own drawing and leaves the others’', async () => {
    const boardId = await aBoard()
    const teacher = await look(room.teacher, boardId)
    const student = await look(room.students[0]!, boardId)
    await drag(teacher.page, 'rectangle', [700, 250], [850, 350])
    await drag(student.page, 'ellipse', [950, 250], [1100, 350])
    await until(async () => (await scene(boardId)).length === 2)
    await until(() => same(teacher.page, student.page))
    for (let n = 0; n < 4; n += 1) await teacher.page.keyboard.press('Control+z')
    await until(async () => (await scene(boardId)).length === 1)
    expect((await scene(boardId)).map((element) => element.type)).toEqual(['ellipse'])
    await until(() => same(teacher.page, student.page))
  })

  it('a locked board turns into one to look at, and back', async () => {
    const boardId = await aBoard()
    const student = await look(room.students[0]!, boardId)
    await room.teacher.client.call(lockBoard, { boardId }, { locked: true })
    await student.page.getByText('Your teacher has locked the board').waitFor()
    await student.page.locator('[data-testid="toolbar-rectangle"]').waitFor({ state: 'detached' })
    await room.teacher.client.call(lockBoard, { boardId }, { locked: false })
    await drag(student.page, 'rectangle', [700, 300], [800, 400])
    await until(async () => (await scene(boardId)).length === 1)
  })

  it('a picture that one drops on the board, the other sees', async () => {
    const boardId = await aBoard()
    const teacher = await look(room.teacher, boardId)
    const student = await look(room.students[0]!, boardId)
    await student.page.evaluate(async () => {
      const canvas = document.createElement('canvas')
      canvas.width = 120
      canvas.height = 90
      canvas.getContext('2d')?.fillRect(0, 0, 120, 90)
      const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
      const data = new DataTransfer()
      data.items.add(new File(blob ? [blob] : [], 'p.png', { type: 'image/png' }))
      const at = { bubbles: true, cancelable: true, clientX: 900, clientY: 400 }
      document
        .querySelector('.excalidraw')
        ?.dispatchEvent(new DragEvent('drop', { ...at, dataTransfer: data }))
    })
    await until(async () => (await scene(boardId)).some((element) => element.type === 'image'))
    await student.page.keyboard.press('Escape')
    await student.page.mouse.click(1200, 700)
    await until(() => same(teacher.page, student.page))
    expect(teacher.abroad.concat(student.abroad)).toEqual([])
  })
})
