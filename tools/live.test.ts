import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const web = join(import.meta.dirname, '../web')

/** Who listens without `createLive`, and why. */
const BY_HAND: Record<string, string> = {
  'realtime/topic-set.ts': 'what createLive listens with',
  'accounts/session.ts': 'who is signed in opens the connection that everything else listens on',
  'messages/history.ts':
    'a window over a stream, fetched by pages both ways, each with the number it stands at',
  'lectures/room.ts': 'entering is an act whose answer is the state and its number; being heard is presence',
  'lectures/room-chat.ts': 'its channel comes with the answer to entering, with the number it stands at',
  'boards/wire.ts': 'a board has a protocol of its own over the socket',
  'reports/ReportsScreen.tsx': 'says once that a report is ready, which is no state',
}

test('a screen is live by createLive: nobody else listens to topics, but for who says why', () => {
  const listens = /import \{[^}]*\b(?:subscribe|useTopic)\b[^}]*\} from '[^']*\/subscribe\.ts'/
  const found = readdirSync(web, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|^dist\//.test(file))
    .filter((file) => listens.test(readFileSync(join(web, file), 'utf8')))
  expect(found.sort()).toEqual(Object.keys(BY_HAND).sort())
})

test('the lines of a rule are put together by reducer alone', () => {
  const folders = ['domain', 'web'].map((folder) => join(import.meta.dirname, '..', folder))
  const found = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !/^dist\/|^reducer\.ts$/.test(file))
      .filter((file) => /const on = <E extends EventType/.test(readFileSync(join(folder, file), 'utf8'))),
  )
  expect(found).toEqual([])
})
