import { mkdtempSync, rmSync } from 'node:fs'
import { type IncomingHttpHeaders, get as plainGet } from 'node:http'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { loadConfig } from '#platform/config.ts'
import { openLog } from '#platform/log.ts'
import { type Certificate, openCertificate } from '#platform/tls/certificate.ts'
import type { Machine } from '#platform/tls/names.ts'
import { endOf } from '#platform/tls/pair.ts'
import type { Http } from '../feature.ts'
import { atEnd } from '../testing/ends.ts'
import { TestSchool } from '../testing/school.ts'
import { peerReader } from './origin.ts'

let address = '10.0.0.5'
const machine = (): Machine => ({
  hostname: 'pc7',
  interfaces: { eth0: [{ address, cidr: `${address}/24`, family: 'IPv4', internal: false }] },
  also: [],
})

let school: TestSchool

const openDoor = async (): Promise<Certificate> => {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-doors-'))
  const certificate = await openCertificate(loadConfig({ DATA_DIR: folder }), openLog('silent'), machine)
  atEnd(async () => {
    certificate.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return certificate
}

beforeAll(async () => {
  school = await TestSchool.start({ certificate: await openDoor() })
}, 120_000)

interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: string
  names: string
}

/** Asks our HTTPS door as a device that believes the authority, under the name it typed. */
const ask = (
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: unknown; host?: string } = {},
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const door = school.services.secureDoor()
    const { host = 'localhost', method = 'GET', headers, body } = options
    const asking = request(
      {
        host: '127.0.0.1',
        servername: 'localhost',
        port: door?.port,
        path,
        method,
        ca: door?.certificate.authority ?? '',
        agent: false,
        headers: {
          host: `${host}:${door?.port}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
      },
      async (answer) => {
        const { subjectaltname = '' } = (
          answer.socket as unknown as { getPeerCertificate(): { subjectaltname?: string } }
        ).getPeerCertificate()
        let text = ''
        for await (const piece of answer) text += piece
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          body: text,
          names: subjectaltname,
        })
      },
    )
    asking.on('error', reject)
    asking.end(body === undefined ? undefined : JSON.stringify(body))
  })

const signIn = { username: 'nobody', password: 'wrong' }

it('a session that began on the door of HTTPS is one there, with its socket, and on no other', async () => {
  const person = await school.person('teacher')
  const { token } = (await school.signedIn(person)) as { token: string }
  const port = school.api.securePort
  const origin = `https://localhost:${port}`
  const me = async (cookie: string) => (await ask('/api/me', { headers: { cookie } })).status
  expect(await me(`__Host-session=${token}`)).toBe(200)
  // A cookie knows nothing of ports: that of plain HTTP arrives here too, and counts for nothing.
  expect(await me(`session=${token}`)).toBe(401)
  const onPlain = await fetch(`${school.url}/api/me`, { headers: { cookie: `__Host-session=${token}` } })
  expect(onPlain.status).toBe(401)

  const left = await ask('/api/sign-out', {
    method: 'POST',
    body: {},
    headers: { origin, cookie: `__Host-session=${(await school.signedIn(person)).token}` },
  })
  expect(left.status).toBe(200)
  expect(left.headers['set-cookie']?.[0]).toMatch(/^__Host-session=;.*; Secure/)

  const opened = await new Promise<string>((resolve, reject) => {
    const socket = new WebSocket(`wss://127.0.0.1:${port}/api/socket`, [], {
      ca: school.services.secureDoor()?.certificate.authority ?? '',
      headers: { host: `localhost:${port}`, origin, cookie: `__Host-session=${token}` },
    })
    socket.once('message', (data) => {
      resolve(String(data))
      socket.close()
    })
    socket.once('error', reject)
  })
  expect(JSON.parse(opened)).toMatchObject({ t: 'hello', account: person.id })
})

it('each door takes what its own pages ask, and refuses what those of the other or of a stranger do', async () => {
  const { port, securePort } = school.api
  const over = async (origin: string) =>
    (await ask('/api/sign-in', { method: 'POST', body: signIn, headers: { origin } })).body
  expect(await over(`https://localhost:${securePort}`)).toContain('sign-in')
  for (const origin of [`http://localhost:${port}`, `http://localhost:${securePort}`, 'https://evil.example'])
    expect(JSON.parse(await over(origin))).toMatchObject({ code: 'origin' })
  const plain = await fetch(`${school.url}/api/sign-in`, {
    method: 'POST',
    body: JSON.stringify(signIn),
    headers: { 'content-type': 'application/json', origin: `https://localhost:${securePort}` },
  })
  expect(await plain.json()).toMatchObject({ code: 'origin' })
})

it('its own certificate is never made a browser’s only way in, and its pages connect to its own door', async () => {
  const { headers } = await ask('/api/health', { host: '10.0.0.5' })
  expect(headers['strict-transport-security']).toBeUndefined()
  expect(headers['content-security-policy']).toContain(
    `connect-src 'self' wss://10.0.0.5:${school.api.securePort};`,
  )
  const plain = await new Promise<IncomingHttpHeaders>((resolve) =>
    plainGet(`${school.url}/api/health`, ({ headers: got }) => resolve(got)),
  )
  expect(plain.location).toBeUndefined()
  expect(plain['content-security-policy']).toContain(`connect-src 'self' ws://127.0.0.1:${school.api.port};`)
})

it('links that are handed out lead to the door they were asked by', async () => {
  const { token } = await school.signedIn(await school.person('teacher'))
  const headers = { cookie: `__Host-session=${token}` }
  const { body } = await ask('/api/address', { headers, host: '10.0.0.5' })
  expect(JSON.parse(body)).toEqual({ address: `https://10.0.0.5:${school.api.securePort}` })
})

/** By which door somebody came whose socket and headers are these. */
const cameBy = (env: Record<string, string>, encrypted: boolean, headers: Record<string, string>) => {
  const incoming = { socket: { remoteAddress: '192.168.1.9', ...(encrypted ? { encrypted } : {}) } }
  const http = { env: { incoming }, req: { header: (name: string) => headers[name] } }
  const { secure, origin, strict } = peerReader(loadConfig(env))(http as unknown as Http)
  return [origin, secure ? 'secure' : 'plain', strict ? 'strict' : 'free']
}

it('with BASE_URL of http the door of HTTPS is an origin of its own; one of https decides for both', () => {
  const host = { host: 'class.lan:3443' }
  const http = { BASE_URL: 'http://class.lan:3000' }
  expect(cameBy(http, true, host)).toEqual(['https://class.lan:3443', 'secure', 'free'])
  expect(cameBy(http, false, { host: 'other:1' })).toEqual(['http://class.lan:3000', 'plain', 'free'])
  const https = { BASE_URL: 'https://class.example' }
  expect(cameBy(https, false, host)).toEqual(['https://class.example', 'secure', 'strict'])
  expect(cameBy(https, true, host)).toEqual(['https://class.example', 'secure', 'free'])
})

it('browsers are told to come by HTTPS alone where a proxy or a name stands for it, never by a bare door', () => {
  const host = { host: 'class.example:3443' }
  const own = { TLS_CERT: '/cert.pem', TLS_KEY: '/key.pem' }
  expect(cameBy(own, true, host)[2]).toBe('free')
  expect(cameBy({ ...own, BASE_URL: 'https://class.example' }, true, host)[2]).toBe('strict')
  const proxy = { TRUSTED_PROXIES: '192.168.1.9' }
  const said = { 'x-forwarded-proto': 'https', host: 'class.example' }
  expect(cameBy(proxy, false, said)).toEqual(['https://class.example', 'secure', 'strict'])
  // A proxy that speaks TLS to us and plain HTTP to the browser.
  expect(cameBy(proxy, true, { ...said, 'x-forwarded-proto': 'http' })).toEqual([
    'http://class.example',
    'plain',
    'free',
  ])
  expect(cameBy({}, false, said)).toEqual(['http://class.example', 'plain', 'free'])
})

it('a renewed certificate holds from the next connection on, without a restart', async () => {
  const { certificate } = school.services.secureDoor() as { certificate: Certificate }
  expect((await ask('/api/health')).names).not.toContain('192.168.1.20')
  address = '192.168.1.20'
  await certificate.look()
  const { status, names } = await ask('/api/health')
  expect([status, names.includes('192.168.1.20')]).toEqual([200, true])
  expect(certificate.endsAt).toEqual(endOf(certificate.pair.certificate))
})
