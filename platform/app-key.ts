import { randomBytes } from 'node:crypto'
import { link, open, readFile, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { StartProblem } from './start-problem.ts'

const isMissing = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT'

/** Writes the key whole or not at all, and never over another's. */
const makeKey = async (path: string): Promise<void> => {
  const half = `${path}.${randomBytes(6).toString('hex')}`
  const file = await open(half, 'wx', 0o600)
  try {
    await file.writeFile(`${randomBytes(32).toString('base64')}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  // A process that was faster made the one that counts.
  await link(half, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  await unlink(half)
}

/**
 * The key that seals stored secrets, from `app.key` in the data folder; made there on the first start. It is base64 of
 * 32 bytes. Throws `StartProblem` when the file holds something else.
 */
export const appKeyIn = async (dataDir: string): Promise<string> => {
  const path = join(dataDir, 'app.key')
  const read = async () => (await readFile(path, 'utf8')).trim()
  const key = await read().catch(async (error: unknown) => {
    if (!isMissing(error)) throw error
    await makeKey(path)
    return read()
  })
  if (Buffer.from(key, 'base64').length === 32) return key
  throw new StartProblem(`${path} does not hold a key: put it back from a backup, or set APP_KEY.`)
}
