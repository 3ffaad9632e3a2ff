import { PARTS, type Part } from './parts.ts'
import { LOCALES, type Locale, showDictionary, locale as shownLocale } from './translate.ts'

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

const wanted = new Set<Part>()

const load = async (locale: Locale) => {
  const whole = locale === 'zh-CN' ? (await import('./zh-CN.ts')).zhCN : (await import('./en.ts')).en
  // Each module exports its words under the part's name.
  const parts = await Promise.all([...wanted].map((part): Promise<object> => PARTS[part][locale]()))
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
