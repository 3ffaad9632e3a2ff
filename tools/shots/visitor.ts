import type { APIRequestContext, Browser, BrowserContext } from 'playwright-core'

/** Everybody who looks: the demo's offered accounts, and who is not signed in. */
export const ROLES = ['visitor', 'student', 'assistant', 'teacher', 'guardian', 'registrar', 'owner'] as const
export type Role = (typeof ROLES)[number]

export const LOCALES = ['en', 'zh-CN'] as const
export const THEMES = ['light', 'dark'] as const
export const SIZES = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const

/** How a picture looks, whatever is on it. */
export interface Look {
  locale: (typeof LOCALES)[number]
  theme: (typeof THEMES)[number]
  size: keyof typeof SIZES
}

export const LOOKS: readonly Look[] = LOCALES.flatMap((locale) =>
  THEMES.flatMap((theme) => (['desktop', 'phone'] as const).map((size) => ({ locale, theme, size }))),
)

export const lookName = ({ locale, theme, size }: Look): string => `${locale}.${theme}.${size}`

type StorageState = Awaited<ReturnType<BrowserContext['storageState']>>

/** Signs in by the API once and keeps the cookie for all pictures of the role. */
export const signIn = async (browser: Browser, url: string, role: Role): Promise<StorageState> => {
  const context = await browser.newContext()
  if (role !== 'visitor') {
    const answer = await context.request.post(`${url}/api/sign-in`, {
      headers: { origin: url },
      data: { username: role, password: 'lectern-demo' },
    })
    if (!answer.ok()) throw new Error(`${role} cannot sign in: ${answer.status()} ${await answer.text()}`)
  }
  const state = await context.storageState()
  await context.close()
  return state
}

/** A browser window that looks as wanted, signed in as whoever the state is of. */
export const openWindow = async (
  browser: Browser,
  look: Look,
  storageState: StorageState,
): Promise<BrowserContext> => {
  const phone = look.size === 'phone'
  const context = await browser.newContext({
    storageState,
    viewport: SIZES[look.size],
    locale: look.locale,
    colorScheme: look.theme,
    reducedMotion: 'reduce',
    timezoneId: 'Asia/Shanghai',
    isMobile: phone,
    hasTouch: phone,
  })
  await context.addInitScript(
    ([locale, theme]) => {
      localStorage.setItem('lectern.locale', locale ?? '')
      localStorage.setItem('lectern.theme', theme ?? '')
      // The devices were looked at: the pictures are of the room.
      const none = { microphone: null, camera: null, speaker: null, seen: [] }
      localStorage.setItem('lectern.devices', JSON.stringify(none))
    },
    [look.locale, look.theme],
  )
  return context
}

/** Reads JSON from the API as whoever the window is signed in as; null when it is not theirs to read. */
export const readJson = async <T>(request: APIRequestContext, address: string): Promise<T | null> => {
  const answer = await request.get(address)
  // The shapes are the API's own contract; a wrong one would show on the picture.
  return answer.ok() ? ((await answer.json()) as T) : null
}
