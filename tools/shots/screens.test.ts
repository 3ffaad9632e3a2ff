import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { EMPTY_CODE, screensOf } from './screens.ts'
import { ROLES } from './visitor.ts'

const source = readFileSync(join(import.meta.dirname, '../../web/routes.tsx'), 'utf8')

/** The addresses of the client: the path of each screen below those it stands in, by how far its line is indented. */
const routes = (): string[] => {
  const above: { depth: number; path: string }[] = []
  const found: string[] = []
  for (const [, indent = '', own = '', rest = ''] of source.matchAll(
    /^( +(?:\{ )?)path: '([^']+)',?(.*)$/gm,
  )) {
    while (above.length > 0 && (above.at(-1)?.depth ?? 0) >= indent.length) above.pop()
    const path = `${above.map((one) => one.path).join('')}${own}`.replace(/\/{2,}/g, '/')
    above.push({ depth: indent.length, path: own })
    const leads = /component: (?:lazy|screen)\(/.test(rest) || rest === ''
    if (leads) found.push(path)
  }
  // Containers without a screen of their own lead nowhere.
  return found.filter((path) => !CONTAINERS.has(path))
}
const CONTAINERS = new Set(['/', '/lesson', '/admin', '/c/:classId'])

/** What the product of the pictures answers: one of everything. */
const ANSWERS: [RegExp, unknown][] = [
  [
    /\/api\/classes$/,
    {
      classes: [
        { id: 'class', code: '8-MATH', role: 'teacher' },
        { id: 'e', code: EMPTY_CODE },
      ],
    },
  ],
  [/\/channels$/, { channels: [{ id: 'channel', kind: 'general' }] }],
  [
    /\/assignments$/,
    {
      assignments: [
        { id: 'work', title: 'Work', state: 'open', dueAt: null, counts: { toMark: 1 }, own: null },
      ],
    },
  ],
  [
    /\/lessons\?/,
    {
      lessons: [
        { id: 'over', state: 'ended', lecture: { boardId: 'board', registerConfirmedAt: null } },
        { id: 'live', state: 'live', lecture: null },
      ],
    },
  ],
  [/\/members$/, { members: [{ id: 'student', role: 'student' }] }],
  [/\/roster-imports$/, { imports: [{ id: 'import' }] }],
]
const menu = readFileSync(join(import.meta.dirname, '../../web/shell/AdminLayout.tsx'), 'utf8')

/** A browser at that product, as far as the list of screens asks it. */
const page = {
  goto: async () => null,
  waitForTimeout: async () => {},
  $$eval: async () => [...menu.matchAll(/href: '(\/admin\/[^']+)'/g)].map(([, path]) => path),
  context: () => ({
    request: {
      get: async (address: string) => {
        const answer = ANSWERS.find(([pattern]) => pattern.test(address))?.[1]
        return { ok: () => answer !== undefined, json: async () => answer }
      },
    },
  }),
} as unknown as Page

test('every address of the client is on a picture of somebody', async () => {
  const taken = (await Promise.all(ROLES.map((role) => screensOf(page, '', role)))).flat()
  // The wizard is taken of a product that is empty.
  const paths = ['/setup', ...taken.map((screen) => screen.path)]
  const shows = (route: string) => {
    const pattern = new RegExp(`^${route.replace(/\/:\w+\?/g, '(?:/[^/]+)?').replace(/:\w+/g, '[^/]+')}$`)
    return paths.some((path) => pattern.test(path))
  }
  expect(routes().length).toBeGreaterThan(25)
  expect(routes().filter((route) => !shows(route))).toEqual([])
})
