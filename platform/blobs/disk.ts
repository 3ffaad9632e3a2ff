import { createHash, randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Readable, Transform, type Writable } from 'node:stream'
import { finished, pipeline } from 'node:stream/promises'
import type { Blobs } from './blobs.ts'

const KEY = /^[a-z0-9][a-z0-9-]{7,80}$/

/** Blobs as files for our account alone, spread over folders by the end of their key (UUIDv7 keys begin alike). */
export const diskBlobs = (root: string): Blobs => {
  const pathOf = (key: string): string => {
    if (!KEY.test(key)) throw new Error('not a blob key')
    return join(root, key.slice(-2), key)
  }

  const begin = async (key: string) => {
    const path = pathOf(key)
    const temporary = `${path}.${randomBytes(4).toString('hex')}.part`
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    const stream = createWriteStream(temporary, { flags: 'wx', mode: 0o600 })
    const commit = async () => {
      const handle = await open(temporary, 'r')
      await handle.sync().finally(() => handle.close())
      await rename(temporary, path)
      return { size: (await stat(path)).size }
    }
    const abort = async () => {
      stream.destroy()
      await rm(temporary, { force: true })
    }
    return { stream, commit, abort }
  }

  return {
    put: async (key, body) => {
      const { stream, commit, abort } = await begin(key)
      const hash = createHash('sha256')
      const tee = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          hash.update(chunk)
          done(null, chunk)
        },
      })
      try {
        await pipeline(body, tee, stream)
        const { size } = await commit()
        return { size, sha256: hash.digest('hex') }
      } catch (error) {
        await abort()
        throw error
      }
    },
    writer: async (key) => {
      const { stream, commit, abort } = await begin(key)
      return {
        stream: stream as Writable,
        commit: async () => {
          if (!stream.writableEnded) stream.end()
          await finished(stream)
          return commit()
        },
        abort,
      }
    },
    get: async (key, range) => {
      await stat(pathOf(key))
      return createReadStream(pathOf(key), range) as Readable
    },
    size: async (key) => {
      const found = await stat(pathOf(key)).catch(() => null)
      return found?.size ?? null
    },
    remove: async (key) => rm(pathOf(key), { force: true }),
    sweep: async (before) => {
      for (const folder of await readdir(root).catch((): string[] => []))
        for (const name of await readdir(join(root, folder)).catch((): string[] => [])) {
          if (!name.endsWith('.part')) continue
          const path = join(root, folder, name)
          const found = await stat(path).catch(() => null)
          if (found && found.mtime < before) await rm(path, { force: true })
        }
    },
  }
}
