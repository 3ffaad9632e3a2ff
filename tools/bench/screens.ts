import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { figure, median, sleep, table } from './measure.ts'
import { type BenchProduct, startProduct } from './product.ts'
import { type BenchClass, fillClass, ITEMS, PUPILS } from './screens-class.ts'

const ROUNDS = 3
/** What Chromium's own tools call slow 4G. */
const SLOW_4G = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 }
const CPU_SLOWER = 4
/** A screen is at rest when it has asked for nothing for so long. */
const REST_MS = 1500
const AIMS = { seconds: 2.5, nodes: 3000, taskMs: 200, requests: 12 }

interface Screen {
  name: string
  path: string
  /** What is there once the screen shows what it is for. */
  content: string
}

interface Seen {
  seconds: number
  nodes: number
  taskMs: number
  requests: number
  scriptKb: number
  dataKb: number
}

const screensOf = ({ classId, assignmentId }: BenchClass): Screen[] => [
  { name: 'Today', path: '/today', content: 'main section' },
  { name: 'Calendar', path: '/calendar', content: '[data-day]' },
  { name: 'Lessons', path: `/c/${classId}/lessons`, content: 'main nav + *' },
  { name: 'Assignments', path: `/c/${classId}/work`, content: 'main li, main section' },
  { name: `Marking, ${PUPILS}`, path: `/c/${classId}/work/${assignmentId}/mark`, content: 'main form' },
  { name: `Gradebook, ${PUPILS} × ${ITEMS}`, path: `/c/${classId}/grades`, content: '[role=grid] input' },
  { name: `People, ${PUPILS}`, path: `/c/${classId}/people`, content: 'main li' },
]

const watchTasks = () => {
  const seen = { longest: 0 }
  Object.assign(window, { benchTasks: seen })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.longest = Math.max(seen.longest, entry.duration)
  }).observe({ type: 'longtask', buffered: true })
}

/** Opens a page on the slow line and the slow processor, and counts what comes over the line. */
const openSlowly = async (context: BrowserContext) => {
  const page = await context.newPage()
  const line = await context.newCDPSession(page)
  const traffic = { requests: 0, scriptKb: 0, dataKb: 0, at: performance.now() }
  const scripts = new Set<string>()
  await line.send('Network.enable')
  await line.send('Network.emulateNetworkConditions', SLOW_4G)
  await line.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWER })
  line.on('Network.responseReceived', ({ requestId, response, type }) => {
    traffic.at = performance.now()
    if (type === 'Script') scripts.add(requestId)
    if (response.url.includes('/api/')) traffic.requests += 1
  })
  line.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    traffic.at = performance.now()
    if (scripts.has(requestId)) traffic.scriptKb += encodedDataLength / 1000
    else traffic.dataKb += encodedDataLength / 1000
  })
  await page.addInitScript(watchTasks)
  return { page, traffic }
}

const rest = async (traffic: { at: number }) => {
  while (performance.now() - traffic.at < REST_MS) await sleep(100)
}

const look = async (context: BrowserContext, url: string, screen: Screen): Promise<Seen> => {
  const { page, traffic } = await openSlowly(context)
  const begun = performance.now()
  await page.goto(url + screen.path, { waitUntil: 'commit', timeout: 120_000 })
  await page.locator(screen.content).first().waitFor({ timeout: 120_000 })
  const seconds = (performance.now() - begun) / 1000
  await rest(traffic)
  const { nodes, taskMs } = await page.evaluate(() => ({
    nodes: document.querySelectorAll('*').length,
    taskMs: (window as unknown as { benchTasks: { longest: number } }).benchTasks.longest,
  }))
  await page.close()
  return {
    seconds,
    nodes,
    taskMs,
    requests: traffic.requests,
    scriptKb: traffic.scriptKb,
    dataKb: traffic.dataKb,
  }
}

const signIn = async (browser: Browser, url: string, { owner }: BenchClass) => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en' })
  const answer = await context.request.post(`${url}/api/sign-in`, { headers: { origin: url }, data: owner })
  if (!answer.ok()) throw new Error(`sign-in: ${answer.status()} ${await answer.text()}`)
  return context.storageState()
}

