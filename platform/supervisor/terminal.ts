import { openLog } from '#platform/log.ts'

/** What is told while the product starts. */
export interface Terminal {
  /** Does something and writes one line when it is done, with the time it took if that was felt. */
  step<T>(doing: (say: (done: string) => void) => Promise<T>): Promise<T>
  line(text?: string): void
  problem(text: string): void
  /** What must not be overlooked: between two rules, and nothing at its sides, so that a link can be copied whole. */
  box(rows: string[]): void
}

/**
 * Who reads: `people` words; `programs` JSON lines and nothing else; `both` JSON lines on standard output, and the box
 * on standard error, for somebody may look on where no terminal is known (a container's console, a pipe).
 */
export type Readers = 'people' | 'programs' | 'both'

/** Who reads standard output: as `LOG_FORMAT` says; where it is left out, people read what a terminal shows. */
export const readersOf = (format: 'text' | 'json' | null, isTerminal: boolean): Readers => {
  if (format !== null) return format === 'text' ? 'people' : 'programs'
  return isTerminal ? 'people' : 'both'
}

const FELT_MS = 100
const RULE = '─'.repeat(64)

const boxed = (rows: string[]): string => `\n${RULE}\n${rows.map((row) => `  ${row}\n`).join('')}${RULE}\n`

interface Streams {
  out: (text: string) => void
  err: (text: string) => void
}

/** Standard output and standard error; a terminal that went away is no reason to fail. */
const standardStreams = (): Streams => {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  return { out: (text) => process.stdout.write(text), err: (text) => process.stderr.write(text) }
}

/** Writes words for people, or one JSON line in the shape of the log for each. */
export const openTerminal = (readers: Readers, { out, err }: Streams = standardStreams()): Terminal => {
  const log = openLog('info', out)
  const line = (text = '') => {
    if (readers === 'people') out(`${text}\n`)
    else if (text.trim()) log.info('start', { text: text.trim() })
  }
  return {
    line,
    problem: (text) => err(`${text}\n`),
    box: (rows) => {
      if (readers === 'people') out(boxed(rows))
      else for (const row of rows) line(row)
      if (readers === 'both') err(boxed(rows))
    },
    step: async (doing) => {
      const from = performance.now()
      let done = ''
      const result = await doing((text) => {
        done = text
      })
      const took = performance.now() - from
      if (done) line(`  ${done}${took < FELT_MS ? '' : ` (${(took / 1000).toFixed(1)} s)`}`)
      return result
    },
  }
}
