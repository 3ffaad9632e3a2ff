import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, lstatSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Problem } from './problem.mjs'
import { root } from './stamp.mjs'

const modules = join(root, 'node_modules')
const marker = join(modules, '.lectern-lock')
/** What npm says it has installed; it writes that last. */
const npmsRecord = join(modules, '.package-lock.json')

const wantedLock = () =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')

const packagesIn = (path) => JSON.parse(readFileSync(path, 'utf8')).packages ?? {}

/** A package that may be absent: for another machine, for development, or a leftover in the lock file itself. */
const isSpare = (entry) => entry.optional || entry.dev || entry.devOptional || entry.peer || entry.extraneous

/** Whether npm's own record says that what is installed is what the lock file asks for. */
const isInstalledByHand = () => {
  if (!existsSync(npmsRecord)) return false
  const has = packagesIn(npmsRecord)
  return Object.entries(packagesIn(join(root, 'package-lock.json'))).every(
    ([path, wanted]) => path === '' || (has[path] ? has[path].version === wanted.version : isSpare(wanted)),
  )
}

/** Whether the packages are there and are those of the lock file. */
export const isInstalled = () => {
  if (!existsSync(modules)) return false
  const wanted = wantedLock()
  if (existsSync(marker)) return readFileSync(marker, 'utf8') === wanted
  if (!isInstalledByHand()) return false
  remember(wanted)
  return true
}

/** Saves the next start from comparing; where the folder is not ours to write, it compares again. */
const remember = (lock) => {
  try {
    writeFileSync(marker, lock)
  } catch {}
}

/** npm as it started us, else the one that comes with this Node. */
const npm = (args) => {
  const script = process.env.npm_execpath
  const [program, first] = script?.endsWith('.js') ? [process.execPath, [script]] : ['npm', []]
  return spawnSync(program, [...first, ...args], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  })
}

const reason = (result) =>
  result.error?.message ??
  result.stderr
    .split('\n')
    .map((line) => line.replace(/^npm (error|ERR!) ?/, '').trim())
    .filter((line) => line && !/^npm warn/.test(line) && !/complete log/.test(line))
    .slice(0, 2)
    .join(' ')

/** Installs the packages of the lock file. What is cut off on the way does not count as installed. */
export const install = () => {
  // Replacing what a link points at would pull the packages from under another copy of the project.
  if (lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink())
    throw new Problem(
      'node_modules is a link to packages that are not those of package-lock.json: run npm ci where it points, or remove the link.',
    )
  process.stderr.write('  Installing packages (npm ci), once, about a minute ... ')
  const from = Date.now()
  for (const record of [marker, npmsRecord]) rmSync(record, { force: true })
  const result = npm(['ci', '--no-audit', '--no-fund', '--loglevel=error'])
  if (result.status !== 0) {
    process.stderr.write('\n')
    throw new Problem(
      `The packages could not be installed (${reason(result)}): check the network and the rights to this folder, then run npm ci.`,
    )
  }
  process.stderr.write(`${Math.round((Date.now() - from) / 1000)} s\n`)
  remember(wantedLock())
}
