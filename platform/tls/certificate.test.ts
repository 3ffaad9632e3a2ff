import { X509Certificate } from 'node:crypto'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { copyFile, rm, writeFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect, createServer, type TLSSocket } from 'node:tls'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { loadConfig } from '../config.ts'
import { openLog } from '../log.ts'
import { anotherAuthority, leaf, leafKey, authority as strange } from '../supervisor/tls-fixture.ts'
import { type Certificate, checkCertificate, openCertificate } from './certificate.ts'
import { lateness } from './given.ts'
import { makeAuthority, makeLeaf } from './make.ts'
import { type Machine, namesOf, scopeOf } from './names.ts'
import { ownCertificate } from './own.ts'
import { endOf, fingerprintOf, type Pair } from './pair.ts'

const folder = mkdtempSync(join(tmpdir(), 'lectern-tls-'))
const opened: Certificate[] = []
afterEach(() => {
  for (const one of opened.splice(0)) one.close()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const at = (address: string): Machine => ({
  hostname: 'pc7',
  interfaces: { eth0: [{ address, cidr: `${address}/24`, family: 'IPv4', internal: false }] },
  also: [],
})

const open = async (env: Record<string, string>, machine = () => at('10.0.0.5')) => {
  const certificate = await openCertificate(
    loadConfig({ DATA_DIR: folder, ...env }),
    openLog('silent'),
    machine,
  )
  opened.push(certificate)
  return certificate
}

/** How a client that trusts `ca` judges a server with this certificate when it came as `host`: null when it is content. */
const judged = (pair: Pair, ca: string, host: string): Promise<string | null> =>
  new Promise((resolve, reject) => {
    const server = createServer({ cert: pair.certificate, key: pair.key }, (socket) => socket.end())
    server.on('tlsClientError', () => {})
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      const socket: TLSSocket = connect({
        port,
        host: '127.0.0.1',
        ca,
        servername: '',
        rejectUnauthorized: false,
      })
      socket.once('error', reject)
      socket.once('secureConnect', () => {
        const problem = socket.authorizationError as unknown as string | null
        // Node looks at the name it connected by; what people type is asked here.
        const certificate = new X509Certificate(socket.getPeerCertificate(true).raw)
        const fits = isIP(host) ? certificate.checkIP(host) : certificate.checkHost(host)
        socket.destroy()
        server.close(() =>
          resolve(problem && problem !== 'ERR_TLS_CERT_ALTNAME_INVALID' ? problem : fits ? null : 'name'),
        )
      })
    })
  })

describe('the certificate that is made', () => {
  it('is believed for every name of the machine by who believes its authority, and by nobody else', async () => {
    const certificate = await open({})
    for (const host of ['localhost', 'pc7', 'pc7.local', '127.0.0.1', '::1', '10.0.0.5'])
      expect([host, await judged(certificate.pair, certificate.authority ?? '', host)]).toEqual([host, null])
    expect(await judged(certificate.pair, certificate.authority ?? '', 'bank.example')).toBe('name')
    expect(await judged(certificate.pair, strange, 'localhost')).toBe('UNABLE_TO_VERIFY_LEAF_SIGNATURE')
    const days = (certificate.endsAt.getTime() - Date.now()) / 86_400_000
    expect(days > 300 && days <= 397).toBe(true)
  })

  it('lies in the data folder for its owner alone, and is the same after a restart', async () => {
    const first = await open({})
    const again = await open({})
    expect(again.pair).toEqual(first.pair)
    for (const name of ['authority.json', 'server.json'])
      expect(statSync(join(folder, 'tls', name)).mode & 0o777).toBe(0o600)
    expect(statSync(join(folder, 'tls')).mode & 0o777).toBe(0o700)
  })

  it('is another when the machine stands in another network, of the same authority, and keeps the old address', async () => {
    let address = '10.0.0.5'
    const certificate = await open({}, () => at(address))
    const { pair, authority } = certificate
    const told: Pair[] = []
    certificate.onChange((next) => told.push(next))
    await certificate.look()
    expect(told).toEqual([])
    address = '192.168.1.20'
    await certificate.look()
    expect(certificate.names.ip).toEqual(['127.0.0.1', '::1', '192.168.1.20', '10.0.0.5'])
    expect(certificate.authority).toBe(authority)
    expect(certificate.pair).not.toEqual(pair)
    expect(told).toEqual([certificate.pair])
    expect(await judged(certificate.pair, authority ?? '', '192.168.1.20')).toBeNull()
  })

  it('is renewed before it ends, while devices go on believing the same authority', async () => {
    const now = await ownCertificate(folder, at('10.0.0.5'), new Date())
    const later = new Date(Date.now() + 320 * 86_400_000)
    const next = await ownCertificate(folder, at('10.0.0.5'), later, now)
    expect(next.authority).toEqual(now.authority)
    expect(endOf(next.leaf.certificate) > later).toBe(true)
    expect(next.leaf.certificate).not.toBe(now.leaf.certificate)
  })

  it('is not made over an authority that cannot be read', async () => {
    const broken = mkdtempSync(join(tmpdir(), 'lectern-tls-'))
    const { authority } = await ownCertificate(broken, at('10.0.0.5'), new Date())
    const path = join(broken, 'tls/authority.json')
    await writeFile(path, JSON.stringify({ ...authority, certificate: 'cut' }))
    const config = loadConfig({ DATA_DIR: broken })
    await expect(checkCertificate(config)).rejects.toThrow(
      `${path} does not hold a certificate: put it back from a backup, or delete it and let every device accept a new one.`,
    )
    rmSync(broken, { recursive: true })
  })
})

