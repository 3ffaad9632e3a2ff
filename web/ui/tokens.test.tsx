import './tokens.css'
import { afterAll, describe, expect, test } from 'vitest'

/** WCAG 2.2 relative luminance and contrast, of colours as the browser paints them. */
const painted = (css: string): [number, number, number] => {
  const canvas = document.createElement('canvas')
  canvas.width = 1
  canvas.height = 1
  const context = canvas.getContext('2d')!
  context.fillStyle = css
  context.fillRect(0, 0, 1, 1)
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data
  return [red, green, blue]
}

const luminance = (css: string): number => {
  const [red = 0, green = 0, blue = 0] = painted(css).map((value) => {
    const part = value / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

const contrast = (one: string, other: string): number => {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((left, right) => right - left)
  return (light + 0.05) / (dark + 0.05)
}

const colourOf = (name: string, hue?: number): string => {
  const element = document.createElement('div')
  if (hue !== undefined) element.dataset.hue = String(hue)
  element.style.color = `var(--${name})`
  document.body.append(element)
  const { color } = getComputedStyle(element)
  element.remove()
  return color
}

const WORDS: [string, string][] = [
  ...['ink', 'ink-2', 'ink-3', 'accent-text', 'late', 'danger', 'info', 'good'].flatMap(
    (ink): [string, string][] => ['paper', 'surface', 'sunken'].map((paper) => [ink, paper]),
  ),
  ['accent-ink', 'accent'],
  ['accent-ink', 'accent-hover'],
  ['accent-text', 'accent-soft'],
  ['good', 'good-soft'],
  ['late', 'late-soft'],
  ['danger', 'danger-soft'],
  ['info', 'info-soft'],
  ['danger-ink', 'danger'],
  ['ink-2', 'line'],
  ['ink-3', 'hover'],
]

afterAll(() => {
  delete document.documentElement.dataset.theme
})

describe.each(['light', 'dark'])('in the %s theme', (theme) => {
  test.each(WORDS)('words in %s on %s can be read (AA)', (ink, paper) => {
    document.documentElement.dataset.theme = theme
    expect(contrast(colourOf(ink), colourOf(paper))).toBeGreaterThanOrEqual(4.5)
  })

  test.each(Array.from({ length: 12 }, (_, hue) => hue))('subject hue %i can be read (AA)', (hue) => {
    document.documentElement.dataset.theme = theme
    for (const paper of ['paper', 'surface', 'sunken', 'hue-soft'])
      expect(contrast(colourOf('hue', hue), colourOf(paper, hue))).toBeGreaterThanOrEqual(4.5)
  })

  test('borders of fields can be seen (3 to 1)', () => {
    document.documentElement.dataset.theme = theme
    expect(contrast(colourOf('line-control'), colourOf('surface'))).toBeGreaterThanOrEqual(3)
  })
})
