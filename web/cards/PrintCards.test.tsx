import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { getAddress } from '#domain/school/contract.ts'
import { enter } from '../accounts/session.ts'
import { draw } from '../ui/testing/draw.tsx'
import { door, serve, somebody } from '../ui/testing/server.ts'
import { loginCardOf } from './login-card.ts'
import { PrintButton } from './PrintButton.tsx'

const print = vi.fn()
beforeEach(() => {
  print.mockClear()
  vi.stubGlobal('print', print)
  enter(somebody('teacher', 'teacher', []))
})
afterEach(() => window.dispatchEvent(new Event('afterprint')))

/** Presses the button and waits for the printer; what is on paper. */
const printCards = async (count: number, address: string | null) => {
  serve([door(getAddress, () => ({ address }))])
  const cards = Array.from({ length: count }, (_, n) =>
    loginCardOf({ name: `Pupil ${n}`, username: `pupil${n}`, firstPassword: `calm-river-${n}` }),
  )
  const root = await draw(() => <PrintButton label="Print" path="/login" cards={() => cards} />)
  root.querySelector('button')!.click()
  await vi.waitFor(() => expect(print).toHaveBeenCalledTimes(1), { timeout: 5000 })
  return () => [...document.querySelectorAll<HTMLElement>('body > div')].filter((box) => !box.contains(root))
}

test('each card has its name, user name and first password, ten on a sheet, and a code that leads to signing in', async () => {
  const paper = await printCards(12, 'http://school.example:3000')
  const [box] = paper()
  expect([...box!.querySelectorAll('ul')].map((sheet) => sheet.children.length)).toEqual([10, 2])
  const last = box!.querySelector('ul:last-child > li:last-child')?.textContent
  for (const part of ['School', 'Pupil 11', 'pupil11', 'calm-river-11', 'school.example:3000/login'])
    expect(last).toContain(part)
  expect(box!.querySelectorAll('svg')).toHaveLength(12)
  // On screen there is nothing of it.
  expect(getComputedStyle(box!).display).toBe('none')
})

test('after printing the passwords are no longer in the page', async () => {
  const paper = await printCards(1, 'http://school.example:3000')
  expect(document.body.textContent).toContain('calm-river-0')
  window.dispatchEvent(new Event('afterprint'))
  expect(document.body.textContent).not.toContain('calm-river-0')
  expect(paper().some((box) => box.querySelector('li'))).toBe(false)
})

test('where no other machine can come there is no address to lead to', async () => {
  const paper = await printCards(1, null)
  expect(paper()[0]!.querySelector('svg')).toBeNull()
  expect(paper()[0]!.textContent).toContain('calm-river-0')
})

/** The rules of a sheet, those in layers and in conditions too. */
const rulesIn = (rules: CSSRuleList): CSSRule[] =>
  [...rules].flatMap((rule) => [rule, ...(rule instanceof CSSGroupingRule ? rulesIn(rule.cssRules) : [])])

test('on paper nothing is as high as the screen, which Firefox would follow with an empty sheet', async () => {
  const paper = await printCards(10, null)
  const onPaper = [...document.styleSheets]
    .flatMap((sheet) => rulesIn(sheet.cssRules))
    .filter((rule) => rule instanceof CSSMediaRule && rule.media.mediaText === 'print') as CSSMediaRule[]
  for (const rule of onPaper) rule.media.mediaText = 'all'
  try {
    expect(paper()[0]!.getBoundingClientRect().height).toBeGreaterThan(0)
    expect(getComputedStyle(document.body).minHeight).toBe('0px')
  } finally {
    for (const rule of onPaper) rule.media.mediaText = 'print'
  }
})
