import '../tokens.css'
import '../base.css'
import { createMemoryHistory, MemoryRouter, Route } from '@solidjs/router'
import type { JSX } from 'solid-js'
import { render } from 'solid-js/web'
import { afterEach } from 'vitest'
import { loadWords, setLocale } from '../../i18n/locale.ts'
import { PARTS, type Part } from '../../i18n/parts.ts'
import type { Locale } from '../../i18n/translate.ts'

const drawn: (() => void)[] = []
let history = createMemoryHistory()

/** Where whoever looks at the component is now: what a link or an act has led to. */
export const address = (): string => history.get()

/**
 * Draws a component on an empty page, in a language; it is taken away after the test. `at` is the address it is at and
 * the path of its route.
 */
export const draw = async (
  what: () => JSX.Element,
  locale: Locale = 'en',
  at: { path: string; url: string } = { path: '*', url: '/' },
): Promise<HTMLElement> => {
  await setLocale(locale)
  await loadWords(Object.keys(PARTS) as Part[])
  history = createMemoryHistory()
  history.set({ value: at.url })
  const root = document.createElement('div')
  document.body.append(root)
  const dispose = render(
    () => (
      <MemoryRouter history={history}>
        <Route path={at.path} component={() => <>{what()}</>} />
      </MemoryRouter>
    ),
    root,
  )
  drawn.push(() => {
    dispose()
    root.remove()
  })
  return root
}

/** Takes away what was drawn. */
export const takeAway = (): void => {
  for (const take of drawn.splice(0)) take()
}

afterEach(takeAway)
