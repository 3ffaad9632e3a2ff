import { readTextFile } from '../text-file.ts'
import { mismatchesOf } from './compare.ts'
import { type GradeCases, readGradeCases } from './format.ts'

/**
 * `npm run -s grades -- FILE.json`: runs the calculator over a file of the format `grade-cases/1`. A line for each
 * mismatch, then how many agree; exit 1 on a mismatch, exit 2 for a file that is not of the format.
 */
const NOT_OF_THE_FORMAT = 2

const readOrExit = (path: string | undefined): GradeCases => {
  try {
    if (path === undefined) throw new Error('Say which file: npm run -s grades -- FILE.json')
    return readGradeCases(readTextFile(path))
  } catch (cause) {
    console.error(cause instanceof Error ? cause.message : String(cause))
    process.exit(NOT_OF_THE_FORMAT)
  }
}

const results = mismatchesOf(readOrExit(process.argv[2]))
for (const { where, what, expected, got } of results.flat())
  console.log(`${where}: ${what}: expected ${expected}, got ${got}`)
const agreeing = results.filter((mismatches) => mismatches.length === 0).length
console.log(`${agreeing} of ${results.length} agree`)
process.exitCode = agreeing === results.length ? 0 : 1
