import { createRoot } from 'solid-js'
import { expect, test } from 'vitest'
import { listenToSwipes, swipeOf } from './swipe.ts'

const from = { x: 200, y: 300, at: 0 }

test('a finger that goes far enough across, and soon, is a swipe; a scroll or a slow drag is none', () => {
  expect(swipeOf(from, { x: 120, y: 310, at: 200 })).toBe(-1)
  expect(swipeOf(from, { x: 280, y: 290, at: 200 })).toBe(1)
  expect(swipeOf(from, { x: 160, y: 300, at: 200 })).toBe(0)
  expect(swipeOf(from, { x: 120, y: 380, at: 200 })).toBe(0)
  expect(swipeOf(from, { x: 120, y: 310, at: 900 })).toBe(0)
})

test('over the board a finger draws, and in a field it marks words', () => {
  const whole = document.createElement('div')
  whole.innerHTML = '<p>chat</p><div class="excalidraw"><canvas></canvas></div><textarea></textarea>'
  document.body.append(whole)
  const swipes: number[] = []
  const stop = createRoot((dispose) => {
    listenToSwipes(whole, (by) => swipes.push(by))
    return dispose
  })
  const touch = (target: Element, type: string, clientX: number) => {
    const finger = new Touch({ identifier: 1, target, clientX, clientY: 100 })
    const touches = type === 'touchstart' ? [finger] : []
    target.dispatchEvent(new TouchEvent(type, { bubbles: true, touches, changedTouches: [finger] }))
  }
  for (const selector of ['p', 'canvas', 'textarea']) {
    const target = whole.querySelector(selector)!
    touch(target, 'touchstart', 300)
    touch(target, 'touchend', 100)
  }
  expect(swipes).toEqual([1])
  stop()
  touch(whole.querySelector('p')!, 'touchstart', 300)
  touch(whole.querySelector('p')!, 'touchend', 100)
  expect(swipes).toEqual([1])
  whole.remove()
})
