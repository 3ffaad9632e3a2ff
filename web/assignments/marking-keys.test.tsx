import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { draw } from '../ui/testing/draw.tsx'
import { isSendKey, stepOf, useSteps } from './marking-keys.ts'

let root: HTMLElement
let steps: number[]

beforeEach(async () => {
  steps = []
  const Desk = () => {
    useSteps((by) => steps.push(by))
    return (
      <>
        <button type="button" id="button" />
        <input name="score" id="score" />
        <input type="checkbox" id="excused" />
        <textarea id="comment" />
        <div role="menu">
          <button type="button" id="item" />
        </div>
        <div data-own-keys>
          <button type="button" id="viewer" />
        </div>
      </>
    )
  }
  root = await draw(() => <Desk />)
})
afterEach(() => document.body.focus())

const press = (where: string, init: KeyboardEventInit) => {
  const event = new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init })
  root.querySelector(`#${where}`)?.dispatchEvent(event)
  return event
}

describe('the keys of the marking desk', () => {
  test.each([
    ['j', 1],
    ['k', -1],
    ['ArrowDown', 1],
    ['ArrowRight', 1],
    ['ArrowUp', -1],
    ['ArrowLeft', -1],
  ])('%s goes on by %i, and the page does not scroll for it', (key, by) => {
    expect(press('button', { key }).defaultPrevented).toBe(true)
    expect(steps).toEqual([by])
  })

  test('in the score only up and down go on: it is one line, and letters are typed', () => {
    for (const key of ['j', 'k', 'ArrowLeft', 'ArrowRight']) press('score', { key })
    expect(steps).toEqual([])
    press('score', { key: 'ArrowDown' })
    press('score', { key: 'ArrowUp' })
    expect(steps).toEqual([1, -1])
  })

  test.each(['comment', 'item', 'viewer'])('in the %s they mean something else', (where) => {
    for (const key of ['j', 'ArrowDown', 'ArrowUp'])
      expect(press(where, { key }).defaultPrevented).toBe(false)
    expect(steps).toEqual([])
  })

  test('a box to tick has no use for them', () => {
    press('excused', { key: 'j' })
    expect(steps).toEqual([1])
  })

  test.each([{ ctrlKey: true }, { altKey: true }, { metaKey: true }, { shiftKey: true }])(
    'with %o they belong to the browser',
    (held) => {
      press('button', { key: 'j', ...held })
      expect(steps).toEqual([])
    },
  )

  test('while an input method composes, and once somebody took them, they are not ours', () => {
    press('button', { key: 'j', isComposing: true })
    const taken = new KeyboardEvent('keydown', { key: 'j', cancelable: true })
    taken.preventDefault()
    expect(stepOf(taken)).toBeUndefined()
    press('button', { key: 'x' })
    expect(steps).toEqual([])
  })
})

test('Ctrl or ⌘ with Enter sends from a field of several lines, and nothing else does', () => {
  const key = (init: KeyboardEventInit) => isSendKey(new KeyboardEvent('keydown', { key: 'Enter', ...init }))
  expect(key({ ctrlKey: true })).toBe(true)
  expect(key({ metaKey: true })).toBe(true)
  expect(key({})).toBe(false)
  expect(key({ ctrlKey: true, shiftKey: true })).toBe(false)
  expect(key({ ctrlKey: true, altKey: true })).toBe(false)
  expect(key({ ctrlKey: true, key: 'a' })).toBe(false)
})
