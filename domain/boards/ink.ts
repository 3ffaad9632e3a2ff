import * as z from 'zod/mini'
import {
  type BoardElement,
  type Freedraw,
  lengthOfPath,
  PATH_LIMIT,
  POINT_LIMIT,
  SIDE_LIMIT,
} from './element.ts'

/**
 * A stroke grows by a few points at a time. Sending only those instead of the whole stroke makes freehand drawing an
 * eighth of the traffic.
 */

const number = z.number().check(z.gte(-SIDE_LIMIT), z.lte(SIDE_LIMIT))

/** The points by which a stroke grew. */
export const ink = z.strictObject({
  id: z.string().check(z.maxLength(80)),
  /** How many points the stroke had before: it must have exactly these, else the whole stroke is needed. */
  from: z.int().check(z.gte(1), z.lte(POINT_LIMIT)),
  points: z.array(z.tuple([number, number])).check(z.minLength(1), z.maxLength(POINT_LIMIT)),
  pressures: z.array(z.number().check(z.gte(0), z.lte(10))).check(z.maxLength(POINT_LIMIT)),
  width: number,
  height: number,
  version: z.int().check(z.gte(0), z.lte(2 ** 40)),
  versionNonce: z.int(),
  updated: z.number().check(z.gte(0), z.lte(1e15)),
  /** Set once the pen is up: Excalidraw ends the line differently then. */
  lastCommittedPoint: z.nullable(z.tuple([number, number])),
})
export type Ink = z.output<typeof ink>

const SAME: readonly (keyof Freedraw)[] = [
  'x',
  'y',
  'angle',
  'strokeColor',
  'backgroundColor',
  'fillStyle',
  'strokeWidth',
  'strokeStyle',
  'roughness',
  'opacity',
  'seed',
  'index',
  'isDeleted',
  'frameId',
  'link',
  'locked',
  'simulatePressure',
]

const round = (value: number): number => Math.round(value * 100) / 100
const roundPoint = ([x, y]: [number, number]): [number, number] => [round(x), round(y)]

const samePoint = (a: readonly number[] | undefined, b: readonly number[] | undefined): boolean =>
  a?.[0] === b?.[0] && a?.[1] === b?.[1]

/**
 * The growth from `before` to `after`, or null when more than its length changed. Both are whole strokes; the new
 * points are rounded as in `compact`.
 */
export const inkBetween = (before: BoardElement, after: BoardElement): Ink | null => {
  if (before.type !== 'freedraw' || after.type !== 'freedraw') return null
  const from = before.points.length
  if (from < 1 || after.points.length <= from) return null
  if (SAME.some((key) => before[key] !== after[key]) || before.groupIds.length !== after.groupIds.length)
    return null
  if (!samePoint(before.points[from - 1], after.points[from - 1])) return null
  return {
    id: after.id,
    from,
    points: after.points.slice(from).map(roundPoint),
    pressures: after.pressures.slice(before.pressures.length).map(round),
    width: after.width,
    height: after.height,
    version: after.version,
    versionNonce: after.versionNonce,
    updated: after.updated,
    lastCommittedPoint: after.lastCommittedPoint && roundPoint(after.lastCommittedPoint),
  }
}

/** The grown stroke, or null when the growth does not fit this stroke (the whole is needed then). */
export const applyInk = (stroke: BoardElement | undefined, grown: Ink): Freedraw | null => {
  if (stroke?.type !== 'freedraw' || stroke.points.length !== grown.from) return null
  if (grown.version <= stroke.version || grown.from + grown.points.length > POINT_LIMIT) return null
  const points = [...stroke.points, ...grown.points]
  if (lengthOfPath(points) > PATH_LIMIT) return null
  return {
    ...stroke,
    points,
    pressures: [...stroke.pressures, ...grown.pressures].slice(0, POINT_LIMIT),
    width: grown.width,
    height: grown.height,
    version: grown.version,
    versionNonce: grown.versionNonce,
    updated: grown.updated,
    lastCommittedPoint: grown.lastCommittedPoint,
  }
}

/** The element with its points to a hundredth of a pixel: what travels is half as long and looks the same. */
export const compact = <E extends BoardElement>(element: E): E => {
  if (element.type !== 'freedraw') return element
  return { ...element, points: element.points.map(roundPoint), pressures: element.pressures.map(round) }
}
