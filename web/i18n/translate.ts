import { createSignal } from 'solid-js'
import type { en } from './en.ts'
import type { Parts } from './parts.ts'
import type { Keys, Plural, Words } from './words.ts'

export const LOCALES = ['en', 'zh-CN'] as const
export type Locale = (typeof LOCALES)[number]
/** Each language by its own name, the same in every language. */
export const LOCALE_NAMES: Record<Locale, string> = { en: 'English', 'zh-CN': '简体中文' }
export type Dictionary = Words<typeof en>
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
