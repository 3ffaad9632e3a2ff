// `npm test`: everything that proves the product, in the order in which a failure is cheapest to see. Ends with one line.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { ensureInstalled } from './install.mjs'

const root = new URL('..', import.meta.url).pathname
const folder = mkdtempSync(join(tmpdir(), 'lectern-test-report-'))
const totals = { passed: 0, failed: 0, skipped: 0 }
/** What failed, told once more at the end: the output above it is long, and often only its end is kept. */
const failures = []
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

/** A run of the test runner: its tests are counted from its own report. */
const suite = async (title, args, env) => {
  const report = join(folder, `${title}.json`)
  const ok = await run(
    title,
    process.execPath,
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...args,
    ],
    env,
  )
  if (!existsSync(report)) {
    totals.failed++
    failures.push(`${title}: it did not run to its end`)
    return
  }
  const result = JSON.parse(readFileSync(report, 'utf8'))
  totals.passed += result.numPassedTests
  totals.failed += result.numFailedTests
  totals.skipped += result.numPendingTests + result.numTodoTests
  for (const file of result.testResults) {
    const failed = file.assertionResults.filter(({ status }) => status === 'failed')
    if (file.status === 'failed' && failed.length === 0) failures.push(`${file.name}\n${file.message}`)
    for (const { fullName, failureMessages } of failed)
      failures.push(`${file.name}: ${fullName}\n${failureMessages.join('\n').slice(0, 2_000)}`)
  }
  // A suite that could not be collected has no failed test of its own.
  if (!ok && result.numFailedTests === 0) totals.failed++
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

/** The stories wait more than they work: they are told beside the tests that work, on what was built before. */
const tests = async (browser) => {
  const inBrowser = { CHROMIUM_PATH: browser }
  const stories = async () => {
    if (browser) await suite('e2e', ['--project', 'e2e'], inBrowser)
  }
  const others = async () => {
    await suite('server', ['--project', 'server'])
    if (browser) await suite('web', ['--project', 'web'], inBrowser)
    await suite('unit', ['--project', 'unit'])
  }
  await Promise.all([stories(), others()])
  if (!browser) {
    totals.failed++
    failures.push('web and e2e: there is no browser')
  }
}

const main = async () => {
  const started = Date.now()
  // Now, and not when the first story starts the product: that would replace the packages under the others.
  ensureInstalled()
  const browser = chromium()
  await Promise.all([
    step('types', bin('tsc'), ['--noEmit']),
    step('lint', bin('biome'), ['check', '.']),
    step('build', process.execPath, ['tools/build.mjs', '--stale']),
  ])
  await tests(browser)
  rmSync(folder, { recursive: true, force: true })
  for (const failure of failures) console.log(`\n── failed: ${failure}`)
  const skipped = totals.skipped > 0 ? `, ${totals.skipped} skipped` : ''
  console.log(`\n${times.join(', ')}: ${Math.round((Date.now() - started) / 1000)} s in all`)
  console.log(`${totals.passed} passed, ${totals.failed} failed${skipped}`)
  process.exit(totals.failed === 0 ? 0 : 1)
}

await main()
