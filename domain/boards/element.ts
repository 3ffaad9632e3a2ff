import { generateKeyBetween } from 'fractional-indexing'
import * as z from 'zod/mini'

/**
 * One shape on a board, as Excalidraw draws it, reduced to what Lectern lets through: an allow-list of types and of
 * fields, each with a limit. What is not named here is stripped; a type that is not named here is refused, above all
 * `iframe`, `embeddable` and `magicframe`, which would bring foreign pages into the lesson.
 */

/** Live shapes on one board. */
export const ELEMENT_LIMIT = 5000
/** Points of one stroke of the pen. */
export const POINT_LIMIT = 5000
/** Points of one line or arrow, which is drawn by hand twice over: thousands keep a screen busy for seconds. */
export const LINE_POINT_LIMIT = 500
/** Characters of one text. */
export const TEXT_LIMIT = 10_000
/** A shape may run ahead of the stored one by this many changes (a long offline session), not to the end of numbers. */
export const VERSION_LEAP = 1_000_000
const VERSION_MAX = 2 ** 40
/** How far from where boards begin something may lie, and how long a side may be: a hundred screens and more. */
export const FAR = 200_000
export const SIDE_LIMIT = 100_000

export const elementId = z.string().check(
  z.regex(/^[\w:-]{1,80}$/),
  z.refine((value) => !(value in Object.prototype), 'reserved'),
)
const between = (least: number, most: number) => z.number().check(z.gte(least), z.lte(most))
export const coordinate = between(-FAR, FAR)
const side = between(-SIDE_LIMIT, SIDE_LIMIT)
const colour = z.string().check(z.regex(/^[\w#(),.%/ -]{0,64}$/))
const point = z.tuple([side, side])
/** How far a line may go in all. Five thousand points from end to end of a board keep a screen busy for seconds. */
export const PATH_LIMIT = 500_000

/** The length of a line through these points. */
export const lengthOfPath = (points: readonly (readonly [number, number])[]): number =>
  points.reduce((sum, [x, y], at) => {
    const [fromX, fromY] = points[at - 1] ?? [x, y]
    return sum + Math.hypot(x - fromX, y - fromY)
  }, 0)

/** Never none: a line without a point has no place, and no browser draws it. */
const pointsUpTo = (most: number) =>
  z.array(point).check(
    z.minLength(1),
    z.maxLength(most),
    z.refine((all) => lengthOfPath(all) <= PATH_LIMIT, 'too-long'),
  )
const version = z.int().check(z.gte(0), z.lte(VERSION_MAX))

const UNSTORABLE = /\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
/** Words of at most `max` characters, without what no database stores: zero bytes and halves of characters. */
const words = (max: number) =>
  z.string().check(
    z.maxLength(max),
    z.overwrite((text) => text.replace(UNSTORABLE, '\ufffd')),
  )

const isOrderKey = (value: string): boolean => {
  try {
    return generateKeyBetween(value, null) > value
  } catch {
    return false
  }
}
/** A place in the pile: a fractional index, compared as text. */
const orderKey = z.string().check(z.maxLength(200), z.refine(isOrderKey, 'index'))

/** 64 hexadecimal digits: the SHA-256 of the picture as it was picked. */
export const boardFileId = z.string().check(z.regex(/^[0-9a-f]{64}$/, 'file-id'))

const base = {
  id: elementId,
  x: coordinate,
  y: coordinate,
  width: side,
  height: side,
  angle: between(-100, 100),
  strokeColor: colour,
  backgroundColor: colour,
  fillStyle: z.enum(['hachure', 'cross-hatch', 'solid', 'zigzag']),
  strokeWidth: between(0, 100),
  strokeStyle: z.enum(['solid', 'dashed', 'dotted']),
  roundness: z.nullable(
    z.object({ type: z.int().check(z.gte(1), z.lte(3)), value: z.optional(between(0, 10_000)) }),
  ),
  roughness: between(0, 10),
  opacity: z.number().check(z.gte(0), z.lte(100)),
  seed: z.int(),
  version,
  versionNonce: z.int(),
  index: orderKey,
  isDeleted: z.boolean(),
  groupIds: z.array(elementId).check(z.maxLength(20)),
  frameId: z.nullable(elementId),
  boundElements: z.nullable(
    z.array(z.object({ id: elementId, type: z.enum(['arrow', 'text']) })).check(z.maxLength(500)),
  ),
  updated: between(0, 1e15),
  link: z.nullable(words(2048)),
  locked: z.boolean(),
  customData: z.optional(z.object({ owner: z.optional(words(64)) })),
}

const binding = z.nullable(
  z.object({
    elementId,
    focus: coordinate,
    gap: coordinate,
    fixedPoint: z.optional(z.nullable(z.tuple([coordinate, coordinate]))),
  }),
)
const arrowhead = z.nullable(
  z.enum([
    'arrow',
    'bar',
    'dot',
    'circle',
    'circle_outline',
    'triangle',
    'triangle_outline',
    'diamond',
    'diamond_outline',
    'crowfoot_one',
    'crowfoot_many',
    'crowfoot_one_or_many',
  ]),
)
const linear = {
  points: pointsUpTo(LINE_POINT_LIMIT),
  lastCommittedPoint: z.nullable(point),
  startBinding: binding,
  endBinding: binding,
  startArrowhead: arrowhead,
  endArrowhead: arrowhead,
}
const fixedSegment = z.object({
  start: point,
  end: point,
  index: z.int().check(z.gte(0), z.lte(POINT_LIMIT)),
})
/** A length that is divided by. */
const length = between(0.01, FAR)
const crop = z.object({
  x: coordinate,
  y: coordinate,
  width: length,
  height: length,
  naturalWidth: length,
  naturalHeight: length,
})

/** 1, or -1 for the mirrored side of a picture. */
const flip = z.number().check(z.refine((value) => Math.abs(value) === 1, 'flip'))

export const freedraw = z.object({
  ...base,
  type: z.literal('freedraw'),
  points: pointsUpTo(POINT_LIMIT),
  pressures: z.array(between(0, 10)).check(z.maxLength(POINT_LIMIT)),
  simulatePressure: z.boolean(),
  lastCommittedPoint: z.nullable(point),
})

/** One element of a board, whole. */
export const boardElement = z.discriminatedUnion('type', [
  z.object({ ...base, type: z.literal('rectangle') }),
  z.object({ ...base, type: z.literal('diamond') }),
  z.object({ ...base, type: z.literal('ellipse') }),
  z.object({
    ...base,
    type: z.literal('text'),
    fontSize: z.number().check(z.gte(1), z.lte(2000)),
    fontFamily: z.int().check(z.gte(1), z.lte(99)),
    text: words(TEXT_LIMIT),
    originalText: words(TEXT_LIMIT),
    textAlign: z.enum(['left', 'center', 'right']),
    verticalAlign: z.enum(['top', 'middle', 'bottom']),
    containerId: z.nullable(elementId),
    autoResize: z.boolean(),
    lineHeight: z.number().check(z.gte(0.5), z.lte(5)),
  }),
  z.object({ ...base, ...linear, type: z.literal('line') }),
  z.object({
    ...base,
    ...linear,
    type: z.literal('arrow'),
    elbowed: z.boolean(),
    fixedSegments: z.optional(z.nullable(z.array(fixedSegment).check(z.maxLength(200)))),
    startIsSpecial: z.optional(z.nullable(z.boolean())),
    endIsSpecial: z.optional(z.nullable(z.boolean())),
  }),
  freedraw,
  z.object({
    ...base,
    type: z.literal('image'),
    fileId: boardFileId,
    status: z.enum(['pending', 'saved', 'error']),
    scale: z.tuple([flip, flip]),
    crop: z.nullable(crop),
  }),
  z.object({ ...base, type: z.literal('frame'), name: z.nullable(words(200)) }),
])
export type BoardElement = z.output<typeof boardElement>
export type Freedraw = z.output<typeof freedraw>

/** An element as it arrives: only what is needed to answer for it, until it has been checked. */
export const arrivingElement = z.looseObject({ id: elementId, version, versionNonce: z.int() })

const isWebLink = (link: string): boolean => /^https?:\/\/[^\s]+$/i.test(link)

/**
 * The element as it may be stored, or null when it must not reach anyone. `links` says whether this person's shapes may
 * carry a link (staff only); a link that is not http or https is dropped for everybody. `status` of a picture is always
 * `saved`: its file is stored before the shape is sent.
 */
export const admitElement = (arriving: unknown, links: boolean): BoardElement | null => {
  const parsed = boardElement.safeParse(arriving)
  if (!parsed.success) return null
  const element = parsed.data
  const link = links && element.link !== null && isWebLink(element.link) ? element.link : null
  return element.type === 'image' ? { ...element, link, status: 'saved' } : { ...element, link }
}

/**
 * What is stored, as it may be shown: null for what earlier releases let through and no browser should have to draw. The
 * rows stay as they are.
 */
export const readElement = (stored: unknown): BoardElement | null => {
  const parsed = boardElement.safeParse(stored)
  return parsed.success ? parsed.data : null
}

/** Who drew the element, as the server stamped it. */
export const ownerOf = (element: BoardElement): string | null => element.customData?.owner ?? null
