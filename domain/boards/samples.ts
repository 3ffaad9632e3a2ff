import type { BoardElement, Freedraw } from './element.ts'

/** Shapes for tests, as Excalidraw makes them. */
const base = {
  x: 10,
  y: 20,
  width: 100,
  height: 50,
  angle: 0,
  strokeColor: '#1e1e1e',
  backgroundColor: 'transparent',
  fillStyle: 'solid' as const,
  strokeWidth: 2,
  strokeStyle: 'solid' as const,
  roundness: null,
  roughness: 1,
  opacity: 100,
  seed: 1,
  version: 1,
  versionNonce: 1,
  index: 'a1',
  isDeleted: false,
  groupIds: [],
  frameId: null,
  boundElements: null,
  updated: 1,
  link: null,
  locked: false,
}

export const aRectangle = (over: Partial<BoardElement> = {}): BoardElement =>
  ({ ...base, id: 'r1', type: 'rectangle', ...over }) as BoardElement

export const aStroke = (over: Partial<Freedraw> = {}): Freedraw => ({
  ...base,
  id: 's1',
  type: 'freedraw',
  points: [
    [0, 0],
    [1, 1],
  ],
  pressures: [],
  simulatePressure: true,
  lastCommittedPoint: null,
  ...over,
})

export const aText = (text: string, over: Partial<BoardElement> = {}): BoardElement =>
  ({
    ...base,
    id: 't1',
    type: 'text',
    fontSize: 20,
    fontFamily: 5,
    text,
    originalText: text,
    textAlign: 'left',
    verticalAlign: 'top',
    containerId: null,
    autoResize: true,
    lineHeight: 1.25,
    ...over,
  }) as BoardElement
