// `npm run mutants [files or patterns] [--sample N] [--seed S] [--tests N]`: changes one place of the named files (or of
// those changed since main) at a time, runs the nearest tests, and names each change that no test noticed.
import { type ChildProcess, execFileSync, fork } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createRandom, pick } from '#domain/timetable/search/random.ts'
import { type Mutant, mutantsIn } from './mutant.ts'
import type { Task, Verdict } from './runner.ts'
import { importersOf, testsOf } from './tests-of.ts'

const root = join(import.meta.dirname, '../..')

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    /** So many of the mutants, drawn by chance; all when absent. */
    sample: { type: 'string' },
    seed: { type: 'string', default: '1' },
    /** So many test files at most against one mutant: those in its folder first. */
    tests: { type: 'string', default: '6' },
  },
})

/** What only declares or only serves tests has nothing that a test could notice. */
const NOT_MUTATED =
  /(?:\.test\.tsx?|\.spec\.ts|\.d\.ts|\.cases\.ts|\/contract\.ts|\/schema\.ts)$|testing|fake-server|^web\/i18n\/(?:en|zh-CN)|^(?:e2e|tools|migrations|worker\/demo)\//

const git = (...args: string[]) =>
  execFileSync('git', args, { cwd: root, encoding: 'utf8' }).split('\n').filter(Boolean)

const changed = () => git('diff', '--name-only', git('merge-base', 'HEAD', 'main')[0] ?? 'HEAD')

const files = (
  positionals.length > 0
    ? git('ls-files', '-co', '--', ...positionals.map((each) => `:(glob)${each}`))
    : changed()
).filter((file) => /\.tsx?$/.test(file) && !NOT_MUTATED.test(file) && existsSync(join(root, file)))

const sampled = <T>(all: T[]): T[] => {
  const count = Number(options.sample ?? all.length)
  const random = createRandom(Number(options.seed))
  const rest = [...all]
  while (rest.length > count) rest.splice(pick(random, rest.length), 1)
  return rest
}

/** Beyond this a change has made something that does not end: noticed as well. */
const LONGEST = 90_000

let runner: ChildProcess | null = null
/** The projects whose tests are wanted: only theirs are started. */
const projects = new Set<string>()

const projectOf = (test: string): string => {
  if (test.endsWith('.tsx')) return 'web'
  return /^(?:api|platform|worker)\//.test(test) ? 'server' : 'unit'
}

const started = (): Promise<ChildProcess> =>
  new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, 'runner.ts'), [...projects], {
      cwd: root,
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      detached: true,
    })
    child.once('message', () => resolve(child))
    child.once('exit', () => reject(new Error('the test runner did not start')))
  })

const stop = () => {
  if (runner?.pid) process.kill(-runner.pid, 'SIGKILL')
  runner = null
}

const judged = async (task: Task): Promise<Verdict | 'endless'> => {
  runner ??= await started()
  const child = runner
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      stop()
      resolve('endless')
    }, LONGEST)
    child.once('message', (verdict: Verdict) => {
      clearTimeout(timer)
      resolve(verdict)
    })
    child.send(task)
  })
}

/** Why the tests fail as they are; null when they pass, as they must before anything is changed. */
const faultOf = async (file: string, tests: string[]): Promise<string | null> => {
  const verdict = await judged({ file, mutant: null, tests })
  if (verdict === 'endless') return 'they do not end'
  return verdict.failed ? verdict.why : null
}

const oneLine = (text: string) => {
  const line = text.replace(/\s+/g, ' ')
  return line.length > 60 ? `${line.slice(0, 57)}…` : line
}

const told = (file: string, { line, was, becomes }: Mutant) =>
  `survived  ${file}:${line}  ${oneLine(was)}  →  ${becomes === ';' ? '(removed)' : oneLine(becomes)}`

const totals = { mutants: 0, killed: 0, endless: 0, untested: 0, unsound: 0 }

const judgeFile = async (file: string, mutants: Mutant[], tests: string[]): Promise<void> => {
  if (tests.length === 0) {
    totals.mutants += mutants.length
    totals.untested += mutants.length
    console.log(`no test   ${file}  (${mutants.length})`)
    return
  }
  const fault = await faultOf(file, tests)
  if (fault !== null) {
    totals.unsound += mutants.length
    console.log(`fails     ${file}: ${tests.join(', ')}: ${fault}`)
    return
  }
  totals.mutants += mutants.length
  let killed = 0
  for (const mutant of mutants) {
    const verdict = await judged({ file, mutant, tests })
    if (verdict === 'endless') totals.endless += 1
    if (verdict === 'endless' || verdict.failed) killed += 1
    else console.log(told(file, mutant))
  }
  totals.killed += killed
  console.log(`${killed} of ${mutants.length}  ${file}`)
}

const main = async () => {
  const all = files.flatMap((file) =>
    mutantsIn(file, readFileSync(join(root, file), 'utf8')).map((mutant) => ({ file, mutant })),
  )
  const chosen = sampled(all)
  console.log(`${chosen.length} of ${all.length} mutants in ${files.length} files`)
  const importers = importersOf(
    root,
    git('ls-files', '-co', '--exclude-standard', '*.ts', '*.tsx').filter((file) =>
      existsSync(join(root, file)),
    ),
  )
  const plan = files
    .map((file) => ({
      file,
      mutants: chosen.filter((each) => each.file === file).map(({ mutant }) => mutant),
      tests: testsOf(importers, file, Number(options.tests)),
    }))
    .filter((each) => each.mutants.length > 0)
  for (const { tests } of plan) for (const test of tests) projects.add(projectOf(test))
  for (const { file, mutants, tests } of plan) await judgeFile(file, mutants, tests)
  const { mutants, killed, endless, untested, unsound } = totals
  const share = mutants === 0 ? 100 : (100 * killed) / mutants
  console.log(
    `\nnoticed ${killed} of ${mutants} mutants (${share.toFixed(1)} %), ${endless} of them by never ending; ${untested} have no test`,
  )
  if (unsound > 0) console.log(`${unsound} more were not tried: their tests fail as they are`)
}

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    stop()
    process.exit(1)
  })
await main().finally(stop)
