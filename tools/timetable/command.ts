import { parseArgs } from 'node:util'
import { checkFiles } from './check.ts'
import { type SolveFlags, solveFile } from './solve.ts'

const USAGE = `npm run -s timetable -- solve FILE.ctt [--seconds S | --moves M] [--seed N] [--threads T] [--out FILE.sol]
npm run -s timetable -- check FILE.ctt FILE.sol

solve  searches a timetable; exit 1 when it ends infeasible
  --seconds  CPU seconds of each search thread (60)
  --moves    moves instead: the same timetable on every machine
  --seed     which search (1)
  --threads  searches with the seeds N, N + 1 …, of which the best counts (1)
  --out      where the solution goes, a line "course room day period" for each lecture
check  judges a solution by the competition's definition alone; exit 1 when it is not feasible

Exit 2: the command or a file cannot be understood.`

/** The value of a flag as a number that is at least `least`. Throws an `Error` that says what is wrong. */
const numberOf = (name: string, text: string, least: number, whole: boolean): number => {
  const value = Number(text)
  if (
    text.trim() === '' ||
    !Number.isFinite(value) ||
    value < least ||
    (whole && !Number.isSafeInteger(value))
  )
    throw new Error(
      `--${name} takes ${whole ? 'a whole number' : 'a number'} from ${least} up, not "${text}".`,
    )
  return value
}

const flagsOf = (values: Record<string, string | undefined>): SolveFlags => ({
  seed: numberOf('seed', values.seed ?? '1', 0, true),
  threads: numberOf('threads', values.threads ?? '1', 1, true),
  limit:
    values.moves === undefined
      ? { seconds: numberOf('seconds', values.seconds ?? '60', 0.001, false) }
      : { moves: numberOf('moves', values.moves, 1, true) },
  out: values.out,
})

/**
 * Runs a command line of `npm run timetable` and answers with its exit code. Throws an `Error` with one sentence for what
 * cannot be understood.
 */
export const runCommand = async (args: string[]): Promise<number> => {
  const text = { type: 'string' } as const
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { seconds: text, moves: text, seed: text, threads: text, out: text },
  })
  const [command, file, solution] = positionals
  if (command === 'solve' && file !== undefined && positionals.length === 2)
    return solveFile(file, flagsOf(values))
  if (command === 'check' && file !== undefined && solution !== undefined && positionals.length === 3)
    return checkFiles(file, solution)
  throw new Error(USAGE)
}
