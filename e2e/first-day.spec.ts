import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Browser, Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { read, utils } from 'xlsx'
import { openBrowser, Visitor } from './support/browser.ts'
import { Product } from './support/product.ts'
import { faultsOf } from './support/screen.ts'
import { WORDS, type Words } from './support/words.ts'

/**
 * The first school day, told through three browsers: an administrator and a teacher at their desks, students on phones.
 * It begins with the set-up link and the example workbook and ends with the downloaded report, checked cell by cell.
 */

let product: Product
let browser: Browser
let administrator: Visitor
let teacher: Visitor
let student: Visitor
let xiaolin: Visitor
/** First passwords by username, as the administrator hands them out. */
const passwords = new Map<string, string>()

const open = (device: 'desktop' | 'phone', locale?: string) =>
  Visitor.open(browser, product.url, device, locale)

beforeAll(async () => {
  product = await Product.start()
  browser = await openBrowser()
})

afterAll(async () => {
  await browser?.close()
  await product?.destroy()
})

const NEW_PASSWORD = 'quiet river morning'

/** Signs in with the password that was handed out and chooses an own one, as everybody does on the first day. */
const beginFirstDay = async (visitor: Visitor, username: string, words: Words) => {
  const { page } = visitor
  await page.goto('/login')
  await page.getByLabel(words.username).fill(username)
  await page.getByLabel(words.password, { exact: true }).fill(passwords.get(username) ?? '')
  await page.getByRole('button', { name: words.signIn }).click()
  await page.getByLabel(words.current).fill(passwords.get(username) ?? '')
  await page.getByLabel(words.next, { exact: true }).fill(NEW_PASSWORD)
  await page.getByRole('button', { name: words.change }).click()
  await page.waitForURL('**/today')
}

const everyone = (): [Visitor, Words][] => [
  [teacher, WORDS.en],
  [student, WORDS.en],
  [xiaolin, WORDS.zh],
]

/** The mathematics class of the story, by its address. */
const classPath = async (visitor: Visitor): Promise<string> => {
  const me = await (await visitor.page.request.get('/api/me')).json()
  const found = me.classes.find((row: { name: string }) => row.name.includes('Grade 7 (1) Mathematics'))
  return `/c/${found.id}`
}

const openChat = async (visitor: Visitor, words: Words) => {
  await visitor.page.goto(`${await classPath(visitor)}/chat`)
  await visitor.page.getByPlaceholder(words.write).waitFor()
}

const say = async (visitor: Visitor, words: Words, text: string) => {
  await visitor.page.getByPlaceholder(words.write).fill(text)
  await visitor.page.getByRole('button', { name: words.send, exact: true }).click()
}

/** A message in the list, not in what is read out to screen readers. */
const said = (visitor: Visitor, text: string | RegExp) => visitor.page.locator('p').filter({ hasText: text })

/** Draws a line on the shared board with the pen. */
const draw = async ({ page }: Visitor) => {
  const canvas = page.locator('canvas.interactive')
  await canvas.waitFor()
  await page.keyboard.press('p')
  const box = await canvas.boundingBox()
  if (!box) throw new Error('the board has no size')
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.mouse.down()
  for (let n = 1; n <= 10; n++)
    await page.mouse.move(box.x + box.width / 2 + n * 12, box.y + box.height / 2 + n * 6)
  await page.mouse.up()
}

const handIn = async (visitor: Visitor, words: Words, text: string) => {
  const { page } = visitor
  await page.goto('/today')
  await page.getByText('Essay: my river').first().click()
  await page.getByLabel(words.writeWork).fill(text)
  await page.getByRole('button', { name: words.handIn }).click()
  await page.getByRole('heading', { name: words.attempts, exact: true }).waitFor()
}

/** Everything the API tells a student of their grades. */
const gradesOf = async (visitor: Visitor): Promise<string> => {
  const classId = (await classPath(visitor)).split('/')[2]
  const me = await (await visitor.page.request.get('/api/me')).json()
  const answers = await Promise.all(
    [`/api/classes/${classId}/assignments`, `/api/classes/${classId}/students/${me.id}/grades`].map(
      async (path) => (await visitor.page.request.get(path)).text(),
    ),
  )
  return answers.join()
}

/** Presses a download and reads what the browser saved. */
const downloaded = async ({ page }: Visitor, link: Locator): Promise<{ name: string; bytes: Buffer }> => {
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) }
}

