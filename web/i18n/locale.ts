import { LOCALES, type Locale, type Parts, showDictionary, locale as shownLocale } from './translate.ts'

const STORED = 'lectern.locale'

const isLocale = (value: string | null): value is Locale => LOCALES.includes(value as Locale)

/** The language chosen on this device, else the first of the browser's languages that we speak, else English. */
export const preferredLocale = (): Locale => {
  const stored = localStorage.getItem(STORED)
  if (isLocale(stored)) return stored
  for (const language of navigator.languages) {
    if (language.startsWith('zh')) return 'zh-CN'
    if (language.startsWith('en')) return 'en'
  }
  return 'en'
}

export type Part = keyof Parts

/** Words that only some screens say, each loaded with the first of them. */
export const PARTS: { [Name in Part]: Record<Locale, () => Promise<object>> } = {
  address: { en: () => import('./en/address.ts'), 'zh-CN': () => import('./zh-CN/address.ts') },
  admin: { en: () => import('./en/admin.ts'), 'zh-CN': () => import('./zh-CN/admin.ts') },
  assignments: { en: () => import('./en/assignments.ts'), 'zh-CN': () => import('./zh-CN/assignments.ts') },
  attendance: { en: () => import('./en/attendance.ts'), 'zh-CN': () => import('./zh-CN/attendance.ts') },
  audit: { en: () => import('./en/audit.ts'), 'zh-CN': () => import('./zh-CN/audit.ts') },
  boards: { en: () => import('./en/boards.ts'), 'zh-CN': () => import('./zh-CN/boards.ts') },
  cards: { en: () => import('./en/cards.ts'), 'zh-CN': () => import('./zh-CN/cards.ts') },
  grades: { en: () => import('./en/grades.ts'), 'zh-CN': () => import('./zh-CN/grades.ts') },
  jobs: { en: () => import('./en/jobs.ts'), 'zh-CN': () => import('./zh-CN/jobs.ts') },
  lessons: { en: () => import('./en/lessons.ts'), 'zh-CN': () => import('./zh-CN/lessons.ts') },
  looks: { en: () => import('./en/looks.ts'), 'zh-CN': () => import('./zh-CN/looks.ts') },
  people: { en: () => import('./en/people.ts'), 'zh-CN': () => import('./zh-CN/people.ts') },
  reports: { en: () => import('./en/reports.ts'), 'zh-CN': () => import('./zh-CN/reports.ts') },
  rosters: { en: () => import('./en/rosters.ts'), 'zh-CN': () => import('./zh-CN/rosters.ts') },
  school: { en: () => import('./en/school.ts'), 'zh-CN': () => import('./zh-CN/school.ts') },
  today: { en: () => import('./en/today.ts'), 'zh-CN': () => import('./zh-CN/today.ts') },
  unsaved: { en: () => import('./en/unsaved.ts'), 'zh-CN': () => import('./zh-CN/unsaved.ts') },
}
const wanted = new Set<Part>()

const load = async (locale: Locale) => {
  const whole = locale === 'zh-CN' ? (await import('./zh-CN.ts')).zhCN : (await import('./en.ts')).en
  // Each module exports its words under the part's name.
  const parts = await Promise.all([...wanted].map((part) => PARTS[part][locale]()))
  return Object.assign({}, whole, ...parts) as typeof whole
}

/** Shows the client in a language from now on; its words are loaded only now. `remember` keeps it on this device. */
export const setLocale = async (locale: Locale, options: { remember?: boolean } = {}): Promise<void> => {
  if (options.remember) localStorage.setItem(STORED, locale)
  showDictionary(locale, await load(locale))
  document.documentElement.lang = locale
}

let loading: Promise<void> = Promise.resolve()

/** Adds the words of some parts, in the language on screen and in any that is chosen later. */
export const loadWords = (parts: readonly Part[]): Promise<void> => {
  const missing = parts.filter((part) => !wanted.has(part))
  if (missing.length === 0) return loading
  for (const part of missing) wanted.add(part)
  const load = setLocale(shownLocale())
  // Words that could not be fetched are asked for again by the next screen that says them.
  load.catch(() => {
    for (const part of missing) wanted.delete(part)
  })
  loading = Promise.allSettled([loading, load]).then(() => load)
  return loading
}
