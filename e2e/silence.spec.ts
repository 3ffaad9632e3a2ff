import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser } from './support/browser.ts'
import { demoPassword } from './support/lesson.ts'
import { Product, sleep } from './support/product.ts'

/**
 * A screen that is left alone asks the server for nothing: what changes is told over the socket. Every screen of the
 * client, in the demo school with its live lesson, as everybody who has it, side by side in many tabs.
 */

/** How long each screen is left alone. */
const WATCH_MS = 10_000
/** Its first load is over when the page, by its own clock, had nothing to do for this long. */
const QUIET_MS = 1_200
/** What is not over by then never will be. */
const LOADED_MS = 180_000
/** Tabs that load at a time; as many as may be stay open. */
const AT_ONCE = 12

/** What nothing tells of: how the server is, and its jobs. They look by themselves, every five seconds. */
const LOOKS: Record<string, string> = { '/admin/health': '/api/health', '/admin/jobs': '/api/jobs' }

interface Known {
  classId: string
  liveId: string
  plannedId: string
  endedId: string
  boardId: string
  channelId: string
  assignmentId: string
  studentId: string
  importId: string
  timetableId: string
}

type Person = 'teacher' | 'student' | 'guardian' | 'owner'

const CLASS: Person[] = ['teacher', 'student']
const ALL: Person[] = ['teacher', 'student', 'guardian', 'owner']

/** Every screen, by its file: its address, and who is shown it. */
const SCREENS: Record<string, [address: (known: Known) => string, people: Person[]][]> = {
  'lectures/LessonRoomScreen': [
    [({ liveId }) => `/lesson/${liveId}`, CLASS],
    [({ plannedId }) => `/lesson/${plannedId}`, CLASS],
  ],
  'today/TodayScreen': [[() => '/today', ALL]],
  'classes/ClassesScreen': [[() => '/classes', ['teacher', 'owner']]],
  'today/InboxScreen': [[() => '/inbox', ['student']]],
  'calendar/CalendarScreen': [[() => '/calendar', CLASS]],
  'accounts/MeScreen': [[() => '/me', ['student']]],
  'attendance/AttendanceScreen': [
    [() => '/attendance', ['student']],
    [({ studentId }) => `/attendance/${studentId}`, ['guardian']],
  ],
  'messages/ChannelScreen': [[({ classId, channelId }) => `/c/${classId}/chat/${channelId}`, CLASS]],
  'assignments/WorkScreen': [[({ classId }) => `/c/${classId}/work`, ['teacher', 'student', 'guardian']]],
  'assignments/EditorScreen': [
    [({ classId }) => `/c/${classId}/work/new`, ['teacher']],
    [({ classId, assignmentId }) => `/c/${classId}/work/${assignmentId}/edit`, ['teacher']],
  ],
  'assignments/AssignmentScreen': [
    [({ classId, assignmentId }) => `/c/${classId}/work/${assignmentId}`, ['teacher', 'student', 'guardian']],
  ],
  'assignments/MarkingScreen': [
    [({ classId, assignmentId }) => `/c/${classId}/work/${assignmentId}/mark`, ['teacher']],
  ],
  'lectures/LessonsScreen': [[({ classId }) => `/c/${classId}/lessons`, ['teacher', 'guardian']]],
  'lectures/LessonScreen': [
    [({ classId, liveId }) => `/c/${classId}/lessons/${liveId}`, ['teacher', 'student', 'guardian']],
    [({ classId, endedId }) => `/c/${classId}/lessons/${endedId}`, CLASS],
  ],
  'grades/GradesScreen': [
    [({ classId }) => `/c/${classId}/grades`, ['teacher', 'student', 'guardian']],
    [({ classId, studentId }) => `/c/${classId}/grades/${studentId}`, ['teacher']],
  ],
  'classes/PeopleScreen': [[({ classId }) => `/c/${classId}/people`, ['teacher', 'owner']]],
  'boards/BoardScreen': [[({ boardId }) => `/boards/${boardId}`, ['teacher']]],
  'shell/AdminLayout': [[() => '/admin', ['owner']]],
  'people/PeopleScreen': [[() => '/admin/people', ['owner']]],
  'rosters/ImportScreen': [[() => '/admin/import', ['owner']]],
  'rosters/ImportDetailScreen': [[({ importId }) => `/admin/import/${importId}`, ['owner']]],
  'classes/SchoolClassesScreen': [[() => '/admin/classes', ['owner']]],
  'reports/ReportsScreen': [[() => '/admin/reports', ['owner']]],
  'jobs/JobsScreen': [[() => '/admin/jobs', ['owner']]],
  'planner/PlannerScreen': [[() => '/admin/timetable', ['owner']]],
  'planner/FactsScreen': [[() => '/admin/timetable/facts/teachings', ['owner']]],
  'planner/TimetableScreen': [[({ timetableId }) => `/admin/timetable/${timetableId}`, ['owner']]],
  'school/SchoolScreen': [[() => '/admin/school', ['owner']]],
  'audit/AuditScreen': [[() => '/admin/audit', ['owner']]],
  'lectures/JitsiScreen': [[() => '/admin/jitsi', ['owner']]],
  'address/AddressScreen': [[() => '/admin/address', ['owner']]],
  'jobs/HealthScreen': [[() => '/admin/health', ['owner']]],
}
/** Screens of nobody: who is signed in is led away from them. */
const SIGNED_OUT = ['school/SetupScreen', 'accounts/SignInScreen', 'accounts/JoinScreen']

