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
  // Each module exports its words under the part's name.
  const parts = [...wanted].map((part): Promise<object> => PARTS[part][locale]())
  const all = locale === 'zh-CN' ? (await import('./zh-CN.ts')).zhCN : (await import('./en.ts')).en
  return Object.assign({}, all, ...(await Promise.all(parts))) as typeof all
}

/** The language that was asked for last; its words may still be on their way. */
let chosen: Locale | null = null
export const chosenLocale = (): Locale => chosen ?? shownLocale()
let [asked, shown] = [0, 0]

/** Shows the client in a language from now on; its words are loaded only now. `remember` keeps it on this device. */
export const setLocale = async (locale: Locale, options: { remember?: boolean } = {}): Promise<void> => {
  if (options.remember) localStorage.setItem(STORED, locale)
  chosen = locale
  asked += 1
  const mine = asked
  const words = await load(locale)
  // What was asked for later may be there already.
  if (mine < shown) return
  shown = mine
  showDictionary(locale, words)
  document.documentElement.lang = locale
}

let loading: Promise<void> = Promise.resolve()

/** Adds the words of some parts, in the language that was chosen and in any that is chosen later. */
export const loadWords = (parts: readonly Part[]): Promise<void> => {
  const missing = parts.filter((part) => !wanted.has(part))
  if (missing.length === 0) return loading
  for (const part of missing) wanted.add(part)
  const load = setLocale(chosenLocale())
  // Words that could not be fetched are asked for again by the next screen that says them.
  load.catch(() => {
    for (const part of missing) wanted.delete(part)
  })
  loading = Promise.allSettled([loading, load]).then(() => load)
  return loading
}
