import { LOCALES, type Locale, type Parts, locale as shownLocale, useDictionary } from './translate.ts'

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

type Part = keyof Parts

/** Words that few people need, each loaded with its first screen. */
const PARTS: { [Name in Part]: Record<Locale, () => Promise<object>> } = {
  admin: { en: () => import('./en/admin.ts'), 'zh-CN': () => import('./zh-CN/admin.ts') },
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
  useDictionary(locale, await load(locale))
  document.documentElement.lang = locale
}

/** Adds the words of a part, in the language on screen and in any that is chosen later. */
export const loadWords = async (part: Part): Promise<true> => {
  wanted.add(part)
  await setLocale(shownLocale())
  return true
}