let product: Product
let browser: Browser
const contexts = new Map<Person, BrowserContext>()

const read = async <T>(person: Person, path: string): Promise<T> => {
  const answer = await contexts.get(person)?.request.get(path)
  if (!answer?.ok()) throw new Error(`${path}: ${answer?.status()} ${await answer?.text()}`)
  return (await answer.json()) as T
}

const signIn = async (person: Person, password: string) => {
  const context = await browser.newContext({ baseURL: product.url, viewport: { width: 1440, height: 900 } })
  contexts.set(person, context)
  // The devices were looked at: the lesson's room opens at once.
  await context.addInitScript(() => {
    const none = { microphone: null, camera: null, speaker: null, seen: [] }
    localStorage.setItem('lectern.devices', JSON.stringify(none))
  })
  const answer = await context.request.post('/api/sign-in', {
    data: { username: person, password },
    headers: { origin: product.url },
  })
  if (!answer.ok()) throw new Error(`${person}: ${answer.status()} ${await answer.text()}`)
}

interface Lesson {
  id: string
  classId: string
  state: string
  lecture: { boardId: string } | null
}

const know = async (): Promise<Known> => {
  const span = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
  const { lessons } = await read<{ lessons: Lesson[] }>(
    'student',
    `/api/lessons?from=${span(-8)}&to=${span(8)}`,
  )
  const live = lessons.find((lesson) => lesson.state === 'live')
  if (!live) throw new Error('no lesson is live')
  const { classId } = live
  const of = (state: string) =>
    lessons.find((lesson) => lesson.state === state && lesson.classId === classId) ??
    lessons.find((lesson) => lesson.state === state)
  const { assignments } = await read<{ assignments: { id: string; state: string }[] }>(
    'teacher',
    `/api/classes/${classId}/assignments`,
  )
  const { channels } = await read<{ channels: { id: string }[] }>(
    'teacher',
    `/api/classes/${classId}/channels`,
  )
  const { imports } = await read<{ imports: { id: string }[] }>('owner', '/api/roster-imports')
  const { timetables } = await read<{ timetables: { id: string }[] }>('owner', '/api/timetables')
  const { wards } = await read<{ wards: { id: string }[] }>('guardian', '/api/me')
  const ended = of('ended')
  return {
    classId,
    liveId: live.id,
    plannedId: of('planned')?.id ?? '',
    endedId: ended?.id ?? '',
    boardId: ended?.lecture?.boardId ?? '',
    channelId: channels[0]?.id ?? '',
    assignmentId: assignments.find((one) => one.state === 'open')?.id ?? '',
    studentId: wards[0]?.id ?? '',
    importId: imports[0]?.id ?? '00000000-0000-7000-8000-000000000000',
    timetableId: timetables[0]?.id ?? '',
  }
}

