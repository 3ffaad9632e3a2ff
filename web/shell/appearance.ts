import { createSignal } from 'solid-js'

export const THEMES = ['system', 'light', 'dark'] as const
export const DENSITIES = ['standard', 'simple'] as const
export type Theme = (typeof THEMES)[number]
export type Density = (typeof DENSITIES)[number]

const stored = <Value extends string>(key: string, values: readonly Value[], fallback: Value): Value => {
  const found = localStorage.getItem(key)
  return values.find((value) => value === found) ?? fallback
}

const THEME_KEY = 'lectern.theme'
const DENSITY_KEY = 'lectern.density'
const [theme, setThemeSignal] = createSignal<Theme>(stored(THEME_KEY, THEMES, 'system'))
const [density, setDensitySignal] = createSignal<Density>(stored(DENSITY_KEY, DENSITIES, 'standard'))
const PANE_KEY = 'lectern.pane'
const [pane, setPaneSignal] = createSignal(stored(PANE_KEY, ['open', 'closed'], 'open'))
const systemDark = window.matchMedia('(prefers-color-scheme: dark)')

export { density, theme }

/** Whether the screen is dark now, by choice or by the system's. */
export const isDark = (): boolean => (theme() === 'system' ? systemDark.matches : theme() === 'dark')

const paint = () => {
  const root = document.documentElement
  root.dataset.theme = isDark() ? 'dark' : 'light'
  root.dataset.density = density()
}

/** Whether the list of classes stands beside the content where there is room. Reactive. */
export const paneIsOpen = (): boolean => pane() === 'open'

/** Opens or closes it from now on, and remembers that on this device. */
export const setPaneOpen = (open: boolean): void => {
  const next = open ? 'open' : 'closed'
  localStorage.setItem(PANE_KEY, next)
  setPaneSignal(next)
}

/** Puts the choices of this device on the page and follows the system; before the first paint. */
export const applyAppearance = (): void => {
  paint()
  systemDark.addEventListener('change', paint)
}

/** Shows the theme from now on, and remembers it on this device. */
export const setTheme = (next: Theme): void => {
  localStorage.setItem(THEME_KEY, next)
  setThemeSignal(next)
  paint()
}

/** Shows the size from now on, and remembers it on this device. */
export const setDensity = (next: Density): void => {
  localStorage.setItem(DENSITY_KEY, next)
  setDensitySignal(next)
  paint()
}
