import { fanout } from './fanout.ts'
import { lesson } from './lesson.ts'
import { school } from './school.ts'
import { screens } from './screens.ts'
import { storm } from './storm.ts'
import { timetable, timetableMoves } from './timetable.ts'
import { workbook } from './workbook.ts'

/** `npm run bench [name …] [-- --flags]`: measures, each as a ratio to the raw limit in the same run, and prints tables for docs/benchmarks.md. */
const benches: Record<string, (args?: string[]) => Promise<void>> = {
  fanout,
  storm,
  lesson,
  school,
  workbook,
  screens,
  timetable,
  'timetable-moves': timetableMoves,
}

const given = process.argv.slice(2)
const flags = given.findIndex((word) => word.startsWith('--'))
/** Names first; what begins with the first flag is for the bench itself. */
const wanted = flags < 0 ? given : given.slice(0, flags)
const options = flags < 0 ? [] : given.slice(flags)
const unknown = wanted.find((name) => !(name in benches))
if (unknown) {
  console.error(`There is no bench "${unknown}": choose from ${Object.keys(benches).join(', ')}.`)
  process.exit(1)
}
for (const [name, run] of Object.entries(benches)) {
  if (wanted.length === 0 || wanted.includes(name)) await run(options)
}
process.exit(0)
