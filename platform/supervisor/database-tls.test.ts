import { spawnSync } from 'node:child_process'
import { chmod, chown, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { askOnce } from '#platform/db/ask.ts'
import { connect } from '#platform/db/connect.ts'
import { type Embedded, startEmbedded, THROWAWAY } from '#platform/db/embedded.ts'
import { waitForDatabase } from './database.ts'
import { addressesFor } from './ssl-mode.ts'
import { anotherAuthority, authority, leaf, leafKey } from './tls-fixture.ts'

let folder: string
let plain: Embedded
let secure: Embedded
let trusted: string
let foreign: string

/** The server's key must belong to the account that runs it. */
const giveKey = async (cluster: string) => {
  const { uid, gid } = await stat(cluster)
  for (const [name, text] of [
    ['server.crt', leaf],
    ['server.key', leafKey],
  ] as const) {
    const path = join(cluster, name)
    await writeFile(path, text, { mode: 0o600 })
    await chown(path, uid, gid)
  }
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lectern-tls-'))
  await chmod(folder, 0o755)
  trusted = join(folder, 'authority.crt')
  foreign = join(folder, 'another.crt')
  await writeFile(trusted, authority)
  await writeFile(foreign, anotherAuthority)
  plain = await startEmbedded({ dataDir: join(folder, 'plain'), settings: THROWAWAY, tether: true })
  await plain.stop()
  expect(spawnSync('cp', ['-a', join(folder, 'plain'), join(folder, 'secure')]).status).toBe(0)
  await giveKey(join(folder, 'secure/postgres'))
  plain = await startEmbedded({ dataDir: join(folder, 'plain'), settings: THROWAWAY, tether: true })
  secure = await startEmbedded({
    dataDir: join(folder, 'secure'),
    settings: { ...THROWAWAY, ssl: 'on' },
    tether: true,
  })
})
afterAll(async () => {
  await Promise.all([plain.stop('immediate'), secure.stop('immediate')])
  await rm(folder, { recursive: true, force: true })
})

/** The server's address with these parameters; `localhost` is the name its certificate is for. */
const at = (server: Embedded, query: string, host = 'localhost') =>
  `${server.url.replace('127.0.0.1', host)}?${query}`

const isEncrypted = async (url: string): Promise<boolean> => {
  const question = 'select ssl from pg_stat_ssl where pid = pg_backend_pid()'
  const [row] = await askOnce<{ ssl: boolean }>(await waitForDatabase(url, { waitMs: 0 }), question)
  return row?.ssl ?? false
}

const refusal = (url: string): Promise<string> =>
  waitForDatabase(url, { waitMs: 30_000 }).then(
    () => 'accepted',
    (error: Error) => error.message,
  )

describe('sslmode against a server that encrypts', () => {
  test.each([
    ['disable', false],
    ['allow', false],
    ['prefer', true],
    ['require', true],
  ])('%s', async (mode, encrypted) => {
    expect(await isEncrypted(at(secure, `sslmode=${mode}`))).toBe(encrypted)
  })

  it('trusts the named authority alone', async () => {
    for (const mode of ['require', 'verify-ca', 'verify-full']) {
      expect(await isEncrypted(at(secure, `sslmode=${mode}&sslrootcert=${trusted}`))).toBe(true)
      expect(await refusal(at(secure, `sslmode=${mode}&sslrootcert=${foreign}`))).toMatch(
        /cannot be used: its certificate is signed by nobody this machine trusts/,
      )
    }
    expect(await refusal(at(secure, 'sslmode=verify-full'))).toMatch(/name the authority in sslrootcert/)
  })

  it('looks at the name with verify-full, and not with verify-ca', async () => {
    const byNumber = (mode: string) => at(secure, `sslmode=${mode}&sslrootcert=${trusted}`, '127.0.0.1')
    expect(await isEncrypted(byNumber('verify-ca'))).toBe(true)
    expect(await refusal(byNumber('verify-full'))).toMatch(/its certificate is for another name/)
  })

  it('carries a transaction as any other connection does', async () => {
    const { db, query, close } = connect(at(secure, `sslmode=verify-full&sslrootcert=${trusted}`), { max: 1 })
    await query('create table kept (body text)')
    await db.transaction().execute((tx) =>
      tx
        .insertInto('kept' as never)
        .values({ body: 'a' } as never)
        .execute(),
    )
    expect(await query('select body from kept')).toEqual([{ body: 'a' }])
    await close()
  })
})

describe('sslmode against a server that does not encrypt', () => {
  it('goes on without where it may', async () => {
    for (const mode of ['disable', 'allow', 'prefer'])
      expect(await isEncrypted(at(plain, `sslmode=${mode}`))).toBe(false)
  })

  it('is refused at once where it must be encrypted', async () => {
    expect(await refusal(at(plain, 'sslmode=require'))).toMatch(
      /it does not encrypt, and sslmode in DATABASE_URL/,
    )
  })
})

describe('an sslmode that cannot be meant', () => {
  it('is refused in one sentence', () => {
    const url = 'postgres://a@db.example/lectern'
    expect(() => addressesFor(`${url}?sslmode=required`)).toThrow(
      /which PostgreSQL does not know: use one of disable/,
    )
    expect(() => addressesFor(`${url}?sslmode=verify-ca`)).toThrow(/and no sslrootcert/)
    expect(addressesFor(url)).toEqual([url])
  })
})