/** What a tab asks for: its requests to the API, and whether anything of its first load is under way. */
const listenTo = (page: Page) => {
  const asked: { at: number; what: string }[] = []
  const broken: string[] = []
  const underWay = new Set<unknown>()
  let begun = 0
  const begin = (what: unknown) => {
    underWay.add(what)
    begun += 1
  }
  const end = (what: unknown) => underWay.delete(what)
  page.on('request', (request) => {
    begin(request)
    const { pathname } = new URL(request.url())
    if (pathname.startsWith('/api/')) asked.push({ at: Date.now(), what: `${request.method()} ${pathname}` })
  })
  page.on('requestfinished', end)
  page.on('requestfailed', end)
  page.on('pageerror', (error) => broken.push(String(error)))
  page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => {
      const frame = JSON.parse(String(payload))
      if (frame.t === 'subscribe') begin(frame.id)
    })
    socket.on('framereceived', ({ payload }) => {
      const frame = JSON.parse(String(payload))
      if (frame.t === 'subscribed' || frame.t === 'refused') end(frame.id)
    })
  })
  return { asked, broken, begun: () => begun, isBusy: () => underWay.size > 0 }
}

/** Waits until a page has loaded what it shows: nothing is under way, and nothing more begins. */
const settle = async (page: Page, { asked, begun, isBusy }: ReturnType<typeof listenTo>) => {
  const end = Date.now() + LOADED_MS
  const rest = (ms: number) =>
    new Promise<void>((resolve) => setTimeout(() => requestIdleCallback(() => resolve()), ms))
  for (let before = -1; Date.now() < end; ) {
    if (asked.length > 0 && !isBusy() && begun() === before) return
    before = begun()
    await page.evaluate(rest, QUIET_MS)
  }
}

/** Opens a screen, waits for its first load, leaves it alone, and says what it asked for then and what broke. */
const watch = async (person: Person, address: string, loaded: () => void): Promise<string[]> => {
  const page = await contexts.get(person)?.newPage()
  if (!page) throw new Error(person)
  const heard = listenTo(page)
  const { asked, broken } = heard
  try {
    await page.goto(address)
    await settle(page, heard)
    const from = Date.now()
    loaded()
    await sleep(WATCH_MS)
    const look = LOOKS[address]
    const after = asked.filter((one) => one.at >= from).map((one) => one.what)
    const looks = after.filter((what) => what === `GET ${look}`)
    expect(looks.length).toBeLessThanOrEqual(3)
    return [...after.filter((what) => !looks.includes(what)), ...broken]
  } finally {
    loaded()
    await page.close()
  }
}

interface Look {
  person: Person
  address: string
}

/** Watches all of these, so many loading at a time. */
const watchAll = (looks: readonly Look[], atOnce: number): Promise<(Look & { faults: string[] })[]> => {
  let loading = 0
  return Promise.all(
    looks.map(async ({ person, address }) => {
      while (loading >= atOnce) await sleep(20)
      loading += 1
      let counted = false
      const faults = await watch(person, address, () => {
        if (!counted) loading -= 1
        counted = true
      })
      return { person, address, faults }
    }),
  )
}

beforeAll(async () => {
  ;[product, browser] = await Promise.all([Product.start({ LECTERN_DEMO: '1' }), openBrowser()])
  const password = await demoPassword(product.url)
  for (const person of ALL) await signIn(person, password)
})

afterAll(async () => {
  await browser?.close()
  await product?.destroy()
})

test('every screen of the client is watched', () => {
  const web = new URL('../web/', import.meta.url)
  const features = readdirSync(web).filter((folder) => existsSync(new URL(`${folder}/feature.ts`, web)))
  const screens = ['routes.tsx', ...features.map((folder) => `${folder}/feature.ts`)].flatMap((file) =>
    [...readFileSync(new URL(file, web), 'utf8').matchAll(/import\('\.\/([\w/]+)\.tsx'\)/g)].map(([, name]) =>
      file.replace(/[^/]*$/, name ?? ''),
    ),
  )
  expect([...Object.keys(SCREENS), ...SIGNED_OUT].sort()).toEqual([...new Set(screens)].sort())
})

test('a screen left alone for ten seconds asks for nothing, whoever looks at it', async () => {
  const known = await know()
  const wanted = Object.values(SCREENS)
    .flat()
    .flatMap(([address, people]) => people.map((person) => ({ person, address: address(known) })))
  const first = await watchAll(wanted, AT_ONCE)
  // Opening one screen may truly change another: a pupil's look ends the undoing that a teacher's Today offers. Whatever
  // asked is watched again when the others are gone; what asks then is told of nothing.
  const again = await watchAll(
    first.filter(({ faults }) => faults.length > 0),
    1,
  )
  const said = again
    .filter(({ faults }) => faults.length > 0)
    .map(({ person, address, faults }) => `${person} ${address}: ${faults.length} × ${faults.slice(0, 3)}`)
  expect(said).toEqual([])
})
