import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createSecureContext } from 'node:tls'
import { StartProblem } from '../start-problem.ts'
import { endOf, type Pair } from './pair.ts'

/** Where a certificate of the school's own lies. */
export interface Places {
  certificate: string
  key: string
}

const reasons: Record<string, string> = {
  ENOENT: 'is not there',
  EACCES: 'may not be read by this account',
  EPERM: 'may not be read by this account',
  EISDIR: 'is a folder',
}

const textOf = async (variable: string, path: string): Promise<string> => {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    throw new StartProblem(
      `${variable} names ${path}, which ${reasons[code] ?? `cannot be read (${code})`}: correct it.`,
    )
  }
}

const certificateIn = (path: string, text: string): X509Certificate => {
  try {
    return new X509Certificate(text)
  } catch {
    throw new StartProblem(
      `TLS_CERT names ${path}, which holds no certificate: it must be PEM and begin with the one of this server.`,
    )
  }
}

const keyIn = (path: string, text: string) => {
  try {
    return createPrivateKey(text)
  } catch {
    const why = text.includes('ENCRYPTED')
      ? 'has a passphrase: name a key without one'
      : 'holds no key: it must be PEM'
    throw new StartProblem(`TLS_KEY names ${path}, which ${why}.`)
  }
}

/** Reads the school's own certificate and key. Throws `StartProblem` that says in one sentence why they cannot be used. */
export const readGiven = async (places: Places): Promise<Pair> => {
  const certificate = await textOf('TLS_CERT', places.certificate)
  const key = await textOf('TLS_KEY', places.key)
  const read = certificateIn(places.certificate, certificate)
  if (!read.checkPrivateKey(keyIn(places.key, key)))
    throw new StartProblem(
      `TLS_KEY names ${places.key}, which is not the key of the certificate in ${places.certificate}: name the two that belong together.`,
    )
  try {
    createSecureContext({ cert: certificate, key })
  } catch (error) {
    throw new StartProblem(
      `The certificate in ${places.certificate} cannot be used (${error instanceof Error ? error.message : error}): get another from who made it.`,
    )
  }
  return { certificate, key }
}

/** What people should know of a certificate at the start; null when it is in order. */
export const lateness = (certificate: string, now: Date): string | null => {
  const end = endOf(certificate)
  if (end > now) return null
  return `The certificate in TLS_CERT ended on ${end.toISOString().slice(0, 10)}: devices refuse it until it is renewed`
}
