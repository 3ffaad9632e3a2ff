import { type BoardElement, lengthOfPath } from './element.ts'
import { changedBy } from './merge.ts'

/**
 * What a shape costs every browser that draws it. A pattern is drawn line by line and a dashed stroke dash by dash: large
 * enough, one shape would keep everybody's screen busy for minutes. Such a shape is filled and stroked plainly instead.
 */

/** Lines of a fill pattern, and dashes of a stroke, of one shape. */
export const LINES_OF_SHAPE = 2_500
/** Points of an outline that may still have a pattern: each line of it is cut at every edge. */
const PATTERN_POINTS = 500
/** Length of a side that may still have a pattern: it is laid out row by row. */
const PATTERN_SIDE = 20_000

const pointsOf = (element: BoardElement): readonly (readonly [number, number])[] =>
  'points' in element ? element.points : []

const lengthOf = (element: BoardElement): number => {
  const points = pointsOf(element)
  if (points.length === 0) return 2 * (Math.abs(element.width) + Math.abs(element.height))
  return lengthOfPath(points)
}

/** How far the shape reaches, whatever it says of its own width and height. */
const reachOf = (element: BoardElement): number => {
  const points = pointsOf(element)
  const spread = (at: 0 | 1): number => {
    let [least, most] = [0, 0]
    for (const point of points) {
      least = Math.min(least, point[at])
      most = Math.max(most, point[at])
    }
    return most - least
  }
  return Math.max(Math.abs(element.width), Math.abs(element.height), spread(0), spread(1))
}

// Excalidraw's own distances: a pattern's lines are four strokes apart, a dash and its gap are sixteen and two strokes.
const fillLines = (element: BoardElement): number =>
  (reachOf(element) * Math.SQRT2 * (element.fillStyle === 'cross-hatch' ? 2 : 1)) /
  Math.max(element.strokeWidth * 4, 0.1)
const dashes = (element: BoardElement): number =>
  lengthOf(element) / Math.max(element.strokeStyle === 'dotted' ? element.strokeWidth + 6 : 16, 1)

const isCostlyFill = (element: BoardElement): boolean =>
  element.fillStyle !== 'solid' &&
  (pointsOf(element).length > PATTERN_POINTS ||
    reachOf(element) > PATTERN_SIDE ||
    fillLines(element) > LINES_OF_SHAPE)
const isCostlyStroke = (element: BoardElement): boolean =>
  element.strokeStyle !== 'solid' && element.type !== 'freedraw' && dashes(element) > LINES_OF_SHAPE

/** The shape as browsers can draw it at once: itself, or without the pattern or the dashes that would be too many. */
export const drawable = (element: BoardElement): BoardElement => {
  const [fill, stroke] = [isCostlyFill(element), isCostlyStroke(element)]
  if (!fill && !stroke) return element
  return {
    ...element,
    fillStyle: fill ? 'solid' : element.fillStyle,
    strokeStyle: stroke ? 'solid' : element.strokeStyle,
  }
}

/** The same as a change of its own, so that whoever sent it takes it over too. */
export const madeDrawable = (element: BoardElement): BoardElement => {
  const plain = drawable(element)
  return plain === element ? element : changedBy(plain, 'plain')
}
