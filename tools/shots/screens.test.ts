import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { EMPTY_CODE, screensOf } from './screens.ts'
import { ROLES } from './visitor.ts'

const web = join(import.meta.dirname, '../../web')
/** What stands before the address of a screen in each place. */
const PLACES: Record<string, string> = {
  outside: '',
  room: '/lesson',
  shell: '',
  class: '/c/:classId',
  admin: '/admin',
}

/** The addresses of the client: the paths that each feature names, behind that of their place. */
const routes = (): string[] =>
  readdirSync(web)
    .map((folder) => join(web, folder, 'feature.ts'))
    .filter((file) => existsSync(file))
    .flatMap((file) => {
      let place = ''
      const named = readFileSync(file, 'utf8').matchAll(/^ {4}(\w+): \[|\bpath: '(\/[^']*)'/gm)
      return [...named].flatMap(([, opens, path]) => {
        if (opens) place = PLACES[opens] ?? ''
        return path ? [`${place}${path}`] : []
      })
    })

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
  [/\/timetables$/, { timetables: [{ id: 'week' }] }],
]
/** The menu of administration: its screens that need no more in their address. */
const menu = () => routes().filter((path) => path.startsWith('/admin/') && !path.includes(':'))

/** A browser at that product, as far as the list of screens asks it. */
const page = {
  goto: async () => null,
  waitForTimeout: async () => {},
  $$eval: async () => menu(),
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
