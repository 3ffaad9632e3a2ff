import { randomBytes } from 'node:crypto'
import { link, open, rename, unlink } from 'node:fs/promises'

/** Writes a new file beside `path`, for its owner alone, whole and on the disk. */
const writeBeside = async (path: string, text: string): Promise<string> => {
  const half = `${path}.${randomBytes(6).toString('hex')}`
  const file = await open(half, 'wx', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
  return half
}

/** Writes a secret whole or not at all, and never over another's: of two processes the faster made the one that counts. */
export const writeSecretOnce = async (path: string, text: string): Promise<void> => {
  const half = await writeBeside(path, text)
  await link(half, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  await unlink(half)
}

/** Writes a secret whole or not at all, in the place of what was there. */
export const writeSecret = async (path: string, text: string): Promise<void> => {
  await rename(await writeBeside(path, text), path)
}
