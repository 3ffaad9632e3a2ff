import { runCommand } from './command.ts'

/** `npm run -s timetable`: the timetable search, and an independent judge, on files of the ITC-2007 competition. */

const NOT_UNDERSTOOD = 2

try {
  process.exitCode = await runCommand(process.argv.slice(2))
} catch (cause) {
  console.error(cause instanceof Error ? cause.message : String(cause))
  process.exitCode = NOT_UNDERSTOOD
}
