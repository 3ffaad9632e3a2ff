import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { BOARD_ROLES } from '#domain/boards/right.ts'
import { ROLES } from '#domain/permission.ts'

const web = join(import.meta.dirname, '../web')
const names = [...new Set<string>([...ROLES, ...BOARD_ROLES])].join('|')
/** A comparison (of anything but the source of a register's line) with the name of a role, on either side, in a `case`, or by looking it up in a list of them. */
const COMPARISONS = [
  new RegExp(`(?<![!=]|\\bsource )[!=]==? *['"\`](?:${names})['"\`]`),
  new RegExp(`['"\`](?:${names})['"\`] *[!=]==?`),
  new RegExp(`\\bcase ['"\`](?:${names})['"\`]`),
  new RegExp(`\\[[^\\]]*['"\`](?:${names})['"\`][^\\]]*\\]\\.(?:includes|indexOf|some)\\(`),
]

const comparesRole = (line: string): boolean => COMPARISONS.some((one) => one.test(line))

test.each([
  `when={me().role === 'owner'}`,
  `if ("student" != role)`,
  `case 'guardian':`,
  `['teacher', 'assistant'].includes(role)`,
])('%s is a comparison of roles', (line) => {
  expect(comparesRole(line)).toBe(true)
})

test('no source of the client compares roles: rights are asked of `may`, what somebody is called of `domain`', () => {
  const found = readdirSync(web, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$|^dist\//.test(file))
    .flatMap((file) =>
      readFileSync(join(web, file), 'utf8')
        .split('\n')
        .filter(comparesRole)
        .map((line) => `web/${file}: ${line.trim()}`),
    )
  expect(found).toEqual([])
})
