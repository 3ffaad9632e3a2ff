import { randomBytes } from 'node:crypto'
import { open, statfs, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { openDataDir } from '#platform/db/embedded/place.ts'
import { StartProblem } from '#platform/start-problem.ts'

const MEGABYTE = 1024 * 1024
const LEAST_FREE = 200 * MEGABYTE

const reasons: Record<string, string> = {
  EROFS: 'is on a read-only disk',
  EACCES: 'may not be written by this account',
  EPERM: 'may not be written by this account',
  ENOSPC: 'is on a disk that is full',
  EDQUOT: 'is on a disk whose quota is used up',
  ENOTDIR: 'is not a folder',
  EEXIST: 'is not a folder',
}

const problem = (dataDir: string, error: unknown): StartProblem => {
  if (error instanceof StartProblem) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
  const reason = reasons[code] ?? `cannot be used (${code})`
  return new StartProblem(
    `The data folder ${dataDir} ${reason}: put that right, or set DATA_DIR to another folder.`,
  )
}

const tryWriting = async (dataDir: string): Promise<void> => {
  const path = join(dataDir, `.write-test-${randomBytes(6).toString('hex')}`)
  const file = await open(path, 'wx', 0o600)
  try {
    await file.writeFile(Buffer.alloc(4096))
    await file.sync()
  } finally {
    await file.close()
    await unlink(path)
  }
}

/**
 * Makes the data folder if need be and proves that it can be written and has room. Returns its one true path; throws
 * `StartProblem` with the reason when it cannot be used.
 */
export const checkDataDir = async (dataDir: string, leastFree = LEAST_FREE): Promise<string> => {
  try {
    const path = await openDataDir(dataDir)
    const { bavail, bsize } = await statfs(path)
    if (bavail * bsize < leastFree)
      throw new StartProblem(
        `The data folder ${path} has ${Math.floor((bavail * bsize) / MEGABYTE)} MB free and ${Math.ceil(leastFree / MEGABYTE)} MB are needed: make room, or set DATA_DIR to a folder on another disk.`,
      )
    await tryWriting(path)
    return path
  } catch (error) {
    throw problem(dataDir, error)
  }
}
