import { randomBytes } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { appKeyIn } from '#platform/app-key.ts'
import { connect } from '#platform/db/connect.ts'
import { hasRedis, startRedis } from '#platform/testing/redis.ts'
import { checkDataDir } from './data-dir.ts'
import { waitForDatabase } from './database.ts'
import { ensurePortFree } from './port.ts'
import { checkRedis } from './redis.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lectern-checks-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const listen = (host = '127.0.0.1') =>
  new Promise<{ server: Server; port: number }>((resolve) => {
    const server = createServer((socket) => socket.destroy())
    server.listen(0, host, () => {
      const address = server.address()
      resolve({ server, port: typeof address === 'object' && address ? address.port : 0 })
    })
  })

describe('the data folder', () => {
  it('is made with what leads to it and left as it was found', async () => {
    const path = await checkDataDir(join(folder, 'a/b'))
    expect(await readdir(path)).toEqual([])
  })

  it('that is a file stops the start with one sentence', async () => {
    await writeFile(join(folder, 'file'), '')
    await expect(checkDataDir(join(folder, 'file'))).rejects.toThrow(
      `The data folder ${join(folder, 'file')} is not a folder: put that right, or set DATA_DIR to another folder.`,
    )
  })

  it('on a disk without room stops the start with one sentence', async () => {
    await expect(checkDataDir(folder, Number.MAX_SAFE_INTEGER)).rejects.toThrow(
      /has \d+ MB free and \d+ MB are needed: make room/,
    )
  })

  it.runIf(process.platform === 'linux')(
    'that cannot be written stops the start with one sentence',
    async () => {
      for (const path of ['/sys/lectern', '/proc/lectern', '/proc/lectern/data']) {
        await expect(checkDataDir(path)).rejects.toThrow(`The data folder ${path} `)
        await expect(checkDataDir(path)).rejects.toThrow(
          /: put that right, or set DATA_DIR to another folder\.$/,
        )
      }
    },
  )

  it('may not have a name that a shell would read otherwise', async () => {
    await mkdir(join(folder, 'a$b'))
    await expect(checkDataDir(join(folder, 'a$b'))).rejects.toThrow(/choose another\.$/)
  })
})

describe('the key of the installation', () => {
  it('is made once, for its owner alone, whoever asks first', async () => {
    const keys = await Promise.all(Array.from({ length: 5 }, () => appKeyIn(folder)))
    expect(new Set(keys).size).toBe(1)
    expect(Buffer.from(keys[0]!, 'base64')).toHaveLength(32)
    expect((await stat(join(folder, 'app.key'))).mode & 0o777).toBe(0o600)
    expect(await readdir(folder)).toEqual(['app.key'])
    expect((await readFile(join(folder, 'app.key'), 'utf8')).trim()).toBe(keys[0])
  })

  it('is never replaced when the file holds something else', async () => {
    await writeFile(join(folder, 'app.key'), 'spoilt')
    await expect(appKeyIn(folder)).rejects.toThrow(/does not hold a key: put it back from a backup/)
  })
})

describe('the port', () => {
  it('in use is found before anything starts, and another is proposed', async () => {
    const { server, port } = await listen()
    await expect(ensurePortFree(port, '127.0.0.1')).rejects.toThrow(
      `Port ${port} is in use by another program: stop that one, or choose another port, such as PORT=${port + 1} npm start.`,
    )
    server.close()
  })

  it('of a predecessor that is still going is waited for', async () => {
    const { server, port } = await listen()
    setTimeout(() => server.close(), 300)
    await ensurePortFree(port, '127.0.0.1', 5_000)
  })

  it('on an address that is not of this machine is refused', async () => {
    await expect(ensurePortFree(0, '203.0.113.1')).rejects.toThrow(/^HOST is "203\.0\.113\.1"/)
  })
})

describe('an external database', () => {
  const server = connect(inject('postgresUrl'), { max: 1 })
  const made: string[] = []
  afterAll(async () => {
    for (const name of made) await server.query(`drop database if exists ${name} with (force)`)
    await server.close()
  })
  const madeBy = async (options: string): Promise<string> => {
    const name = `lectern_${randomBytes(6).toString('hex')}`
    made.push(name)
    await server.query(`create database ${name} ${options}`)
    return name
  }
  const urlOf = (name: string): string => {
    const url = new URL(inject('postgresUrl'))
    url.pathname = `/${name}`
    return url.href
  }

  it('that cannot be reached stops the start with one sentence', async () => {
    const { server, port } = await listen()
    server.close()
    const waited: string[] = []
    const url = `postgres://a:b@127.0.0.1:${port}/lectern`
    await expect(
      waitForDatabase(url, { waitMs: 400, onWait: (place) => waited.push(place) }),
    ).rejects.toThrow(
      `The database at 127.0.0.1:${port} cannot be reached (nothing listens there): start it, or correct DATABASE_URL.`,
    )
    expect(waited).toEqual([`127.0.0.1:${port}`])
  })

  it('that keeps its texts in another encoding than UTF-8 stops the start with one sentence', async () => {
    const [row] = await server.query<{ named: boolean }>(
      "select current_setting('server_version_num')::int >= 150000 as named",
    )
    const provider = row?.named ? `locale_provider 'libc'` : ''
    const name = await madeBy(
      `encoding 'SQL_ASCII' template template0 ${provider} lc_collate 'C' lc_ctype 'C'`,
    )
    await expect(waitForDatabase(urlOf(name), { waitMs: 0 })).rejects.toThrow(
      /keeps its texts in SQL_ASCII, which has no room for every name: make one in UTF8/,
    )
  })

  it('in which the user may make nothing stops the start with one sentence', async () => {
    const name = await madeBy('')
    await server.query(`create role ${name} login password 'weak'`)
    const url = new URL(urlOf(name))
    url.username = name
    url.password = 'weak'
    await expect(waitForDatabase(url.href, { waitMs: 0 })).rejects.toThrow(
      `The user "${name}" may not make tables and schemas in the database "${name}"`,
    )
    await server.query(`alter database ${name} owner to ${name}`)
    await expect(waitForDatabase(url.href, { waitMs: 0 })).resolves.toBe(url.href)
    await server.query(`drop database ${name} with (force)`)
    await server.query(`drop role ${name}`)
  })

  it('that hangs up stops the start too', async () => {
    const { server, port } = await listen()
    await expect(waitForDatabase(`postgres://a@127.0.0.1:${port}/x`, { waitMs: 0 })).rejects.toThrow(
      /cannot be reached/,
    )
    server.close()
  })
})

describe('the Redis', () => {
  it('that does not answer is said and keeps nothing from starting', async () => {
    const { server, port } = await listen()
    server.close()
    expect(await checkRedis(`redis://127.0.0.1:${port}`)).toBe(
      `The Redis at 127.0.0.1:${port} does not answer: PostgreSQL carries what happens, and jobs wait for it`,
    )
  })

  it.runIf(hasRedis)(
    'that refuses the password, or wants one, stops the start with one sentence',
    async () => {
      const redis = await startRedis(['--requirepass', 'right'])
      try {
        const { host } = new URL(redis.url)
        expect(await checkRedis(`redis://:right@${host}`)).toBeNull()
        await expect(checkRedis(`redis://:wrong@${host}`)).rejects.toThrow(
          `The Redis at ${host} refuses the user or the password in REDIS_URL: correct them.`,
        )
        await expect(checkRedis(`redis://${host}`)).rejects.toThrow(
          `The Redis at ${host} wants a password: put it into REDIS_URL (redis://:PASSWORD@HOST:PORT).`,
        )
      } finally {
        redis.stop()
      }
    },
  )
})
