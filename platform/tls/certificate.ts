import type { Config } from '../config.ts'
import type { Log } from '../log.ts'
import { StartProblem } from '../start-problem.ts'
import { readGiven } from './given.ts'
import { type Machine, type Names, thisMachine } from './names.ts'
import { type Own, ownCertificate, storedAuthority } from './own.ts'
import { endOf, namesIn, type Pair } from './pair.ts'

/** The certificate by which this process answers over HTTPS. It is renewed by itself while the process runs. */
export interface Certificate {
  /** What is used for connections from now on. */
  readonly pair: Pair
  /** What vouches for it on devices that were told so, as PEM; null where the school has a certificate of its own. */
  readonly authority: string | null
  readonly names: Names
  readonly endsAt: Date
  /** Why the school's own one could not be read again when its files changed; the last good one stays in use. */
  readonly problem: string | null
  /** Told of every new one. */
  onChange(listener: (pair: Pair) => void): void
  /** Looks at once whether it needs to be renewed, which else happens every few seconds. */
  look(): Promise<void>
  close(): void
}

interface Found {
  pair: Pair
  authority: string | null
}

/** Where a certificate comes from: asked at the start and every few seconds, it answers with the one that is good now. */
type Source = () => Promise<Found>

const LOOK_EVERY_MS = 15_000

/** Places of the school's own certificate; null when there is none. Throws `StartProblem` for half of one. */
const placesOf = ({ tlsCert, tlsKey }: Pick<Config, 'tlsCert' | 'tlsKey'>) => {
  if (tlsCert && tlsKey) return { certificate: tlsCert, key: tlsKey }
  if (tlsCert) throw new StartProblem('TLS_CERT is set and TLS_KEY is not: set both, or neither.')
  if (tlsKey) throw new StartProblem('TLS_KEY is set and TLS_CERT is not: set both, or neither.')
  return null
}

const alsoOf = ({ baseUrl, host }: Pick<Config, 'baseUrl' | 'host'>): string[] =>
  [baseUrl ? new URL(baseUrl).hostname : '', ['0.0.0.0', '::'].includes(host) ? '' : host].filter(Boolean)

const sourceOf = (config: Config, machine: () => Machine): Source => {
  const places = placesOf(config)
  if (places) return async () => ({ pair: await readGiven(places), authority: null })
  let last: Own | null = null
  return async () => {
    last = await ownCertificate(config.dataDir, machine(), new Date(), last)
    return { pair: last.leaf, authority: last.authority.certificate }
  }
}

/** Throws `StartProblem` in one sentence when there will be no certificate; makes none. */
export const checkCertificate = async (config: Config): Promise<Pair | null> => {
  const places = placesOf(config)
  if (places) return readGiven(places)
  await storedAuthority(config.dataDir)
  return null
}

class KeptCertificate implements Certificate {
  private found: Found
  private readonly source: Source
  private readonly log: Log
  private readonly timer: NodeJS.Timeout
  private listeners: ((pair: Pair) => void)[] = []
  private looking: Promise<void> | null = null
  problem: string | null = null

  constructor(found: Found, source: Source, log: Log) {
    this.found = found
    this.source = source
    this.log = log
    this.timer = setInterval(() => void this.look(), LOOK_EVERY_MS)
    this.timer.unref()
  }

  get pair(): Pair {
    return this.found.pair
  }

  get authority(): string | null {
    return this.found.authority
  }

  get names(): Names {
    return namesIn(this.pair.certificate)
  }

  get endsAt(): Date {
    return endOf(this.pair.certificate)
  }

  onChange(listener: (pair: Pair) => void): void {
    this.listeners.push(listener)
  }

  look(): Promise<void> {
    this.looking ??= this.lookOnce().finally(() => {
      this.looking = null
    })
    return this.looking
  }

  close(): void {
    clearInterval(this.timer)
    this.listeners = []
  }

  private async lookOnce(): Promise<void> {
    try {
      const found = await this.source()
      this.problem = null
      if (found.pair.certificate === this.pair.certificate && found.pair.key === this.pair.key) return
      this.found = found
      for (const listener of this.listeners) listener(found.pair)
      this.log.info('tls.renewed', { names: [...this.names.dns, ...this.names.ip].join(' ') })
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error)
      // Files are changed one after the other: what does not fit together now may in a moment. Said once.
      if (problem !== this.problem) this.log.warn('tls.not-renewed', { problem })
      this.problem = problem
    }
  }
}

/**
 * The certificate of HTTPS: the school's own (`TLS_CERT`), else one that is made on the first run and kept in the data
 * folder. Throws `StartProblem`. From then on it is renewed without a restart: when the files change, when the machine is
 * called otherwise or stands in another network, before it ends.
 */
export const openCertificate = async (
  config: Config,
  log: Log,
  machine: () => Machine = () => thisMachine(alsoOf(config)),
): Promise<Certificate> => {
  const source = sourceOf(config, machine)
  return new KeptCertificate(await source(), source, log)
}
