import { LOCALES, type Locale, useDictionary } from './translate.ts'

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

const load = async (locale: Locale) =>
  locale === 'zh-CN' ? (await import('./zh-CN.ts')).zhCN : (await import('./en.ts')).en

/** Shows the client in a language from now on; its words are loaded only now. `remember` keeps it on this device. */
export const setLocale = async (locale: Locale, options: { remember?: boolean } = {}): Promise<void> => {
  if (options.remember) localStorage.setItem(STORED, locale)
  useDictionary(locale, await load(locale))
  document.documentElement.lang = locale
}
