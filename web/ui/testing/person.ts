import { expect, vi } from 'vitest'

/** What somebody at the screen does, for tests of screens: they press what is called so and fill what is labelled so. */

const wordsOf = (one: Element): string =>
  (one.getAttribute('aria-label') ?? one.textContent ?? '').replace(/\s+/g, ' ').trim()

const PRESSABLE = 'button, [role^=menuitem], summary'

/** Everything on screen that can be pressed, links aside, and is called so. */
export const pressables = (root: ParentNode, words: string): HTMLElement[] =>
  [...root.querySelectorAll<HTMLElement>(PRESSABLE)].filter((one) => wordsOf(one) === words)

/** Whether there is anything of that name to press. */
export const offers = (root: ParentNode, words: string): boolean => pressables(root, words).length > 0

/** Presses it as soon as it is there: the first of that name. */
export const press = async (root: ParentNode, words: string): Promise<void> => {
  const found = await until(() => {
    const [one] = pressables(root, words)
    expect(one, `something to press that is called ${words}`).toBeTruthy()
    return one
  })
  found?.click()
}

/** Where the link of these words leads: the whole of them, or the line of a row. */
export const hrefOf = (root: ParentNode, words: string): string | null =>
  [...root.querySelectorAll('a')].find((one) => wordsOf(one) === words)?.getAttribute('href') ?? null

/** Waits until it is so. A machine that is busy with other tests is slow, and not wrong. */
export const until = <T>(check: () => T | Promise<T>): Promise<T> => vi.waitFor(check, { timeout: 8_000 })

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

/** The control with this label, by the label's beginning. */
export const labelled = (root: ParentNode, label: string): Control => {
  const found = [...root.querySelectorAll('label')].find((one) => one.textContent?.trim().startsWith(label))
  expect(found?.control, `a field labelled ${label}`).toBeTruthy()
  return found?.control as Control
}

/** Types into the field of this label, in place of what stands there. */
export const fill = (root: ParentNode, label: string, value: string): void => {
  const control = labelled(root, label)
  control.focus()
  control.value = value
  control.dispatchEvent(new InputEvent('input', { bubbles: true }))
  control.dispatchEvent(new Event('change', { bubbles: true }))
}

/** Waits until all these words are on screen. */
export const sees = (root: Element, ...words: string[]): Promise<void> =>
  until(() => {
    for (const each of words) expect(root.textContent).toContain(each)
  })
