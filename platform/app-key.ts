import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeSecretOnce } from './secret-file.ts'
import { StartProblem } from './start-problem.ts'

const isMissing = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT'

/**
 * The key that seals stored secrets, from `app.key` in the data folder; made there on the first start. It is base64 of
 * 32 bytes. Throws `StartProblem` when the file holds something else.
 */
export const appKeyIn = async (dataDir: string): Promise<string> => {
  const path = join(dataDir, 'app.key')
  const read = async () => (await readFile(path, 'utf8')).trim()
  const key = await read().catch(async (error: unknown) => {
    if (!isMissing(error)) throw error
    await writeSecretOnce(path, `${randomBytes(32).toString('base64')}\n`)
    return read()
  })
  if (Buffer.from(key, 'base64').length === 32) return key
  throw new StartProblem(`${path} does not hold a key: put it back from a backup, or set APP_KEY.`)
}