it('an authority vouches for nothing of anybody else, even for who has its key', async () => {
  const machine = at('10.0.0.5')
  const authority = await makeAuthority('Lectern pc7', scopeOf(machine), new Date())
  const own = await makeLeaf(authority, namesOf(machine), new Date())
  expect(await judged(own, authority.certificate, '10.0.0.5')).toBeNull()
  for (const names of [
    { dns: ['bank.example'], ip: [] },
    { dns: ['localhost'], ip: ['8.8.8.8'] },
  ]) {
    const forged = await makeLeaf(authority, names, new Date())
    // Node has no name for OpenSSL's "permitted subtree violation".
    expect(await judged(forged, authority.certificate, 'localhost')).toBe('UNSPECIFIED')
  }
})

describe('a certificate of the school’s own', () => {
  const cert = join(folder, 'cert.pem')
  const key = join(folder, 'key.pem')
  const env = { TLS_CERT: cert, TLS_KEY: key }
  const write = async (certificate: string, privateKey: string) => {
    await writeFile(cert, certificate)
    await writeFile(key, privateKey)
  }

  it('is used as it lies there, and nothing is made', async () => {
    await write(leaf, leafKey)
    const certificate = await open(env)
    expect(certificate.pair).toEqual({ certificate: leaf, key: leafKey })
    expect(certificate.authority).toBeNull()
    expect(fingerprintOf(leaf)).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/)
  })

  it('is read again when it changes; half a change leaves the last good one in use and says so', async () => {
    await write(leaf, leafKey)
    const certificate = await open(env)
    const machine = at('10.0.0.5')
    const next = await makeLeaf(
      await makeAuthority('x', scopeOf(machine), new Date()),
      namesOf(machine),
      new Date(),
    )
    await writeFile(cert, next.certificate)
    await certificate.look()
    expect(certificate.pair.certificate).toBe(leaf)
    expect(certificate.problem).toMatch(/is not the key of the certificate/)
    await writeFile(key, next.key)
    await certificate.look()
    expect(certificate.pair).toEqual(next)
    expect(certificate.problem).toBeNull()
  })

  it('that cannot be used stops the start with one sentence', async () => {
    const refusal = (more: Record<string, string> = {}) =>
      checkCertificate(loadConfig({ DATA_DIR: folder, ...env, ...more })).then(
        () => null,
        (error: Error) => error.message,
      )
    await write(leaf, leafKey)
    expect(await refusal()).toBeNull()
    expect(await refusal({ TLS_KEY: '' })).toBe('TLS_CERT is set and TLS_KEY is not: set both, or neither.')
    expect(await refusal({ TLS_CERT: '' })).toBe('TLS_KEY is set and TLS_CERT is not: set both, or neither.')
    expect(await refusal({ TLS_CERT: folder })).toBe(
      `TLS_CERT names ${folder}, which is a folder: correct it.`,
    )
    expect(await refusal({ TLS_KEY: `${key}x` })).toBe(
      `TLS_KEY names ${key}x, which is not there: correct it.`,
    )
    await write('cut', leafKey)
    expect(await refusal()).toMatch(/which holds no certificate: it must be PEM/)
    await write(leaf, 'cut')
    expect(await refusal()).toBe(`TLS_KEY names ${key}, which holds no key: it must be PEM.`)
    await write(anotherAuthority, leafKey)
    expect(await refusal()).toMatch(/is not the key of the certificate in/)
    await copyFile(cert, key)
    await rm(cert)
    expect(await refusal()).toBe(`TLS_CERT names ${cert}, which is not there: correct it.`)
  })

  it('that has ended is used, and the start says so', async () => {
    expect(lateness(leaf, new Date('2200-01-01'))).toMatch(/^The certificate in TLS_CERT ended on 2126-/)
    expect(lateness(leaf, new Date('2100-01-01'))).toBeNull()
  })
})
