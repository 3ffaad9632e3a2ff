import { createWriteStream } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { exampleRoster } from '#domain/rosters/example-roster.ts'
import { ROSTER_WORDS } from '#domain/rosters/roster-words.ts'
import { writeRoster } from '../api/rosters/roster-template.ts'

/** Writes `docs/example-roster.xlsx`, the roster of the first steps. Run it again after changing the example. */
const SEED = 20260901
const stream = createWriteStream(fileURLToPath(new URL('../docs/example-roster.xlsx', import.meta.url)))
const rows = exampleRoster(SEED, (role) => ROSTER_WORDS.en.roleWords[role])
await writeRoster(stream, 'en', rows, { creator: 'Lectern', at: new Date(Date.UTC(2026, 8, 1)) })
