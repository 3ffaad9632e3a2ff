import { fanout } from './fanout.ts'
import { lesson } from './lesson.ts'
import { screens } from './screens.ts'
import { storm } from './storm.ts'
import { timetable, timetableMoves } from './timetable.ts'
import { workbook } from './workbook.ts'

/** `npm run bench [name …]`: measures, each as a ratio to the raw limit in the same run, and prints tables for docs/benchmarks.md. */
const benches: Record<string, () => Promise<void>> = {
  fanout,
  storm,
  lesson,
  workbook,
  screens,
  timetable,
  'timetable-moves': timetableMoves,
}

const wanted = process.argv.slice(2)
const unknown = wanted.find((name) => !(name in benches))
if (unknown) {
  console.error(`There is no bench "${unknown}": choose from ${Object.keys(benches).join(', ')}.`)
  process.exit(1)
}
for (const [name, run] of Object.entries(benches)) {
  if (wanted.length === 0 || wanted.includes(name)) await run()
}
process.exit(0)