/** The username and the first password of each line of the password cards. */
const passwordsIn = (bytes: Buffer): [string, string][] => {
  const book = read(bytes)
  const sheet = book.Sheets[book.SheetNames[0] ?? ''] ?? {}
  const lines = utils.sheet_to_json<string[]>(sheet, { header: 1, range: 2 })
  return lines.flatMap(([, username, password]) =>
    username && password ? [[username, password] as [string, string]] : [],
  )
}

describe('the first school day', () => {
  test('the administrator opens the school with the printed link', async () => {
    administrator = await open('desktop')
    const { page } = administrator
    await page.goto(await product.setUpLink())
    await page.getByLabel('Name of the school').fill('Riverside School 河畔学校')
    await page.getByLabel('Time zone').selectOption('Asia/Shanghai')
    await page.getByLabel('Your name').fill('Ada Owner')
    await page.getByLabel('Username').fill('ada')
    await page.getByLabel('Password', { exact: true }).fill('a long password')
    await page.getByRole('button', { name: 'Open the school' }).click()
    await page.waitForURL('**/today')
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('Ada')
  })

  test('imports the example workbook after a dry run, and takes the first passwords', async () => {
    const { page } = administrator
    await page.goto('/admin/import')
    await page
      .locator('input[type=file]')
      .setInputFiles(fileURLToPath(new URL('../docs/example-roster.xlsx', import.meta.url)))
    await page.waitForURL('**/admin/import/*')
    // The dry run says what would become of each list and of each row; nothing has been changed yet.
    const list = (name: RegExp) => page.getByRole('row', { name }).getByRole('cell')
    await expect.poll(() => list(/^Classes/).allTextContents()).toEqual(['12', '0', '0', '0'])
    const row = page.getByRole('list', { name: 'Rows' }).getByRole('listitem')
    await row.filter({ hasText: '韩琳' }).getByText('New', { exact: true }).first().waitFor()
    expect(await (await page.request.get('/api/classes')).json()).toEqual({ classes: [] })
    await page.getByRole('button', { name: /^Apply/ }).click()
    await page.getByText('The roster was applied.').waitFor()
    const cards = await downloaded(administrator, page.getByRole('link', { name: 'Download the list' }))
    for (const [username, password] of passwordsIn(cards.bytes)) passwords.set(username, password)
    expect(passwords.size).toBeGreaterThanOrEqual(129)
  })

  test('teacher and students sign in and choose passwords of their own', async () => {
    teacher = await open('desktop')
    await beginFirstDay(teacher, 'zhou.lin', WORDS.en)
    student = await open('phone')
    await beginFirstDay(student, 'arjun.mehta', WORDS.en)
    // One of the phones came by HTTPS, and stays there all day.
    xiaolin = await Visitor.open(browser, product.secureUrl, 'phone', 'zh-CN')
    await beginFirstDay(xiaolin, 'han.lin', WORDS.zh)
  })

  test('the administrator makes a club, gives it a teacher by hand, and teaches it too', async () => {
    const { page } = administrator
    await page.goto('/classes')
    await page.getByRole('button', { name: 'New class' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name').fill('Chess club')
    await dialog.getByLabel('I teach this class').uncheck()
    await dialog.getByRole('button', { name: 'Make class' }).click()
    await page.waitForURL('**/c/*/**')
    await page.getByRole('link', { name: 'People' }).last().click()
    await page.getByRole('button', { name: 'Add people' }).click()
    const own = dialog.getByRole('listitem').filter({ hasText: 'Ada Owner' })
    await own.getByRole('button', { name: 'Add' }).click()
    await own.getByText('In the class').waitFor()
    await dialog.getByRole('searchbox', { name: 'Search' }).fill('zhou.lin')
    const found = dialog.getByRole('listitem')
    await expect.poll(() => found.count()).toBe(1)
    await found.getByRole('button', { name: 'Add' }).click()
    await found.getByText('In the class').waitFor()
    await page.keyboard.press('Escape')
    // Who teaches a class may talk in it from then on, without loading the page anew.
    await page.getByRole('link', { name: 'Chat' }).click()
    await page.getByPlaceholder(WORDS.en.write).waitFor()
    await teacher.page.goto('/classes')
    await teacher.page.getByText('Chess club').first().waitFor()
  })

  test('the class talks, live, from desk and phone', async () => {
    for (const [visitor, words] of everyone()) await openChat(visitor, words)
    await say(teacher, WORDS.en, 'Good morning, 7 (1)! **Page 12** today.')
    await said(student, 'Page 12').waitFor()
    await say(student, WORDS.en, 'Good morning')
    await say(xiaolin, WORDS.zh, '老师早上好！')
    for (const [visitor] of everyone()) {
      await said(visitor, '老师早上好！').waitFor()
      await said(visitor, /^Good morning$/).waitFor()
    }
  })

  test('what a student writes without a connection is sent exactly once when it is back', async () => {
    await student.context.setOffline(true)
    await say(student, WORDS.en, 'Written in the underground')
    await student.page.reload().catch(() => {})
    await student.context.setOffline(false)
    await student.page.reload()
    await said(teacher, 'Written in the underground').waitFor()
    await said(student, 'Written in the underground').waitFor()
    expect(await said(teacher, 'Written in the underground').count()).toBe(1)
  })

  test('who is signed out while writing signs in again over the page, and nothing typed is lost', async () => {
    await openChat(student, WORDS.en)
    await student.context.clearCookies()
    await say(student, WORDS.en, 'Written after the session ended')
    const dialog = student.page.getByRole('dialog')
    await dialog.getByLabel(WORDS.en.password, { exact: true }).fill(NEW_PASSWORD)
    await dialog.getByRole('button', { name: WORDS.en.signIn }).click()
    await said(teacher, 'Written after the session ended').waitFor()
    expect(await said(teacher, 'Written after the session ended').count()).toBe(1)
    // Half an assignment, a lost session, and then a closed tab.
    const { page } = teacher
    await page.goto(`${await classPath(teacher)}/work/new`)
    await page.getByLabel('Title').fill('Half an assignment')
    await teacher.context.clearCookies()
    await page.getByRole('button', { name: 'Save as draft' }).click()
    await page.getByRole('dialog').getByLabel(WORDS.en.password, { exact: true }).fill(NEW_PASSWORD)
    await page.getByRole('dialog').getByRole('button', { name: WORDS.en.signIn }).click()
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await page.reload()
    expect(await page.getByLabel('Title').inputValue()).toBe('Half an assignment')
    await page.getByLabel('Title').fill('')
    await openChat(teacher, WORDS.en)
  })

  test('the teacher starts a lesson; students join from Today, draw and raise hands', async () => {
    await teacher.page.getByRole('link', { name: 'Lessons' }).click()
    await teacher.page.getByRole('button', { name: 'Start a lesson now' }).click()
    await teacher.page.waitForURL('**/lesson/*')
    for (const [visitor, words] of everyone().slice(1)) {
      await visitor.page.goto('/today')
      await visitor.page.getByRole('link', { name: words.join, exact: true }).click()
      await visitor.page.waitForURL('**/lesson/*')
      await visitor.page.getByRole('button', { name: words.raise }).click()
      await visitor.page.getByRole('button', { name: words.lower }).waitFor()
    }
    await teacher.page.getByText('2 hands up').first().waitFor()
    await draw(teacher)
    await teacher.page.getByRole('button', { name: 'Call on next' }).click()
  })

  test('the teacher locks the board and hands it to one student, and takes it back', async () => {
    const { page } = teacher
    await page.getByRole('button', { name: 'Lock for the class' }).click()
    await student.page.getByText(WORDS.en.boardLocked).waitFor()
    await xiaolin.page.getByText(WORDS.zh.boardLocked).waitFor()
    await page.getByRole('button', { name: 'Hand over' }).click()
    const name = page.getByRole('menuitemcheckbox', { name: '韩琳' })
    await name.click()
    await xiaolin.page.getByText(WORDS.zh.boardYours).waitFor()
    await student.page.getByText(WORDS.en.boardLocked).waitFor()
    await page.getByRole('button', { name: 'Hand over' }).click()
    await name.click()
    await xiaolin.page.getByText(WORDS.zh.boardLocked).waitFor()
    await page.getByRole('button', { name: 'Let the class draw' }).click()
    await student.page.getByText(WORDS.en.boardLocked).waitFor({ state: 'hidden' })
  })

  test('the lesson ends, and its register is filled and confirmed with two taps', async () => {
    await teacher.page.getByRole('button', { name: 'End lesson' }).first().click()
    await teacher.page.getByRole('dialog').getByRole('button', { name: 'End lesson' }).click()
    await student.page.getByText(WORDS.en.ended).waitFor()
    await xiaolin.page.getByText(WORDS.zh.ended).waitFor()
    await teacher.page.getByRole('button', { name: 'All present' }).click()
    await teacher.page.getByRole('button', { name: 'Confirm register' }).click()
    await teacher.page.getByText('The register is confirmed.').waitFor()
  })

  test('the teacher sets an assignment with a new category, and students see it on Today', async () => {
    const { page } = teacher
    await page.goto(`${await classPath(teacher)}/work/new`)
    await page.getByLabel('Title').fill('Essay: my river')
    await page.getByLabel('What to do').fill('Half a page about a river you know.')
    await page.getByLabel('Points').fill('20')
    await page.getByLabel('Category').selectOption({ label: 'New category …' })
    await page.getByLabel('Name of the category').fill('Homework 作业')
    await page.getByRole('dialog').getByRole('button', { name: 'Add' }).click()
    await page.getByRole('button', { name: 'Publish' }).click()
    for (const [visitor] of everyone().slice(1)) {
      await visitor.page.goto('/today')
      await visitor.page.getByText('Essay: my river').first().waitFor()
    }
  })

  test('students hand in text and a file from their phones; every attempt is kept', async () => {
    await handIn(student, WORDS.en, 'The Ganges is wide.')
    await student.page.getByRole('button', { name: 'Take back' }).click()
    await student.page.getByLabel(WORDS.en.writeWork).fill('The Ganges is wide and holy.')
    await student.page
      .locator('input[type=file]')
      .first()
      .setInputFiles({
        name: '我的河流 river.txt',
        mimeType: 'text/plain',
        buffer: Buffer.from('A river, drawn in words.'),
      })
    await student.page.getByText('river.txt').first().waitFor()
    await student.page.getByRole('button', { name: /Hand in/ }).click()
    await student.page.getByText('Attempt 2').waitFor()
    await handIn(xiaolin, WORDS.zh, '黄河很长。')
  })

  test('the teacher marks by keyboard and returns; the gradebook has exact totals', async () => {
    const { page } = teacher
    await page.goto(`${await classPath(teacher)}/work`)
    await page.getByRole('link', { name: /Essay: my river/ }).click()
    await page.waitForURL(/\/work\/[\w-]{36}/)
    const assignment = new URL(page.url()).pathname.split('/')[4]
    const mark = async (name: string, score: string, comment: string) => {
      await page.goto(`${await classPath(teacher)}/work/${assignment}/mark`)
      await page.getByRole('list', { name: 'Students' }).getByText(name).first().click()
      await page.getByLabel('Score').fill(score)
      await page.getByLabel('Comment').fill(comment)
      await page
        .getByText('Draft saved')
        .or(page.getByText('Draft: the student does not see it yet'))
        .first()
        .waitFor()
    }
    await mark('Arjun Mehta', '17.5', 'Lovely ending.')
    await mark('韩琳', '13.25', '写得不错。')
    expect(await gradesOf(student)).not.toContain('17.5')
    await page.getByRole('button', { name: /Return all marked/ }).click()
    await page.getByText('Returned to 2 students.').waitFor()
    await page.goto(`${await classPath(teacher)}/grades`)
    await page.getByText('87.5', { exact: false }).first().waitFor()
    await page.getByText('66.25', { exact: false }).first().waitFor()
  })

  test('students read why they have their grade', async () => {
    for (const [visitor, words, percent] of [
      [student, WORDS.en, '87.5'],
      [xiaolin, WORDS.zh, '66.25'],
    ] as const) {
      await visitor.page.goto(`${await classPath(visitor)}/grades`)
      await visitor.page.getByText(words.whyTitle).first().waitFor()
      await visitor.page.getByText(percent, { exact: false }).first().waitFor()
    }
  })

  test('the teacher takes the grades of the class out as a workbook', async () => {
    const { page } = teacher
    await page.goto(`${await classPath(teacher)}/grades`)
    await page.getByRole('button', { name: 'Export' }).click()
    const file = await downloaded(teacher, page.getByRole('dialog').getByRole('link', { name: 'Download' }))
    const sheets = Object.values(read(file.bytes).Sheets)
    expect(sheets.filter((sheet) => JSON.stringify(sheet).includes('Essay: my river'))).toHaveLength(1)
    expect(JSON.stringify(sheets)).not.toContain('Grade 7 (2)')
  })

  test('the administrator downloads the term report, right in every cell', async () => {
    const { page } = administrator
    await page.goto('/admin/reports')
    await page.getByRole('button', { name: 'Write a report' }).click()
    await page.getByRole('dialog').getByLabel('Every class of the term').check()
    // It can be there for moments only: the page itself says whether it ever was.
    const progressed = page.evaluate(
      () =>
        new Promise((resolve) =>
          new MutationObserver(() => {
            if (document.querySelector('[role=progressbar]')) resolve(true)
          }).observe(document.body, { subtree: true, childList: true }),
        ),
    )
    await page.getByRole('dialog').getByRole('button', { name: 'Write the report' }).click()
    // The teacher's own export stands in the list too.
    const report = page.getByRole('listitem').filter({ hasText: '13 classes' })
    const ready = report.getByRole('link', { name: 'Download', exact: true })
    await ready.waitFor()
    expect(await progressed).toBe(true)
    const file = await downloaded(administrator, ready)
    expect(file.name).toMatch(/\.xlsx$/)
    const book = read(file.bytes)
    const sheet = book.SheetNames.map((name) => book.Sheets[name]).find((candidate) =>
      JSON.stringify(candidate).includes('Essay: my river'),
    )
    const rows = utils.sheet_to_json<(string | number | null)[]>(sheet ?? {}, { header: 1, defval: null })
    const heads = rows.findIndex((row) => row.includes('Essay: my river'))
    const column = rows[heads]?.indexOf('Essay: my river') ?? -1
    const rowOf = (name: string) => rows.find((row) => row.includes(name)) ?? []
    expect(rowOf('Arjun Mehta')[column]).toBe(17.5)
    expect(rowOf('韩琳')[column]).toBe(13.25)
    expect(rowOf('Arjun Mehta')).toContain(87.5)
    expect(rowOf('韩琳')).toContain(66.25)
    // The thirty students of the class, none of them twice; who handed in nothing has an empty cell, not a zero.
    const students = rows.filter((row) => String(row[0] ?? '').startsWith('2026'))
    expect(students).toHaveLength(30)
    expect(new Set(students.map((row) => row[0])).size).toBe(30)
    expect(students.filter((row) => typeof row[column] === 'number')).toHaveLength(2)
    // The twelve classes and the club, a cover and the data dictionary.
    expect(book.SheetNames.length).toBe(15)
  })

  test('no screen they saw has a serious fault for keyboard or screen reader, or is wider than a small phone', async () => {
    const own = ['/today', '/classes', '/inbox', '/calendar', '/me']
    const inClass = ['/chat', '/work', '/lessons', '/grades', '/people']
    const { assignments } = await (
      await teacher.page.request.get(
        `/api${(await classPath(teacher)).replace('/c/', '/classes/')}/assignments`,
      )
    ).json()
    const look = async (visitor: Visitor, paths: readonly string[]): Promise<string[]> => {
      const faults: string[] = []
      for (const path of paths) faults.push(...(await faultsOf(visitor.page, path)))
      return faults
    }
    const inTheirClass = async (visitor: Visitor): Promise<string[]> => {
      const work = visitor === teacher ? [`/work/new`, `/work/${assignments[0].id}/mark`] : []
      const path = await classPath(visitor)
      return [...own, ...[...inClass, `/work/${assignments[0].id}`, ...work].map((part) => path + part)]
    }
    const pages = ['people', 'import', 'classes', 'reports', 'jobs', 'audit', 'health']
    const faults = await Promise.all([
      ...everyone().map(async ([visitor]) => look(visitor, await inTheirClass(visitor))),
      look(administrator, ['/today', '/classes', ...pages.map((page) => `/admin/${page}`)]),
    ])
    expect(faults.flat()).toEqual([])
  })

  test('nothing was asked of another origin, and no page complained', () => {
    for (const [visitor] of [...everyone(), [administrator] as const]) {
      expect(visitor.foreign).toEqual([])
      expect(visitor.errors).toEqual([])
    }
  })
})