const measureScreens = async (browser: Browser, product: BenchProduct, filled: BenchClass) => {
  const storageState = await signIn(browser, product.url, filled)
  const rows: (string | number)[][] = []
  for (const screen of screensOf(filled)) {
    const seen: Seen[] = []
    for (let round = 0; round < ROUNDS; round++) {
      // Cold: a context of its own has nothing in its cache.
      const context = await browser.newContext({
        storageState,
        viewport: { width: 1440, height: 900 },
        locale: 'en',
      })
      seen.push(await look(context, product.url, screen))
      await context.close()
    }
    const of = (value: (one: Seen) => number) => median(seen.map(value))
    rows.push([
      screen.name,
      figure(
        of((one) => one.seconds),
        1,
      ),
      of((one) => one.nodes),
      figure(
        of((one) => one.taskMs),
        0,
      ),
      of((one) => one.requests),
      figure(
        of((one) => one.dataKb),
        0,
      ),
      figure(
        of((one) => one.scriptKb),
        0,
      ),
    ])
  }
  table(
    ['', 'content s', 'nodes', 'longest task ms', 'requests', 'kB without script', 'script kB'],
    [
      ...rows,
      ['aim', `≤ ${AIMS.seconds}`, `≤ ${AIMS.nodes}`, `≤ ${AIMS.taskMs}`, `≤ ${AIMS.requests}`, '', ''],
    ],
  )
}

const GRADE = '[role=grid] input[data-row="3"][data-column="2"]'

/** How long a typed grade takes to another's open grid, both on an ordinary line, and what it costs in requests. */
const measureGrade = async (browser: Browser, product: BenchProduct, filled: BenchClass) => {
  const storageState = await signIn(browser, product.url, filled)
  const open = async (): Promise<Page> => {
    const page = await (
      await browser.newContext({ storageState, viewport: { width: 1440, height: 900 } })
    ).newPage()
    await page.goto(`${product.url}/c/${filled.classId}/grades`)
    await page.locator(GRADE).waitFor()
    return page
  }
  const [writer, reader] = [await open(), await open()]
  let [requests, bytes] = [0, 0]
  writer.on('response', (response) => {
    requests += 1
    response.body().then(
      (body) => {
        bytes += body.length
      },
      () => {},
    )
  })
  const times: number[] = []
  const marks = Array.from({ length: 20 }, (_, n) => `${40 + n}.5`)
  for (const mark of marks) {
    await writer.locator(GRADE).fill(mark)
    const shown = reader.waitForFunction(
      ([selector, value]) => document.querySelector<HTMLInputElement>(selector ?? '')?.value === value,
      [GRADE, mark],
      { polling: 'raf' },
    )
    const begun = performance.now()
    await writer.locator(GRADE).press('Enter')
    await shown
    times.push(performance.now() - begun)
    await sleep(1500)
  }
  times.sort((a, b) => a - b)
  console.log(
    `\nA grade typed in ${PUPILS} × ${ITEMS}: in another's grid after ${figure(median(times), 0)} ms (longest of ` +
      `${times.length}: ${figure(times.at(-1) ?? 0, 0)}), for the writer ${figure(requests / times.length, 1)} requests, ` +
      `${figure(bytes / times.length / 1000, 1)} kB.`,
  )
}

const FRAMES = 120

/** Frames while the grid is scrolled through, on the slow processor. */
const measureScroll = async (browser: Browser, product: BenchProduct, filled: BenchClass) => {
  const context = await browser.newContext({
    storageState: await signIn(browser, product.url, filled),
    viewport: { width: 1440, height: 900 },
  })
  const page = await context.newPage()
  await page.goto(`${product.url}/c/${filled.classId}/grades`)
  await page.locator(GRADE).waitFor()
  const line = await context.newCDPSession(page)
  await line.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWER })
  const frames = await page.evaluate(async (count) => {
    const box = document.querySelector('[role=grid]')?.parentElement
    const found: number[] = []
    let last = performance.now()
    for (let n = 0; n < count; n++) {
      box?.scrollBy(n % 3 === 0 ? 20 : 0, 60)
      await new Promise((resolve) => requestAnimationFrame(resolve))
      found.push(performance.now() - last)
      last = performance.now()
    }
    return found
  }, FRAMES)
  frames.sort((a, b) => a - b)
  console.log(
    `Scrolled by 60 pixels a frame: median frame ${figure(median(frames), 0)} ms, ` +
      `one in twenty over ${figure(frames[Math.floor(frames.length * 0.95)] ?? 0, 0)} ms.`,
  )
}

/** What a teacher of a large class waits for, cold, on a slow line and a slow processor, with the aims below. */
export const screens = async (): Promise<void> => {
  console.log(`\n## Screens: Chromium, processor ÷ ${CPU_SLOWER}, slow 4G, cold, medians of ${ROUNDS}\n`)
  const product = await startProduct()
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH || '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  })
  try {
    const filled = await fillClass(product)
    await measureScreens(browser, product, filled)
    await measureGrade(browser, product, filled)
    await measureScroll(browser, product, filled)
  } finally {
    await browser.close()
    await product.stop()
  }
}
