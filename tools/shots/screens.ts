import type { APIRequestContext, Page } from 'playwright-core'
import { type Role, readJson } from './visitor.ts'

/** One screen to take. */
export interface Screen {
  name: string
  path: string
  /** What to do before the picture. */
  act?: (page: Page) => Promise<void>
}

/** The class that stays empty. */
export const EMPTY_CODE = 'EMPTY'

interface ClassRow {
  id: string
  code: string
  role: string | null
}
interface AssignmentRow {
  id: string
  title: string
  state: string
  dueAt: string | null
  counts: { toMark: number } | null
  own: { state: string | null } | null
}
interface LessonRow {
  id: string
  state: string
  lecture: { boardId: string; registerConfirmedAt: string | null } | null
}

const DAY = 24 * 3_600_000

const around = (): string => {
  const span = [-70, 21].map((days) => new Date(Date.now() + days * DAY).toISOString())
  return `from=${span[0]}&to=${span[1]}`
}

const BEFORE_SIGNING_IN: Screen[] = [
  { name: 'login', path: '/login' },
  {
    name: 'login-wrong',
    path: '/login',
    act: async (page) => {
      await page.fill('input[name=username]', 'nobody')
      await page.fill('input[name=password]', 'not the password')
      await page.click('button[type=submit]')
      await page.waitForTimeout(600)
    },
  },
  { name: 'join', path: '/join' },
  { name: 'join-code', path: '/join/ABC234' },
]

const PLACES: Screen[] = [
  { name: 'today', path: '/today' },
  { name: 'classes', path: '/classes' },
  { name: 'inbox', path: '/inbox' },
  { name: 'calendar', path: '/calendar' },
  { name: 'attendance', path: '/attendance' },
  { name: 'me', path: '/me' },
  { name: 'not-found', path: '/nowhere' },
  { name: 'no-such-class', path: '/c/00000000-0000-7000-8000-000000000000/chat' },
]

/** Work and its marking, as far as there is any for this person. */
const workScreens = (base: string, rows: AssignmentRow[], staff: boolean, studentId: string): Screen[] => {
  const open = rows.filter((row) => row.state === 'open')
  const screens: Screen[] = [{ name: 'work', path: `${base}/work` }]
  const page = (name: string, row: AssignmentRow | undefined, rest = '') => {
    if (row) screens.push({ name, path: `${base}/work/${row.id}${rest}` })
  }
  for (const state of ['returned', 'submitted', 'working', null])
    page(
      `work-${state ?? 'to-do'}`,
      open.find((row) => row.own && row.own.state === state),
    )
  if (!staff) return screens
  const waiting = open.find((row) => (row.counts?.toMark ?? 0) > 0)
  page('assignment', waiting)
  page('marking', waiting, '/mark')
  page('marking-one', waiting, `/mark/${studentId}`)
  page('assignment-edit', waiting, '/edit')
  screens.push({ name: 'assignment-new', path: `${base}/work/new` })
  return screens
}

const lessonScreens = (base: string, lessons: LessonRow[], room: boolean): Screen[] => {
  const screens: Screen[] = [{ name: 'lessons', path: `${base}/lessons` }]
  const one = (name: string, lesson: LessonRow | undefined) => {
    if (lesson) screens.push({ name, path: `${base}/lessons/${lesson.id}` })
  }
  const over = lessons.filter((lesson) => lesson.state === 'ended')
  one(
    'lesson-register',
    over.find((lesson) => !lesson.lecture?.registerConfirmedAt),
  )
  one(
    'lesson-confirmed',
    over.find((lesson) => lesson.lecture?.registerConfirmedAt),
  )
  one(
    'lesson-planned',
    lessons.find((lesson) => lesson.state === 'planned'),
  )
  const board = over.find((lesson) => lesson.lecture)?.lecture?.boardId
  if (board && room) screens.push({ name: 'board', path: `/boards/${board}` })
  const live = lessons.find((lesson) => lesson.state === 'live')
  if (live && room)
    screens.push({
      name: 'lesson-room',
      path: `/lesson/${live.id}`,
      act: async (page) => {
        await page.waitForSelector('canvas', { timeout: 20_000 }).catch(() => {})
        await page.waitForTimeout(2500)
      },
    })
  return screens
}

