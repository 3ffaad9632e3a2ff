import { generateKeyBetween } from 'fractional-indexing'
import * as z from 'zod/mini'

/**
 * One shape on a board, as Excalidraw draws it, reduced to what Lectern lets through: an allow-list of types and of
 * fields, each with a limit. What is not named here is stripped; a type that is not named here is refused, above all
 * `iframe`, `embeddable` and `magicframe`, which would bring foreign pages into the lesson.
 */

/** Live shapes on one board. */
export const ELEMENT_LIMIT = 5000
/** Points of one stroke or line. */
export const POINT_LIMIT = 5000
/** Characters of one text. */
export const TEXT_LIMIT = 10_000
/** A shape may run ahead of the stored one by this many changes (a long offline session), not to the end of numbers. */
export const VERSION_LEAP = 1_000_000
const VERSION_MAX = 2 ** 40
const FAR = 10_000_000

const elementId = z.string().check(
  z.regex(/^[\w:-]{1,80}$/),
  z.refine((value) => !(value in Object.prototype), 'reserved'),
)
const coordinate = z.number().check(z.gte(-FAR), z.lte(FAR))
const small = z.number().check(z.gte(-10_000), z.lte(10_000))
const colour = z.string().check(z.regex(/^[\w#(),.%/ -]{0,64}$/))
const point = z.tuple([coordinate, coordinate])
const points = z.array(point).check(z.maxLength(POINT_LIMIT))
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
  width: coordinate,
  height: coordinate,
  angle: small,
  strokeColor: colour,
  backgroundColor: colour,
  fillStyle: z.enum(['hachure', 'cross-hatch', 'solid', 'zigzag']),
  strokeWidth: small,
  strokeStyle: z.enum(['solid', 'dashed', 'dotted']),
  roundness: z.nullable(z.object({ type: z.int().check(z.gte(1), z.lte(3)), value: z.optional(small) })),
  roughness: small,
  opacity: z.number().check(z.gte(0), z.lte(100)),
  seed: z.number(),
  version,
  versionNonce: z.int(),
  index: orderKey,
  isDeleted: z.boolean(),
  groupIds: z.array(elementId).check(z.maxLength(50)),
  frameId: z.nullable(elementId),
  boundElements: z.nullable(
    z.array(z.object({ id: elementId, type: z.enum(['arrow', 'text']) })).check(z.maxLength(500)),
  ),
  updated: z.number(),
  link: z.nullable(words(2048)),
  locked: z.boolean(),
  customData: z.optional(z.object({ owner: z.optional(words(64)) })),
}

const binding = z.nullable(
  z.object({
    elementId,
    focus: z.number(),
    gap: z.number(),
    fixedPoint: z.optional(z.nullable(z.tuple([z.number(), z.number()]))),
  }),
)
const arrowhead = z.nullable(z.string().check(z.regex(/^[a-z_]{1,24}$/)))
const linear = {
  points,
  lastCommittedPoint: z.nullable(point),
  startBinding: binding,
  endBinding: binding,
  startArrowhead: arrowhead,
  endArrowhead: arrowhead,
}
const fixedSegment = z.object({ start: point, end: point, index: z.int() })
const crop = z.object({
  x: coordinate,
  y: coordinate,
  width: coordinate,
  height: coordinate,
  naturalWidth: coordinate,
  naturalHeight: coordinate,
})

export const freedraw = z.object({
  ...base,
  type: z.literal('freedraw'),
  points,
  pressures: z.array(z.number()).check(z.maxLength(POINT_LIMIT)),
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
    scale: z.tuple([small, small]),
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

/** Who drew the element, as the server stamped it. */
export const ownerOf = (element: BoardElement): string | null => element.customData?.owner ?? null
