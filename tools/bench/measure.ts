import { readdirSync, readFileSync } from 'node:fs'

/** The value below which the share `p` (0 to 1) of the sorted values lies. */
export const percentile = (sorted: number[], p: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))] ?? Number.NaN

export const median = (values: number[]): number =>
  percentile(
    [...values].sort((a, b) => a - b),
    0.5,
  )

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

const PATIENCE_MS = 30_000

/** Waits until it is so, half a minute at most; then says what was waited for. */
export const until = async (what: string, isSo: () => boolean | Promise<boolean>): Promise<void> => {
  const end = performance.now() + PATIENCE_MS
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`waited in vain: ${what}`)
    await sleep(20)
  }
}

const TICK_MS = 10

const cpuOf = (pid: number): number => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return (Number(fields[11]) + Number(fields[12])) * TICK_MS
  } catch {
    return 0
  }
}

const parentOf = (pid: number): number => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return 0
  }
}

/** The process and all that it started. */
export const family = (pid: number): number[] => {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
  const members = new Set([pid])
  for (let grew = true; grew; ) {
    grew = false
    for (const candidate of all) {
      if (!members.has(candidate) && members.has(parentOf(candidate))) {
        members.add(candidate)
        grew = true
      }
    }
  }
  return [...members]
}

/** CPU milliseconds that the processes and their children have used (Linux; 10 ms steps). */
export const cpuMs = (pids: number[]): number =>
  pids.flatMap(family).reduce((sum, pid) => sum + cpuOf(pid), 0)

/** Proportional set size in MiB of processes and their children (Linux). */
export const pssMiB = (pids: number[]): number => {
  const kib = pids.flatMap(family).map((pid) => {
    try {
      return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0)
    } catch {
      return 0
    }
  })
  return Math.round(kib.reduce((sum, value) => sum + value, 0) / 1024)
}

/** Prints a table in Markdown. */
export const table = (head: string[], rows: (string | number)[][]): void => {
  console.log(`| ${head.join(' | ')} |`)
  console.log(`|${head.map(() => '---').join('|')}|`)
  for (const row of rows) console.log(`| ${row.join(' | ')} |`)
}

export const figure = (value: number, digits = 1): string =>
  Number.isFinite(value) ? value.toFixed(digits) : '–'