const classScreens = async (
  request: APIRequestContext,
  url: string,
  role: Role,
  one: ClassRow,
): Promise<Screen[]> => {
  const base = `/c/${one.id}`
  const api = `${url}/api/classes/${one.id}`
  const staff = ['teacher', 'assistant'].includes(one.role ?? '') || role === 'owner' || role === 'registrar'
  const channels = await readJson<{ channels: { id: string; kind: string }[] }>(request, `${api}/channels`)
  const work = await readJson<{ assignments: AssignmentRow[] }>(request, `${api}/assignments`)
  const lessons = await readJson<{ lessons: LessonRow[] }>(request, `${api}/lessons?${around()}`)
  const members = await readJson<{ members: { id: string; role: string }[] }>(request, `${api}/members`)
  const student = members?.members.find((member) => member.role === 'student')?.id ?? ''
  return [
    { name: 'class', path: base },
    ...(channels?.channels ?? []).map((channel) => ({
      name: `channel-${channel.kind}`,
      path: `${base}/chat/${channel.id}`,
    })),
    ...workScreens(base, work?.assignments ?? [], staff, student),
    ...lessonScreens(base, lessons?.lessons ?? [], role !== 'guardian' && role !== 'registrar'),
    { name: 'grades', path: `${base}/grades` },
    ...(staff && student ? [{ name: 'why-this-grade', path: `${base}/grades/${student}` }] : []),
    { name: 'people', path: `${base}/people` },
  ]
}

/** The screens of administration are those that its own menu leads to, one import, and the timetable's. */
const adminScreens = async (page: Page, url: string): Promise<Screen[]> => {
  await page.goto(`${url}/admin`)
  await page.waitForTimeout(2000)
  const found = await page.$$eval('a[href^="/admin"]', (links) =>
    links.map((link) => link.getAttribute('href') ?? ''),
  )
  const list = await readJson<{ imports: { id: string }[] }>(
    page.context().request,
    `${url}/api/roster-imports`,
  )
  const planned = await readJson<{ timetables: { id: string }[] }>(
    page.context().request,
    `${url}/api/timetables`,
  )
  const [one] = list?.imports ?? []
  const [week] = planned?.timetables ?? []
  return [
    ...[...new Set(['/admin', ...found])].map((path) => ({ name: path.slice(1).replaceAll('/', '-'), path })),
    ...(one ? [{ name: 'admin-import-one', path: `/admin/import/${one.id}` }] : []),
    ...['teachings', 'bells', 'rooms', 'times', 'rules'].map((sheet) => ({
      name: `admin-timetable-${sheet}`,
      path: `/admin/timetable/facts/${sheet}`,
    })),
    ...(week ? [{ name: 'admin-timetable-one', path: `/admin/timetable/${week.id}` }] : []),
  ]
}

/** Every screen this person can come to, in the class where most happens. */
export const screensOf = async (page: Page, url: string, role: Role): Promise<Screen[]> => {
  if (role === 'visitor') return BEFORE_SIGNING_IN
  const { request } = page.context()
  const listed = await readJson<{ classes: ClassRow[] }>(request, `${url}/api/classes`)
  const classes = listed?.classes ?? []
  const main = classes.find((one) => one.code === '8-MATH') ?? classes[0]
  const empty = classes.find((one) => one.code === EMPTY_CODE)
  return [
    ...PLACES,
    ...(main ? await classScreens(request, url, role, main) : []),
    ...(empty
      ? ['chat', 'work', 'lessons', 'grades', 'people'].map((tab) => ({
          name: `empty-${tab}`,
          path: `/c/${empty.id}/${tab}`,
        }))
      : []),
    ...(role === 'owner' || role === 'registrar' ? await adminScreens(page, url) : []),
  ]
}
