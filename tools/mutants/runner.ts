// A warm test runner: told of a mutant, runs the tests it is given against it and says whether one failed. It changes
// nothing on the disk: the changed text is what the runner reads in place of the file.
import { join } from 'node:path'
import type { Plugin } from 'vite'
import { createVitest, type TestSpecification } from 'vitest/node'
import config from '../../vitest.config.ts'
import { type Mutant, withMutant } from './mutant.ts'

export interface Task {
  file: string
  mutant: Mutant | null
  tests: string[]
}

export type Verdict = { failed: boolean; why: string }

const root = join(import.meta.dirname, '../..')
let current: Task | null = null

const mutator: Plugin = {
  name: 'mutator',
  enforce: 'pre',
  transform(source, id) {
    if (!current?.mutant || id.split('?')[0] !== join(root, current.file)) return null
    return { code: withMutant(source, current.mutant), map: null }
  },
}

/** What waits in vain has noticed the mutant: half a minute of patience for each would only cost time. */
const withoutPatience = (setupFiles: string | string[] = []): string[] =>
  [setupFiles].flat().filter((file) => !file.endsWith('tools/testing/setup.ts'))

/** The projects that are asked for; in threads, which start quicker than processes. */
const projects = (config.test?.projects ?? []).flatMap((project) => {
  if (typeof project !== 'object' || !('test' in project)) throw new Error('the projects are written out')
  if (!process.argv.includes(String(project.test?.name))) return []
  const setupFiles = withoutPatience(project.test?.setupFiles)
  const test = { ...project.test, pool: 'threads' as const, setupFiles, expect: {} }
  return [{ ...project, plugins: [mutator, ...(project.plugins ?? [])], test }]
})

const vitest = await createVitest(
  'test',
  { config: false, root, watch: false, bail: 1, reporters: [{}], maxWorkers: 1 },
  { test: { projects } },
)
await vitest.standalone()
const known = await vitest.globTestSpecifications()

const specifications = (tests: string[]): TestSpecification[] =>
  tests.flatMap((test) => known.filter(({ moduleId }) => moduleId === join(root, test)))

const verdictOf = async (task: Task): Promise<Verdict> => {
  current = task
  vitest.invalidateFile(join(root, task.file))
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications(task.tests))
  const failed = testModules.filter((module) => !module.ok())
  const first = failed[0]
  const problem =
    first?.errors()[0] ?? [...(first?.children.allTests('failed') ?? [])][0]?.result().errors?.[0]
  return {
    failed: failed.length > 0 || unhandledErrors.length > 0 || testModules.length === 0,
    why: problem?.message ?? (unhandledErrors[0] ? String(unhandledErrors[0]) : 'no test ran'),
  }
}

process.on('message', async (task: Task) => process.send?.(await verdictOf(task)))
process.on('disconnect', () => process.exit())
process.send?.('ready')
