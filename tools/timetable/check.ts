import { readCtt, readSolRows } from '#domain/timetable/ctt.ts'
import { judge, judgementInWords } from '#domain/timetable/ctt-judge.ts'
import { readingFile } from './files.ts'

/** Judges a solution and prints every finding; 0 when it is feasible, else 1. */
export const checkFiles = (instanceFile: string, solutionFile: string): number => {
  const instance = readingFile(instanceFile, readCtt)
  const judgement = judge(
    instance,
    readingFile(solutionFile, (text) => readSolRows(instance, text)),
  )
  for (const line of judgementInWords(judgement)) console.log(line)
  return judgement.violations === 0 ? 0 : 1
}
