import { createServer, type Server } from 'node:http'
import { build } from 'esbuild'
import { type Browser, chromium, type Page } from 'playwright-core'
import { WebSocket, WebSocketServer } from 'ws'
import { newId } from '#domain/ids.ts'
import { type FloorState, firstFloor } from '#domain/lectures/media/floor.ts'
import { TOKEN_SECONDS } from '#domain/lectures/media/limits.ts'
import type { RelayOrder } from '#domain/lectures/media/protocol.ts'
import { openLog } from '#platform/log.ts'
import { signed } from '#platform/signed.ts'
import type { MediaState } from '#web/media/state.ts'
import { type Relay, startRelay } from '../server.ts'
import type { Measured } from './page.ts'

const KEY = 'a key of the tests'
const ORIGIN_HOST = '127.0.0.1'

const bundle = async (): Promise<string> => {
  const { outputFiles } = await build({
    entryPoints: ['media/testing/page.ts'],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2023',
  })
  return outputFiles[0]?.text ?? ''
}

/** One person with a browser of their own context. */
export class Somebody {
  readonly id: string
  readonly page: Page
  constructor(id: string, page: Page) {
    this.id = id
    this.page = page
  }

  turnOn(source: 'microphone' | 'camera' | 'screen'): Promise<string | null> {
    return this.page.evaluate((one) => window.session.turnOn(one), source)
  }
  turnOff(source: 'microphone' | 'camera' | 'screen'): Promise<void> {
    return this.page.evaluate((one) => window.session.turnOff(one), source)
  }
  state(): Promise<MediaState> {
    return this.page.evaluate(() => window.session.current)
  }
  measure(): Promise<Measured> {
    return this.page.evaluate(() => window.measure())
  }
  /** What has come of a track so far. */
  async of(other: Somebody, source: string): Promise<Measured[string]> {
    return (await this.measure())[`${other.id} ${source}`] ?? { frames: 0, width: 0, energy: 0, packets: 0 }
  }
}

/** A relay, a page with the real client, and browsers with made-up cameras and microphones. */
export class TestClass {
  readonly lecture = newId()
  floor: FloorState = firstFloor(2)
  relay!: Relay
  private server!: Server
  private browser!: Browser
  private port = 0
  private ports: readonly [number, number]

  private constructor(ports: readonly [number, number]) {
    this.ports = ports
  }

  static async start(ports: readonly [number, number]): Promise<TestClass> {
    const made = new TestClass(ports)
    await made.startRelay()
    await made.serve()
    made.browser = await chromium.launch({
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--use-fake-device-for-media-stream',
        '--use-fake-ui-for-media-stream',
        '--autoplay-policy=no-user-gesture-required',
      ],
    })
    return made
  }

  async startRelay(port = 0): Promise<void> {
    this.relay = await startRelay({
      host: ORIGIN_HOST,
      port,
      key: KEY,
      media: { ports: this.ports, alsoBind: [ORIGIN_HOST], announce: null },
      log: openLog(process.env.MEDIA_DEBUG ? 'debug' : 'silent'),
    })
  }

  private async serve(): Promise<void> {
    const script = await bundle()
    this.server = createServer((request, response) => {
      const url = new URL(request.url ?? '/', 'http://here')
      if (url.pathname === '/page.js')
        response.writeHead(200, { 'content-type': 'text/javascript' }).end(script)
      else if (url.pathname === '/token') response.end(JSON.stringify(this.joinFor(url.searchParams)))
      else
        response
          .writeHead(200, { 'content-type': 'text/html' })
          .end('<!doctype html><body><script type="module" src="/page.js"></script>')
    })
    // What the api does: one origin for pages and media.
    const door = new WebSocketServer({ server: this.server })
    door.on('connection', (client) => {
      const inner = new WebSocket(`ws://${ORIGIN_HOST}:${this.relay.port}/join`)
      const early: string[] = []
      inner.on('open', () => {
        for (const text of early) inner.send(text)
      })
      client.on('message', (data) =>
        inner.readyState === WebSocket.OPEN ? inner.send(String(data)) : early.push(String(data)),
      )
      inner.on('message', (data) => client.send(String(data)))
      inner.on('close', () => client.close())
      inner.on('error', () => client.close())
      client.on('close', () => inner.close())
      this.doors.add(client)
    })
    await new Promise<void>((resolve) => this.server.listen(0, ORIGIN_HOST, resolve))
    const address = this.server.address()
    this.port = typeof address === 'object' && address ? address.port : 0
  }
  private readonly doors = new Set<WebSocket>()

  /** Cuts every signalling connection, as a network that changes does. */
  cut(): void {
    for (const door of this.doors) door.terminate()
    this.doors.clear()
  }

  private joinFor(who: URLSearchParams) {
    const exp = Math.floor(Date.now() / 1000) + TOKEN_SECONDS
    const claims = {
      lecture: this.lecture,
      account: who.get('account'),
      moderator: who.get('moderator') === 'true',
      floor: this.floor,
      exp,
      nonce: newId(),
    }
    return {
      kind: 'relay',
      socket: '/media',
      token: signed(KEY, 'media-token', claims),
      iceServers: [],
    }
  }

  /** What the api tells the relay. */
  async order(...orders: RelayOrder[]): Promise<void> {
    for (const order of orders) if (order.t === 'floor') this.floor = order.floor
    const body = signed(KEY, 'media-orders', {
      lecture: this.lecture,
      orders,
      exp: Math.floor(Date.now() / 1000) + 60,
    })
    const { status } = await fetch(`http://${ORIGIN_HOST}:${this.relay.port}/orders`, {
      method: 'POST',
      body,
    })
    if (status !== 200) throw new Error(`orders: ${status}`)
  }

  /** Somebody new, or with `id` one of them with a further device, which may say what it is. */
  async somebody(moderator = false, { id = newId(), as = '' } = {}): Promise<Somebody> {
    const context = await this.browser.newContext()
    const page = await context.newPage()
    if (process.env.MEDIA_DEBUG) {
      page.on('console', (line) => process.stderr.write(`page: ${line.text()}\n`))
      page.on('pageerror', (error) => process.stderr.write(`page: ${error.stack}\n`))
    }
    await page.goto(`http://${ORIGIN_HOST}:${this.port}/?account=${id}&moderator=${moderator}&as=${as}`)
    await page.waitForFunction(() => window.session !== undefined)
    return new Somebody(id, page)
  }

  async stop(): Promise<void> {
    await this.browser.close()
    this.cut()
    await this.relay.stop()
    await new Promise((resolve) => this.server.close(resolve))
  }
}
