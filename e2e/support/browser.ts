import { existsSync } from 'node:fs'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'

const candidates = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]

/** A made-up camera, microphone and screen that need nobody's leave. */
export const FAKE_DEVICES = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'] as const

/** Chromium, with more of its switches where a story needs some. */
export const openBrowser = (more: readonly string[] = []): Promise<Browser> => {
  const executablePath = candidates.find((path) => path && existsSync(path))
  if (!executablePath)
    throw new Error(
      'Chromium is not installed: set CHROMIUM_PATH, or install it (Debian: apt-get install chromium).',
    )
  return chromium.launch({
    executablePath,
    // Where no language is set, it names every download with a letter beyond ASCII "download".
    env: { ...process.env, LANG: 'C.UTF-8' },
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...more,
    ],
  })
}

export type Device = 'desktop' | 'phone'

const DEVICES = {
  desktop: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 },
} as const

/** A person at a device: their page, and everything that must not have happened on it. */
export class Visitor {
  readonly page: Page
  readonly context: BrowserContext
  /** Requests to other origins than the product's. */
  readonly foreign: string[] = []
  /** Uncaught errors and violations of the content security policy. */
  readonly errors: string[] = []

  private constructor(context: BrowserContext, page: Page, origin: string) {
    this.context = context
    this.page = page
    page.on('request', (request) => {
      const url = new URL(request.url())
      if (/^(https?|wss?):$/.test(url.protocol) && url.host !== new URL(origin).host)
        this.foreign.push(request.url())
    })
    page.on('pageerror', (error) => this.errors.push(String(error)))
    page.on('console', (message) => {
      if (message.type() === 'error' && /Content Security Policy|Refused to/.test(message.text()))
        this.errors.push(message.text())
    })
  }

  static async open(browser: Browser, origin: string, device: Device, locale = 'en-US'): Promise<Visitor> {
    const context = await browser.newContext({
      ...DEVICES[device],
      locale,
      baseURL: origin,
      timezoneId: 'Asia/Shanghai',
      acceptDownloads: true,
      // As somebody who passed the warning of a certificate that the school made itself.
      ignoreHTTPSErrors: true,
    })
    context.setDefaultTimeout(60_000)
    const page = await context.newPage()
    return new Visitor(context, page, origin)
  }
}
