import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/**
 * What the operating system says about processes. A process number alone proves nothing: numbers are used again, in a
 * restarted container within seconds. `/proc` is read where there is one, `ps` is asked elsewhere.
 */

const hasProc = process.platform === 'linux'

const ps = (pid: number, column: string): string | null => {
  try {
    return execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' }).trim() || null
  } catch {
    return null
  }
}

/** The fields of /proc/<pid>/stat after the name, which may itself hold spaces: state first, start time 20th. */
const stat = (pid: number): string[] | null => {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  } catch {
    return null
  }
}

const answersSignals = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Not being allowed to signal it means that it is there.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Whether a process runs. One that ended but was not collected by its parent (a zombie) does not run. */
export const isRunning = (pid: number): boolean => {
  if (!hasProc) return answersSignals(pid)
  const state = stat(pid)?.[0]
  return state !== undefined && state !== 'Z' && state !== 'X'
}

/** The command line of a running process, program first; empty for a zombie, null when there is no such process. */
export const commandLineOf = (pid: number): string[] | null => {
  if (!hasProc) return ps(pid, 'command')?.split(' ') ?? null
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').filter(Boolean)
  } catch {
    return null
  }
}

/** Tells this run of a process from any other that has had or will have its number; null when it does not run. */
export const identityOf = (pid: number): string | null => {
  if (!isRunning(pid)) return null
  if (!hasProc) return ps(pid, 'lstart')
  const startedAt = stat(pid)?.[19]
  // The start time counts from boot, so it needs the boot's own name beside it.
  return startedAt ? `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${startedAt}` : null
}

/** The processes whose working directory is exactly `folder`. Empty where the system cannot say. */
export const processesIn = (folder: string): number[] => {
  if (!hasProc) return []
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return readlinkSync(`/proc/${pid}/cwd`) === folder
      } catch {
        return false
      }
    })
}
