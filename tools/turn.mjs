import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './stamp.mjs'

/** Who installs or builds here now, by the number of its process. Left behind, it says that somebody was cut off. */
const path = join(root, '.lectern-setup')
const LOOK_AGAIN_MS = 250

const pause = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOOK_AGAIN_MS)

const holder = () => {
  try {
    return Number(readFileSync(path, 'utf8')) || 0
  } catch {
    return null
  }
}

const isAlive = (pid) => {
  if (pid === 0 || pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** Takes the place of somebody who was cut off. Two who try at once rename one after the other: only one finds it. */
const takeOver = (dead) => {
  const aside = `${path}.${process.pid}`
  try {
    renameSync(path, aside)
    // Somebody was quicker, and what was moved is theirs.
    if (Number(readFileSync(aside, 'utf8')) !== dead) renameSync(aside, path)
    else rmSync(aside)
  } catch {}
}

const take = () => {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    // A folder that is not ours to write: whatever is missing will say so better.
    if (error.code !== 'EEXIST') return true
    const pid = holder()
    if (pid !== null && !isAlive(pid)) takeOver(pid)
    return false
  }
}

/**
 * Does `work` while `isNeeded`, one process of this folder at a time: several parts may be started at once after a clone.
 * Who waited looks again, and mostly finds nothing left to do.
 */
export const inTurn = (isNeeded, work) => {
  let told = false
  while (isNeeded()) {
    if (take()) {
      try {
        if (isNeeded()) work()
      } finally {
        if (holder() === process.pid) rmSync(path, { force: true })
      }
      return
    }
    if (!told) process.stderr.write('  Another start of Lectern installs or builds here; waiting for it\n')
    told = true
    pause()
  }
}
