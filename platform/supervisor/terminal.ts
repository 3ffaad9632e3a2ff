import { networkInterfaces } from 'node:os'

/** What a person reads while the product starts. */
export interface Terminal {
  /** Does something and writes one line when it is done, with the time it took if that was felt. */
  step<T>(doing: (say: (done: string) => void) => Promise<T>): Promise<T>
  line(text?: string): void
  problem(text: string): void
}

const FELT_MS = 100

/** Writes to standard output and standard error; a terminal that went away is no reason to fail. */
export const openTerminal = (): Terminal => {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  const line = (text = '') => {
    process.stdout.write(`${text}\n`)
  }
  return {
    line,
    problem: (text) => {
      process.stderr.write(`${text}\n`)
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

/** This machine's first address in the local network, by which others in the room can reach it. */
export const networkAddress = (): string | null =>
  Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find((address) => address.family === 'IPv4' && !address.internal)?.address ?? null
