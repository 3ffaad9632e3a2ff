import type { Page } from 'playwright-core'
import type { Screen } from './screens.ts'

/** Waits until nothing on the page is still on its way. */
const settle = async (page: Page): Promise<void> => {
  await page
    .waitForFunction(
      () => !document.querySelector('[aria-busy=true]') && document.querySelector('main, h1, form'),
      {
        timeout: 15_000,
      },
    )
    .catch(() => {})
  await page.evaluate(() => document.fonts.ready)
  await page.waitForTimeout(350)
}

/** Goes to a screen and waits until it stands still. */
export const visit = async (page: Page, url: string, screen: Screen): Promise<void> => {
  await page.goto(url + screen.path, { waitUntil: 'load' })
  await settle(page)
  await screen.act?.(page)
}

/** What a machine can see to be wrong with a picture; empty when there is nothing. */
export const faultsOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const faults: string[] = []
    const wide = document.documentElement.scrollWidth - window.innerWidth
    if (wide > 1) faults.push(`${wide} px wider than the window`)
    const key =
      /\b(?:accounts|admin|assignments|attendance|audit|boards|calendar|classes|files|grades|jobs|lessons|messages|people|problem|reports|rosters|school|shell|today)\.\w+\.\w+/
    const raw = key.exec(document.body.innerText)
    if (raw) faults.push(`a raw key: ${raw[0]}`)
    if (/\b(?:undefined|NaN|\[object Object\])\b/.test(document.body.innerText))
      faults.push('a value without words')
    for (const element of document.querySelectorAll('button, h1, h2, a, label')) {
      const { scrollWidth, clientWidth } = element
      const clips = getComputedStyle(element).overflowX === 'hidden'
      if (clips && clientWidth > 8 && scrollWidth > clientWidth + 1)
        faults.push(`cut off: “${(element.textContent ?? '').trim().slice(0, 40)}”`)
    }
    return faults
  })
