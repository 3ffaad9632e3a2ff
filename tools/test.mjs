// `npm test`: everything that proves the product, in the order in which a failure is cheapest to see. Ends with one line.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { install, isInstalled } from './install.mjs'
import { inTurn } from './turn.mjs'

const root = new URL('..', import.meta.url).pathname
const folder = mkdtempSync(join(tmpdir(), 'lectern-test-report-'))
const totals = { passed: 0, failed: 0, skipped: 0 }
/** What failed, told once more at the end: the output above it is long, and often only its end is kept. */
const failures = []
/** What failed beside others and passed by itself: told as loudly, because each is a fault of a test or of the product. */
const unsteady = []
/** Files with failed tests, tried once more by themselves. More of them than this is no matter of a busy machine. */
const again = []
const MOST_AGAIN = 4
/** How long each step took, for the last lines. */
const times = []

/** Passes on what a step says, each line with the step's name: several run at a time. */
const tell = (title, stream) =>
  createInterface({ input: stream }).on('line', (line) =>
    console.log(line === '' ? '' : `${title} │ ${line}`),
  )

const run = (title, command, args, env = {}) =>
  new Promise((resolve) => {
    const started = Date.now()
    console.log(`── ${title}`)
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    })
    tell(title, child.stdout)
    tell(title, child.stderr)
    child.on('close', (code) => {
      const seconds = Math.round((Date.now() - started) / 1000)
      times.push(`${title} ${seconds} s`)
      console.log(`── ${title}: ${code === 0 ? 'ok' : 'failed'} in ${seconds} s`)
      resolve(code === 0)
    })
  })

/** A step that is one yes or no: counts as one. */
const step = async (title, command, args) => {
  if (await run(title, command, args)) totals.passed++
  else {
    totals.failed++
    failures.push(title)
  }
}

/** What the test runner reported of one run of it; null when it did not run to its end. */
const report = async (title, args, env) => {
  const path = join(folder, `${title}.json`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${path}`]
  const ok = await run(
    title,
    process.execPath,
    ['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...args],
    env,
  )
  return existsSync(path) ? { ok, result: JSON.parse(readFileSync(path, 'utf8')) } : null
}

/** What failed in a file, in words; its message alone when it could not be collected. */
const failuresOf = (file) => {
  const failed = file.assertionResults.filter(({ status }) => status === 'failed')
  if (failed.length === 0) return [`${file.name}\n${file.message}`]
  return failed.map(
    ({ fullName, failureMessages }) =>
      `${file.name}: ${fullName}\n${failureMessages.join('\n').slice(0, 2_000)}`,
  )
}

/** A suite of tests: counted from the runner's own report. */
const suite = async (title, args, env) => {
  const reported = await report(title, args, env)
  if (!reported) {
    totals.failed++
    failures.push(`${title}: it did not run to its end`)
    return
  }
  const { ok, result } = reported
  totals.passed += result.numPassedTests
  totals.failed += result.numFailedTests
  totals.skipped += result.numPendingTests + result.numTodoTests
  for (const file of result.testResults.filter(({ status }) => status === 'failed'))
    again.push({ title, args, env, file, failures: failuresOf(file) })
  // A suite that could not be collected has no failed test of its own.
  if (ok || result.numFailedTests > 0) return
  totals.failed++
  failures.push(`${title}: a file could not be read, or something failed outside of a test; see above`)
}

/** Each file that failed is tried once more, with the machine to itself: what passes then is unsteady, and named as that. */
const tryAgain = async () => {
  const few = again.length <= MOST_AGAIN
  for (const [n, { title, args, env, file, failures: before }] of again.entries()) {
    const failed = file.assertionResults.filter(({ status }) => status === 'failed').length
    const reported = few && failed > 0 && (await report(`${title}-again-${n + 1}`, [...args, file.name], env))
    if (reported?.ok && reported.result.numPassedTests >= failed) {
      totals.failed -= failed
      totals.passed += failed
      unsteady.push(...before)
    } else failures.push(...before)
  }
}

const chromium = () => {
  const named = process.env.CHROMIUM_PATH
  const found = [named, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
    (path) => path && existsSync(path),
  )
  if (found) return found
  const mayInstall =
    process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
  if (mayInstall) {
    console.log('── Installing Chromium from Debian (once)')
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit' })
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
    if (existsSync('/usr/bin/chromium')) return '/usr/bin/chromium'
  }
  console.error(
    'The browser tests need Chromium: install it (Debian: "apt-get install chromium"), or set CHROMIUM_PATH to its path.',
  )
  return null
}

const bin = (name) => join(root, 'node_modules/.bin', name)

/** One after the other: beside each other two that work take longer than in turn, since each of them uses all cores. */
const tests = async (browser) => {
  const inBrowser = { CHROMIUM_PATH: browser }
  await suite('unit', ['--project', 'unit'])
  await suite('server', ['--project', 'server'])
  if (browser) await suite('web', ['--project', 'web'], inBrowser)
  if (browser) await suite('e2e', ['--project', 'e2e'], inBrowser)
  if (!browser) {
    totals.failed++
    failures.push('web and e2e: there is no browser')
  }
}

const main = async () => {
  const started = Date.now()
  // Now, and not when the first story starts the product: that would replace the packages under the others.
  inTurn(() => !isInstalled(), install)
  const browser = chromium()
  await Promise.all([
    step('types', bin('tsc'), ['--noEmit']),
    step('lint', bin('biome'), ['check', '.']),
    step('build', process.execPath, ['tools/build.mjs', '--stale']),
  ])
  await tests(browser)
  await tryAgain()
  rmSync(folder, { recursive: true, force: true })
  for (const test of unsteady) console.log(`\n── unsteady, passed alone: ${test}`)
  for (const failure of failures) console.log(`\n── failed: ${failure}`)
  if (unsteady.length > 0) console.log(`${unsteady.length} unsteady: passed only by themselves, see above`)
  const skipped = totals.skipped > 0 ? `, ${totals.skipped} skipped` : ''
  console.log(`\n${times.join(', ')}: ${Math.round((Date.now() - started) / 1000)} s in all`)
  console.log(`${totals.passed} passed, ${totals.failed} failed${skipped}`)
  process.exit(totals.failed === 0 ? 0 : 1)
}

await main()
