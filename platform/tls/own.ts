import { randomBytes, X509Certificate } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeSecret, writeSecretOnce } from '../secret-file.ts'
import { StartProblem } from '../start-problem.ts'
import { issueInThread } from './in-thread.ts'
import type { Authority } from './make.ts'
import { covers, type Machine, type Names, namesOf, scopeOf, together, within } from './names.ts'
import { endOf, namesIn, type Pair } from './pair.ts'

const DAY_MS = 86_400_000
/** Renewed this long before its end, so that a school that closes for the summer opens with one that is good. */
const LEAF_LEFT_MS = 90 * DAY_MS
/** An authority this near to its end vouches for nobody any more: each device has to be told of a new one. */
const AUTHORITY_LEFT_MS = 30 * DAY_MS

const folderOf = (dataDir: string) => join(dataDir, 'tls')
const authorityPath = (dataDir: string) => join(folderOf(dataDir), 'authority.json')
const leafPath = (dataDir: string) => join(folderOf(dataDir), 'server.json')

const textOf = (path: string): Promise<string | null> =>
  readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })

const isPair = (value: unknown): value is Pair =>
  typeof value === 'object' &&
  value !== null &&
  'certificate' in value &&
  'key' in value &&
  typeof value.certificate === 'string' &&
  typeof value.key === 'string'

const isAuthority = (value: unknown): value is Authority => isPair(value) && 'scope' in value

/** What lies in a file, if it is what it should be and its certificate can be read. */
const parsed = <Kind extends Pair>(text: string, is: (value: unknown) => value is Kind): Kind | null => {
  try {
    const value: unknown = JSON.parse(text)
    if (!is(value)) return null
    new X509Certificate(value.certificate)
    return value
  } catch {
    return null
  }
}

/**
 * The authority of this installation, if it has one. Throws `StartProblem` when its file holds something else: another one
 * in its place would be unknown to every device that was told to believe the first.
 */
export const storedAuthority = async (dataDir: string): Promise<Authority | null> => {
  const path = authorityPath(dataDir)
  const text = await textOf(path)
  if (text === null) return null
  const authority = parsed(text, isAuthority)
  if (authority) return authority
  throw new StartProblem(
    `${path} does not hold a certificate: put it back from a backup, or delete it and let every device accept a new one.`,
  )
}

const storedLeaf = async (dataDir: string): Promise<Pair | null> => {
  const text = await textOf(leafPath(dataDir))
  return text === null ? null : parsed(text, isPair)
}

const isVouchedFor = (leaf: Pair, authority: Authority): boolean =>
  new X509Certificate(leaf.certificate).verify(new X509Certificate(authority.certificate).publicKey)

const lasts = ({ certificate }: Pair, now: Date, leftMs: number): boolean =>
  endOf(certificate).getTime() - now.getTime() > leftMs

/** The certificate that the program makes for itself, and what vouches for it. */
export interface Own {
  authority: Authority
  leaf: Pair
}

/** What is still good of what was made: an authority that lasts, a certificate of it that lasts and names the machine. */
const goodOf = (own: { authority: Authority | null; leaf: Pair | null }, names: Names, now: Date) => {
  const authority = own.authority && lasts(own.authority, now, AUTHORITY_LEFT_MS) ? own.authority : null
  if (!authority || !own.leaf || !isVouchedFor(own.leaf, authority)) return { authority, leaf: null }
  // A certificate that ends with its authority cannot be made to last longer.
  const endsWithIt = endOf(own.leaf.certificate).getTime() === endOf(authority.certificate).getTime()
  const good =
    (endsWithIt || lasts(own.leaf, now, LEAF_LEFT_MS)) &&
    covers(namesIn(own.leaf.certificate), within(authority.scope, names))
  return { authority, leaf: good ? own.leaf : null }
}

/** Two installations on one phone are told apart by the four digits. */
const nameOf = (machine: Machine): string =>
  `Lectern ${machine.hostname.replace(/[^\w.-]/g, '').slice(0, 40)} ${randomBytes(2).toString('hex')}`

/** Puts what was made into the data folder. Answers with the authority that counts: a process that was faster made it. */
const store = async (dataDir: string, made: Own, old: Authority | null): Promise<Authority> => {
  const text = `${JSON.stringify(made.authority)}\n`
  await mkdir(folderOf(dataDir), { recursive: true, mode: 0o700 })
  if (!old) await writeSecretOnce(authorityPath(dataDir), text)
  else if (old.certificate !== made.authority.certificate) await writeSecret(authorityPath(dataDir), text)
  const counts = (await storedAuthority(dataDir)) ?? made.authority
  if (isVouchedFor(made.leaf, counts)) await writeSecret(leafPath(dataDir), `${JSON.stringify(made.leaf)}\n`)
  return counts
}

/**
 * The certificate of this machine, from the data folder when it is still good, else made and put there. `last` is what is
 * in use, when that is known: several processes on one folder may stand on machines with other names.
 */
export const ownCertificate = async (
  dataDir: string,
  machine: Machine,
  now: Date,
  last: Own | null = null,
): Promise<Own> => {
  const stored = await storedAuthority(dataDir)
  const leaf = last?.leaf ?? (await storedLeaf(dataDir))
  const names = namesOf(machine)
  const good = goodOf({ authority: stored, leaf }, names, now)
  if (good.authority && good.leaf) return { authority: good.authority, leaf: good.leaf }
  const scope = good.authority?.scope ?? scopeOf(machine)
  const made = await issueInThread({
    authority: good.authority ?? { name: nameOf(machine), scope },
    names: within(scope, together(names, leaf ? namesIn(leaf.certificate) : { dns: [], ip: [] })),
    now,
  })
  const counts = await store(dataDir, made, stored)
  return counts.certificate === made.authority.certificate
    ? made
    : ownCertificate(dataDir, machine, now, { authority: counts, leaf: made.leaf })
}
