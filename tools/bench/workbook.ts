import { execFileSync } from 'node:child_process'
import { figure, median, table } from './measure.ts'

const ROUNDS = 3

interface Run {
  cells: number
  seconds: number
  cpuSeconds: number
  rssMiB: number
}

const run = (which: 'bare' | 'ours'): Run => {
  const script = new URL('./workbook-run.ts', import.meta.url).pathname
  return JSON.parse(
    execFileSync(process.execPath, ['--import', 'tsx', script, which], { encoding: 'utf8' }),
  ) as Run
}

/** The term report of 10 classes × 1,000 students × 90 items, against bare exceljs streaming as many plain cells. */
export const workbook = async (): Promise<void> => {
  console.log(`\n## Workbook: ten classes of 1,000 students and 90 items, ${ROUNDS} paired rounds\n`)
  const rounds = Array.from({ length: ROUNDS }, () => ({ bare: run('bare'), ours: run('ours') }))
  const of = (which: 'bare' | 'ours', value: (result: Run) => number) =>
    median(rounds.map((round) => value(round[which])))
  const perSecond = (result: Run) => result.cells / result.cpuSeconds
  const row = (name: string, which: 'bare' | 'ours') => [
    name,
    of(which, (result) => result.cells),
    figure(of(which, perSecond), 0),
    figure(
      of(which, (result) => result.seconds),
      2,
    ),
    figure(
      of(which, (result) => result.rssMiB),
      0,
    ),
  ]
  table(
    ['', 'cells', 'cells per CPU second', 'seconds', 'peak RSS MiB'],
    [
      row('bare exceljs stream', 'bare'),
      row('Lectern report', 'ours'),
      ['ratio', '', figure(of('ours', perSecond) / of('bare', perSecond), 2), '', ''],
    ],
  )
}
