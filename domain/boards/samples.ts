import {
  type BoardElement,
  FAR,
  type Freedraw,
  LINE_POINT_LIMIT,
  POINT_LIMIT,
  SIDE_LIMIT,
} from './element.ts'

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

/** The largest and oddest shapes that are let through: every surface has to draw them. */
export const oddestShapes = (): BoardElement[] => {
  const side = SIDE_LIMIT
  const points: [number, number][] = Array.from({ length: POINT_LIMIT }, (_, n) => [
    Math.sin(n * 7) * 60,
    Math.cos(n * 3) * 60,
  ])
  const linear = { lastCommittedPoint: null, startBinding: null, endBinding: null, startArrowhead: null }
  const line = (over: object) => ({ ...aRectangle(), ...linear, type: 'line', endArrowhead: null, ...over })
  const fill = { fillStyle: 'cross-hatch', backgroundColor: '#ff0000' } as const
  return [
    aRectangle({ width: -side, height: side, x: FAR, y: -FAR, roughness: 10, strokeWidth: 100 }),
    aRectangle({ width: 0, height: 0, strokeWidth: 0, angle: -100 }),
    aRectangle({ ...fill, width: 9_000, height: 9_000, strokeWidth: 4 }),
    aRectangle({ strokeStyle: 'dashed', width: 9_000, height: 9_000 }),
    line({ width: side, height: side, points: points.slice(0, LINE_POINT_LIMIT) }),
    line({
      ...fill,
      points: [...points.slice(0, 499).map(([x, y]) => [x * 8, y * 8]), points[0]],
      strokeWidth: 2,
    }),
    line({
      points: [
        [0, 0],
        [side, -side],
        [-side, side],
      ],
      strokeWidth: 100,
      roughness: 10,
    }),
    line({ points: [[0, 0]] }),
    line({ type: 'arrow', points: points.slice(0, 9), endArrowhead: 'bar', elbowed: true }),
    aStroke({ points, pressures: points.map(() => 10), simulatePressure: false, backgroundColor: '#00ff00' }),
    aStroke({ points: [[0, 0]] }),
    aText('', { fontSize: 2000, lineHeight: 5 } as Partial<BoardElement>),
    aText('字\n'.repeat(5_000), { fontSize: 2000, containerId: 't1' } as Partial<BoardElement>),
  ].map((element, n) => ({ ...element, id: `odd${n}`, index: `b0${n.toString(36)}1` }) as BoardElement)
}
