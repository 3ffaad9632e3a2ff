import { conflictInWords, findConflict } from '#domain/timetable/conflict.ts'
import { costOf } from '#domain/timetable/cost.ts'
import { readCtt, writeSol } from '#domain/timetable/ctt.ts'
import { factsOf } from '#domain/timetable/facts.ts'
import { factInWords, inWords } from '#domain/timetable/words.ts'
import { searchInThreads } from '../../worker/timetable/portfolio.ts'
import type { SearchLimit } from '../../worker/timetable/thread.ts'
import { readingFile, writingFile } from './files.ts'

export interface SolveFlags {
  readonly seed: number
  readonly threads: number
  readonly limit: SearchLimit
  readonly out: string | undefined
}

/**
 * Searches a timetable for a file and prints what it costs, after the facts that make the input impossible, if any; where
 * the search ends infeasible without such a fact, what it could not bring together. 0 when it is feasible, else 1.
 */
export const solveFile = async (file: string, { seed, threads, limit, out }: SolveFlags): Promise<number> => {
  const instance = readingFile(file, readCtt)
  // Found out before the search, not after it.
  if (out !== undefined) writingFile(out, '')
  const facts = factsOf(instance)
  for (const fact of facts) console.log(`Impossible: ${factInWords(fact)}`)
  const result = await searchInThreads(instance, { seed, threads, limit })
  if (out !== undefined) writingFile(out, writeSol(instance, result.timetable))
  for (const line of inWords(costOf(instance, result.timetable))) console.log(line)
  const speed = result.moves / result.cpuSeconds
  console.log(
    `${result.moves} moves, ${Math.round(speed)} moves per second, ${result.cpuSeconds.toFixed(2)} CPU seconds`,
  )
  if (result.hard > 0 && facts.length === 0) {
    const conflict = findConflict(instance, result.timetable, { seed })
    if (conflict !== null) for (const line of conflictInWords(conflict)) console.log(line)
  }
  return result.hard === 0 ? 0 : 1
}
