import { readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { costOf } from '#domain/timetable/cost.ts'
import { readCtt, writeSol } from '#domain/timetable/ctt.ts'
import { inWords } from '#domain/timetable/words.ts'
import { searchInThreads } from '../worker/timetable/portfolio.ts'

/** `npm run -s timetable -- solve FILE.ctt`: the timetable search on files of the ITC-2007 competition. */

const USAGE = `npm run -s timetable -- solve FILE.ctt [--seconds S | --moves M] [--seed N] [--threads T] [--out FILE.sol]

  --seconds  CPU seconds of each search thread (60)
  --moves    moves instead: the same timetable on every machine
  --seed     which search (1)
  --threads  searches with the seeds N, N + 1 …, of which the best counts (1)
  --out      where the solution goes, a line "course room day period" for each lecture`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '60' },
    moves: { type: 'string' },
    seed: { type: 'string', default: '1' },
    threads: { type: 'string', default: '1' },
    out: { type: 'string' },
  },
})

const solveFile = async (file: string) => {
  const instance = readCtt(readFileSync(file, 'utf8'))
  const result = await searchInThreads(instance, {
    seed: Number(values.seed),
    threads: Number(values.threads),
    limit: values.moves === undefined ? { seconds: Number(values.seconds) } : { moves: Number(values.moves) },
  })
  if (values.out !== undefined) writeFileSync(values.out, writeSol(instance, result.timetable))
  for (const line of inWords(costOf(instance, result.timetable))) console.log(line)
  const speed = result.moves / result.cpuSeconds
  console.log(
    `${result.moves} moves, ${Math.round(speed)} moves per second, ${result.cpuSeconds.toFixed(2)} CPU seconds`,
  )
  process.exit(result.hard === 0 ? 0 : 1)
}

const [command, file] = positionals
if (command === 'solve' && file !== undefined) await solveFile(file)
else {
  console.error(USAGE)
  process.exit(2)
}
