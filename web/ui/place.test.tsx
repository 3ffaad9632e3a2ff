import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { keepPlaced, place } from './place.ts'

let anchor: HTMLElement
let floating: HTMLElement

const box = (style: string) => {
  const element = document.createElement('div')
  element.style.cssText = `position:fixed;box-sizing:border-box;${style}`
  document.body.append(element)
  return element
}

beforeEach(async () => {
  await page.viewport(1000, 700)
  floating = box('width:200px;height:300px')
})
afterEach(async () => {
  anchor.remove()
  floating.remove()
  await page.viewport(1024, 768)
})

const anchorAt = (left: number, top: number) => {
  anchor = box(`left:${left}px;top:${top}px;width:100px;height:40px`)
}
const found = () => {
  const [x, y, room] = ['--x', '--y', '--room'].map((name) =>
    Number.parseFloat(floating.style.getPropertyValue(name)),
  )
  return { x, y, room }
}

describe('what floats', () => {
  test.each([
    ['start', 400],
    ['end', 300],
    ['center', 350],
  ] as const)('stands below its anchor, at its %s', (align, x) => {
    anchorAt(400, 100)
    place(anchor, floating, 'below', align)
    expect(found()).toEqual({ x, y: 146, room: 300 })
  })

  test('goes above when there is more room, and stays below when neither side has enough but below has more', () => {
    anchorAt(400, 500)
    place(anchor, floating)
    expect(found()).toEqual({ x: 400, y: 194, room: 300 })
    floating.style.height = '600px'
    anchorAt(400, 100)
    place(anchor, floating)
    expect(found()).toEqual({ x: 400, y: 146, room: 546 })
  })

  test('that wants to be above is below where above has no room', () => {
    anchorAt(400, 400)
    place(anchor, floating, 'above')
    expect(found().y).toBe(94)
    anchorAt(400, 100)
    place(anchor, floating, 'above')
    expect(found().y).toBe(146)
  })

  test('never stands over the edge of the window', () => {
    anchorAt(-50, 100)
    place(anchor, floating)
    expect(found().x).toBe(8)
    anchorAt(950, 100)
    place(anchor, floating)
    expect(found().x).toBe(792)
  })

  test('follows its anchor while the page scrolls, until it is told to stop', () => {
    anchorAt(400, 100)
    const stop = keepPlaced(anchor, floating)
    anchor.style.left = '500px'
    window.dispatchEvent(new Event('scroll'))
    expect(found().x).toBe(500)
    anchor.style.left = '450px'
    window.dispatchEvent(new Event('resize'))
    expect(found().x).toBe(450)
    stop()
    anchor.style.left = '300px'
    window.dispatchEvent(new Event('scroll'))
    expect(found().x).toBe(450)
  })
})
