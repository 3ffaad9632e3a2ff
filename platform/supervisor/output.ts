import { closeSync, fstatSync, ftruncateSync, openSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Where the children's log lines go. */
export interface Output {
  to: number | 'inherit'
  /** The file, when it is one. */
  path: string | null
  close(): void
}

const LIMIT = 20 * 1024 * 1024
const LOOK_EVERY_MS = 60_000

/**
 * Where people read, the children write to `lectern.log` in the data folder, so that the few lines a person needs stay
 * in sight; elsewhere (a service, a container) they write to our own output, where the system collects lines.
 */
export const openOutput = (dataDir: string, forPeople: boolean): Output => {
  if (!forPeople) return { to: 'inherit', path: null, close: () => {} }
  const path = join(dataDir, 'lectern.log')
  const file = openSync(path, 'a', 0o600)
  const trim = async () => {
    if (fstatSync(file).size < LIMIT) return
    await copyFile(path, `${path}.1`)
    // The children append, so the file may be cut under them.
    ftruncateSync(file)
  }
  const timer = setInterval(() => void trim().catch(() => {}), LOOK_EVERY_MS)
  timer.unref()
  return {
    to: file,
    path,
    close: () => {
      clearInterval(timer)
      closeSync(file)
    },
  }
}
