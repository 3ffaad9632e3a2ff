import { createSignal } from 'solid-js'
import type { address } from './en/address.ts'
import type { admin } from './en/admin.ts'
import type { assignments } from './en/assignments.ts'
import type { attendance } from './en/attendance.ts'
import type { audit } from './en/audit.ts'
import type { boards } from './en/boards.ts'
import type { cards } from './en/cards.ts'
import type { grades } from './en/grades.ts'
import type { jobs } from './en/jobs.ts'
import type { lessons } from './en/lessons.ts'
import type { looks } from './en/looks.ts'
import type { people } from './en/people.ts'
import type { reports } from './en/reports.ts'
import type { rosters } from './en/rosters.ts'
import type { school } from './en/school.ts'
import type { today } from './en/today.ts'
import type { unsaved } from './en/unsaved.ts'
import type { en } from './en.ts'
import type { Keys, Plural, Words } from './words.ts'

export const LOCALES = ['en', 'zh-CN'] as const
export type Locale = (typeof LOCALES)[number]
/** Each language by its own name, the same in every language. */
export const LOCALE_NAMES: Record<Locale, string> = { en: 'English', 'zh-CN': '简体中文' }
export type Dictionary = Words<typeof en>
/** Words that are loaded with the screens that say them (`screen` in the routes), under their own first name. */
export interface Parts {
  address: typeof address
  admin: typeof admin
  assignments: typeof assignments
  attendance: typeof attendance
  audit: typeof audit
  boards: typeof boards
  cards: typeof cards
  grades: typeof grades
  jobs: typeof jobs
  lessons: typeof lessons
  looks: typeof looks
  people: typeof people
  reports: typeof reports
  rosters: typeof rosters
  school: typeof school
  today: typeof today
  unsaved: typeof unsaved
}
export type Key = Keys<typeof en & Parts>
export type Params = Record<string, string | number>

const [active, setActive] = createSignal<{ locale: Locale; words: Dictionary | null }>({
  locale: 'en',
  words: null,
})

/** The language on screen. Reactive. */
export const locale = (): Locale => active().locale

/** Shows a dictionary from now on. */
export const showDictionary = (next: Locale, words: Dictionary): void => {
  setActive({ locale: next, words })
}

const isPlural = (value: unknown): value is Plural =>
  typeof value === 'object' && value !== null && typeof (value as Plural).other === 'string'

const find = (words: unknown, key: string): string | Plural | undefined => {
  let at = words
  for (const part of key.split('.')) {
    if (typeof at !== 'object' || at === null) return undefined
    at = (at as Record<string, unknown>)[part]
  }
  return typeof at === 'string' || isPlural(at) ? at : undefined
}

const rules = new Map<Locale, Intl.PluralRules>()
const categoryOf = (language: Locale, count: number): Intl.LDMLPluralRule => {
  let found = rules.get(language)
  if (!found) {
    found = new Intl.PluralRules(language)
    rules.set(language, found)
  }
  return found.select(count)
}

const formOf = (entry: string | Plural, language: Locale, params?: Params): string => {
  if (typeof entry === 'string') return entry
  const count = Number(params?.count ?? 0)
  if (count === 0 && entry.zero !== undefined) return entry.zero
  return (categoryOf(language, count) === 'one' ? entry.one : undefined) ?? entry.other
}

const fill = (sentence: string, language: Locale, params?: Params): string =>
  params
    ? sentence.replace(/\{(\w+)\}/g, (whole, name: string) => {
        const value = params[name]
        if (value === undefined) return whole
        return typeof value === 'number' ? value.toLocaleString(language) : value
      })
    : sentence

/** The words of a key that may be missing: codes that come from the server. Reactive. */
export const translateMaybe = (key: string, params?: Params): string | undefined => {
  const { locale: language, words } = active()
  const entry = find(words, key)
  return entry === undefined ? undefined : fill(formOf(entry, language, params), language, params)
}

/**
 * The words of a key in the language on screen, `{name}` filled from `params`; a key with plural forms chooses by
 * `params.count`. Reactive: call it inside JSX or an effect.
 */
export const t = (key: Key, params?: Params): string => translateMaybe(key, params) ?? key
