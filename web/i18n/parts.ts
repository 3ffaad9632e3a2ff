import type { Locale } from './translate.ts'

/** Words that only some screens say, each loaded with the first of them (`screen`), under their own first name. */
export const PARTS = {
  address: { en: () => import('./en/address.ts'), 'zh-CN': () => import('./zh-CN/address.ts') },
  admin: { en: () => import('./en/admin.ts'), 'zh-CN': () => import('./zh-CN/admin.ts') },
  assignments: { en: () => import('./en/assignments.ts'), 'zh-CN': () => import('./zh-CN/assignments.ts') },
  attendance: { en: () => import('./en/attendance.ts'), 'zh-CN': () => import('./zh-CN/attendance.ts') },
  audit: { en: () => import('./en/audit.ts'), 'zh-CN': () => import('./zh-CN/audit.ts') },
  boards: { en: () => import('./en/boards.ts'), 'zh-CN': () => import('./zh-CN/boards.ts') },
  calendar: { en: () => import('./en/calendar.ts'), 'zh-CN': () => import('./zh-CN/calendar.ts') },
  cards: { en: () => import('./en/cards.ts'), 'zh-CN': () => import('./zh-CN/cards.ts') },
  devices: { en: () => import('./en/devices.ts'), 'zh-CN': () => import('./zh-CN/devices.ts') },
  grades: { en: () => import('./en/grades.ts'), 'zh-CN': () => import('./zh-CN/grades.ts') },
  hold: { en: () => import('./en/hold.ts'), 'zh-CN': () => import('./zh-CN/hold.ts') },
  jitsi: { en: () => import('./en/jitsi.ts'), 'zh-CN': () => import('./zh-CN/jitsi.ts') },
  jobs: { en: () => import('./en/jobs.ts'), 'zh-CN': () => import('./zh-CN/jobs.ts') },
  lessons: { en: () => import('./en/lessons.ts'), 'zh-CN': () => import('./zh-CN/lessons.ts') },
  looks: { en: () => import('./en/looks.ts'), 'zh-CN': () => import('./zh-CN/looks.ts') },
  media: { en: () => import('./en/media.ts'), 'zh-CN': () => import('./zh-CN/media.ts') },
  people: { en: () => import('./en/people.ts'), 'zh-CN': () => import('./zh-CN/people.ts') },
  planner: { en: () => import('./en/planner.ts'), 'zh-CN': () => import('./zh-CN/planner.ts') },
  reports: { en: () => import('./en/reports.ts'), 'zh-CN': () => import('./zh-CN/reports.ts') },
  rosters: { en: () => import('./en/rosters.ts'), 'zh-CN': () => import('./zh-CN/rosters.ts') },
  school: { en: () => import('./en/school.ts'), 'zh-CN': () => import('./zh-CN/school.ts') },
  today: { en: () => import('./en/today.ts'), 'zh-CN': () => import('./zh-CN/today.ts') },
  unsaved: { en: () => import('./en/unsaved.ts'), 'zh-CN': () => import('./zh-CN/unsaved.ts') },
} satisfies Record<string, Record<Locale, () => Promise<object>>>

export type Part = keyof typeof PARTS

/** The words of a part, as English has them: its module exports them under the part's name. */
type WordsOf<Name extends Part> =
  Awaited<ReturnType<(typeof PARTS)[Name]['en']>> extends Record<Name, infer Words> ? Words : never
export type Parts = { [Name in Part]: WordsOf<Name> }
