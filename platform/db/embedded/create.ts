import { randomBytes } from 'node:crypto'
import { chown, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { StartProblem } from '#platform/start-problem.ts'
import { type Account, run } from './account.ts'
import type { Binaries } from './binaries.ts'

/** The database's own superuser, and the name of the one database. */
export const NAME = 'lectern'

/** The major version a cluster was made by; null when there is no cluster. */
const versionIn = (cluster: string): Promise<string | null> =>
  readFile(join(cluster, 'PG_VERSION'), 'utf8').then(
    (text) => text.trim(),
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null
      throw error
    },
  )

/**
 * Whether the cluster is there, made by the same major version as the programs. Another one's files cannot be read,
 * and nothing that could convert them is included.
 */
export const isCreated = async (cluster: string, major: string): Promise<boolean> => {
  const version = await versionIn(cluster)
  if (version === null || version === major) return version !== null
  throw new StartProblem(
    `The database in ${cluster} was made by PostgreSQL ${version} and this program brings PostgreSQL ${major}: start it with the earlier release and export, or set DATABASE_URL.`,
  )
}

const sweepHalfMade = async (cluster: string) => {
  const names = await readdir(dirname(cluster))
  const half = names.filter((name) => name.startsWith(`${basename(cluster)}.new-`))
  await Promise.all(half.map((name) => rm(join(dirname(cluster), name), { recursive: true, force: true })))
}

const give = async (path: string, account: Account) => {
  if (account) await chown(path, account.uid, account.gid)
}

const flags = (folder: string, passwordFile: string): string[] => [
  `--pgdata=${folder}`,
  `--username=${NAME}`,
  '--auth=scram-sha-256',
  `--pwfile=${passwordFile}`,
  '--encoding=UTF8',
  // The builtin provider keeps the sort order the same whatever the system's library does, and C.UTF-8 (not C) knows
  // which Chinese characters are letters.
  '--locale=C.UTF-8',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
]

/**
 * Makes the cluster under another name and renames it when it is whole, so that a start cut short leaves nothing
 * half-made in its place. `sync: false` is for clusters that are thrown away after a test.
 */
export const createCluster = async (
  cluster: string,
  options: { binaries: Binaries; account: Account; password: string; sync: boolean },
): Promise<void> => {
  await sweepHalfMade(cluster)
  const half = `${cluster}.new-${randomBytes(4).toString('hex')}`
  const passwordFile = `${half}.password`
  try {
    await mkdir(half, { mode: 0o700 })
    await give(half, options.account)
    await writeFile(passwordFile, options.password, { mode: 0o600, flag: 'wx' })
    await give(passwordFile, options.account)
    const args = [...flags(half, passwordFile), ...(options.sync ? [] : ['--no-sync'])]
    const made = await run(options.binaries.initdb, args, options.account)
    if (made.code !== 0) throw new StartProblem(sentenceFor(cluster, made.output))
    await rename(half, cluster)
  } finally {
    await rm(passwordFile, { force: true })
    await rm(half, { recursive: true, force: true })
  }
}

const sentenceFor = (cluster: string, output: string) => {
  const lines = output.trim().split('\n')
  const line = lines.find((text) => /error|fatal|could not/i.test(text)) ?? lines.at(-1) ?? ''
  return `The database cannot be made in ${cluster} (${line.replace(/^initdb: (error: )?/, '')}): make room and rights for it there, or set DATABASE_URL.`
}
