import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface AxeResult {
  violations: { id: string; impact: string | null; nodes: { html: string; failureSummary?: string }[] }[]
}

/** Waits until the screen shows what it has to show: a heading, nothing busy, fonts there, and no change for a moment. */
export const settled = async (page: Page): Promise<void> => {
  await page.getByRole('heading').first().waitFor()
  await page.waitForFunction(
    () =>
      new Promise<boolean>((resolve) => {
        const answer = () =>
          resolve(!document.querySelector('[aria-busy=true]') && document.fonts.status === 'loaded')
        let timer = setTimeout(answer, 120)
        new MutationObserver(() => {
          clearTimeout(timer)
          timer = setTimeout(answer, 120)
        }).observe(document.body, { subtree: true, childList: true, characterData: true })
      }),
  )
}

/**
 * What is wrong with the screen for somebody who cannot see it well or cannot use a mouse: axe's serious and critical
 * findings, by all its rules or by those named.
 */
const accessibilityFaults = async (page: Page, rules?: readonly string[]): Promise<string[]> => {
  const runOnly = rules ? `runOnly: ${JSON.stringify(rules)},` : ''
  const result = (await page.evaluate(
    // The board's canvas and its own controls are Excalidraw's.
    `axe.run({ exclude: ['.excalidraw'] }, { ${runOnly} resultTypes: ['violations'] })`,
  )) as AxeResult
  return result.violations
    .filter((violation) => violation.impact === 'serious' || violation.impact === 'critical')
    .map(
      (violation) => `${violation.id}: ${violation.nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`,
    )
}

/** Whether the page scrolls sideways, and what sticks out. */
const overflow = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const width = document.documentElement.clientWidth
    if (document.documentElement.scrollWidth <= width + 1) return []
    const out = [...document.querySelectorAll('body *')].filter(
      (element) => element.getBoundingClientRect().right > width + 1,
    )
    return [
      `wider than the screen (${document.documentElement.scrollWidth} > ${width}): ${out.at(-1)?.outerHTML.slice(0, 160)}`,
    ]
  })

/** Everything wrong with a screen, in light and dark, at its own width and at 360 pixels. */
export const faultsOf = async (page: Page, path: string): Promise<string[]> => {
  const faults: string[] = []
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await page.goto(path, { waitUntil: 'domcontentloaded' })
  await settled(page)
  await page.evaluate(axe)
  for (const fault of await accessibilityFaults(page)) faults.push(`${path} light: ${fault}`)
  // The theme changes colours and nothing else.
  await page.emulateMedia({ colorScheme: 'dark' })
  for (const fault of await accessibilityFaults(page, ['color-contrast']))
    faults.push(`${path} dark: ${fault}`)
  const size = page.viewportSize()
  await page.setViewportSize({ width: 360, height: 740 })
  for (const fault of await overflow(page)) faults.push(`${path} at 360: ${fault}`)
  if (size) await page.setViewportSize(size)
  return faults
}
