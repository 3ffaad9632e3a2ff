import { generateNKeysBetween } from 'fractional-indexing'
import type { BoardElement } from '#domain/boards/element.ts'

/** What is on the board of the live lesson: two lines in a coordinate plane, with their equations. */

const INK = '#1e1e1e'
const BLUE = '#1971c2'
const RED = '#e03131'
const GREEN = '#2f9e44'

const base = {
  angle: 0,
  backgroundColor: 'transparent',
  fillStyle: 'solid',
  strokeWidth: 2,
  strokeStyle: 'solid',
  roundness: null,
  roughness: 1,
  opacity: 100,
  version: 1,
  versionNonce: 1,
  isDeleted: false,
  groupIds: [],
  frameId: null,
  boundElements: null,
  updated: 1,
  link: null,
  locked: false,
} as const

type Shape = Omit<BoardElement, 'index' | 'id' | 'seed'>
type Point = [number, number]

const linear = (type: 'line' | 'arrow', from: Point, to: Point, strokeColor: string) => ({
  ...base,
  type,
  x: from[0],
  y: from[1],
  width: Math.abs(to[0] - from[0]),
  height: Math.abs(to[1] - from[1]),
  strokeColor,
  points: [
    [0, 0],
    [to[0] - from[0], to[1] - from[1]],
  ],
  lastCommittedPoint: null,
  startBinding: null,
  endBinding: null,
  startArrowhead: null,
  endArrowhead: type === 'arrow' ? 'arrow' : null,
  ...(type === 'arrow' ? { elbowed: false } : {}),
})

/** Text is measured by who draws it; Chinese characters are as wide as they are high. */
const widthOf = (text: string, fontSize: number): number =>
  Math.max(
    ...text
      .split('\n')
      .map((line) => [...line].reduce((sum, character) => sum + (character > '⺀' ? 1 : 0.55) * fontSize, 0)),
  )

const text = (x: number, y: number, words: string, strokeColor = INK, fontSize = 20) => ({
  ...base,
  type: 'text',
  x,
  y,
  width: widthOf(words, fontSize),
  height: words.split('\n').length * fontSize * 1.25,
  strokeColor,
  fontSize,
  fontFamily: 5,
  text: words,
  originalText: words,
  textAlign: 'left',
  verticalAlign: 'top',
  containerId: null,
  autoResize: true,
  lineHeight: 1.25,
})

const shape = (
  type: 'rectangle' | 'ellipse',
  x: number,
  y: number,
  width: number,
  height: number,
  colour: string,
) => ({
  ...base,
  type,
  x,
  y,
  width,
  height,
  strokeColor: colour,
  backgroundColor: type === 'rectangle' ? 'transparent' : colour,
})

const stroke = (x: number, y: number, points: Point[], strokeColor: string) => ({
  ...base,
  type: 'freedraw',
  x,
  y,
  width: Math.max(...points.map(([dx]) => dx)),
  height: Math.max(...points.map(([, dy]) => Math.abs(dy))),
  strokeColor,
  points,
  pressures: [],
  simulatePressure: true,
  lastCommittedPoint: null,
})

/** A wave under a word, as a hand draws it. */
const wave = (length: number): Point[] =>
  Array.from({ length: Math.round(length / 6) }, (_, n) => [n * 6, Math.sin(n * 0.9) * 4])

// One unit is 50 points wide; the origin is at (300, 400).
const grid = [0, 1, 2, 3, 4, 5, 6].map((n) => ({
  ...linear('line', [300 + n * 50, 396], [300 + n * 50, 404], INK),
}))

/** What the teacher drew. */
const teachersShapes = (): object[] => [
  text(140, 20, 'Linear functions 一次函数', INK, 32),
  text(140, 66, 'y = kx + b        k: slope 斜率      b: intercept 截距', INK, 22),
  linear('arrow', [180, 400], [680, 400], INK),
  linear('arrow', [300, 560], [300, 120], INK),
  text(690, 388, 'x'),
  text(310, 112, 'y'),
  ...grid,
  linear('line', [275, 533], [550, 167], BLUE),
  linear('line', [200, 250], [625, 420], RED),
  text(562, 150, 'y = 4/3 x − 2', BLUE, 24),
  text(560, 440, 'y = −2/5 x + 2.2', RED, 24),
  shape('ellipse', 414, 331, 14, 14, GREEN),
  text(800, 140, 'Where do they meet?\n它们在哪里相交？', INK, 24),
  shape('rectangle', 780, 120, 300, 104, GREEN),
  text(800, 260, '1  set both equal\n2  solve for x\n3  put x back in', INK, 20),
]

/** What a student added. */
const studentsShapes = (): object[] => [
  text(440, 306, 'here?', GREEN, 20),
  stroke(440, 338, wave(60), GREEN),
  text(800, 370, '4/3 x − 2 = −2/5 x + 2.2\n20x − 30 = −6x + 33\nx = 63/26 ≈ 2.4', BLUE, 20),
]

/** The drawing as the board takes it: with ids and places in the pile. What the board does not admit, it refuses. */
export const drawing = (): { teacher: BoardElement[]; student: BoardElement[] } => {
  const places = generateNKeysBetween(null, null, teachersShapes().length + studentsShapes().length)
  const placed = [...teachersShapes(), ...studentsShapes()].map(
    // The shapes are literals of the allow-list's fields; `admitElement` checks each of them again.
    (one, n) =>
      ({ ...(one as Shape), id: `demo-${n}`, seed: n + 1, index: places[n] ?? 'a0' }) as BoardElement,
  )
  const cut = teachersShapes().length
  return { teacher: placed.slice(0, cut), student: placed.slice(cut) }
}
