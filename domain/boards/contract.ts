import * as z from 'zod/mini'
import { done, endpoint, event, id, signal, who } from '../contract.ts'
import { board, boardRole, EDIT_LIMIT, peer, scene } from './board.ts'
import { arrivingElement, boardElement, elementId, FAR } from './element.ts'
import { ink } from './ink.ts'

const seq = z.int().check(z.nonnegative())

export const getBoard = endpoint({
  method: 'GET',
  path: '/api/boards/:boardId',
  summary: 'A board with everything drawn on it, and what the asking account may do there.',
  input: z.strictObject({}),
  output: scene,
})

export const lockBoard = endpoint({
  method: 'PUT',
  path: '/api/boards/:boardId/lock',
  summary: 'Locks a board, so that only staff and whoever was handed the board can draw, or unlocks it.',
  rate: { burst: 60, perMinute: 60 },
  input: z.strictObject({ locked: z.boolean() }),
  output: board,
})

export const boardLocked = event(
  'board.locked',
  'A board was locked or unlocked.',
  z.object({ boardId: id, locked: z.boolean() }),
  { keep: 'always' },
)

export const handBoard = endpoint({
  method: 'PUT',
  path: '/api/boards/:boardId/presenters/:accountId',
  summary:
    'Hands the board to somebody of the class, who then draws while it is locked and may change any shape, or takes it back.',
  rate: { burst: 60, perMinute: 60 },
  input: z.strictObject({ presents: z.boolean() }),
  output: board,
})

export const boardHanded = event(
  'board.handed',
  'The board was handed to somebody, or taken back.',
  z.object({ boardId: id, accountId: id, presents: z.boolean() }),
  { keep: 'always' },
)

/** Shapes that one act removes or brings back. */
export const REMOVAL_LIMIT = 5_000

export const listDrawers = endpoint({
  method: 'GET',
  path: '/api/boards/:boardId/drawers',
  summary: 'Who has drawn what lies on the board now, and how many shapes, the most first.',
  input: z.strictObject({}),
  output: z.object({ drawers: z.array(z.object({ ...who.shape, shapes: z.int() })) }),
})

export const removeShapesOf = endpoint({
  method: 'POST',
  path: '/api/boards/:boardId/drawers/:accountId/remove',
  summary:
    'Removes everything that somebody has drawn on the board, and answers with what it was, to bring it back.',
  rate: { burst: 60, perMinute: 60 },
  input: z.strictObject({}),
  output: z.object({ ids: z.array(z.string()) }),
})

export const restoreShapes = endpoint({
  method: 'POST',
  path: '/api/boards/:boardId/restore',
  summary: 'Brings back shapes that were removed; what was changed or brought back since stays as it is.',
  rate: { burst: 60, perMinute: 60 },
  input: z.strictObject({ ids: z.array(elementId).check(z.maxLength(REMOVAL_LIMIT)) }),
  output: done,
})

export const helloBoard = signal(
  'board.hello',
  'Opens the board after its scene was fetched: answers with what changed since and who is here.',
  z.strictObject({ since: seq }),
  z.object({
    seq,
    /** What changed after `since`, deleted shapes included. */
    elements: z.array(boardElement),
    /** Too much changed: fetch the scene anew. */
    refetch: z.boolean(),
    role: boardRole,
    locked: z.boolean(),
    /** The server process that answers, and who has the board open there. */
    process: z.string(),
    peers: z.array(peer),
    /** Which of the peers the asker is. */
    connection: z.string(),
  }),
)

export const editBoard = signal(
  'board.edit',
  'Changed shapes, whole or as growing strokes. Answered once the accepted ones are stored.',
  z.strictObject({
    elements: z.array(arrivingElement).check(z.maxLength(EDIT_LIMIT)),
    ink: z.array(ink).check(z.maxLength(EDIT_LIMIT)),
  }),
  z.object({
    seq,
    /** What stands instead of a shape that lost, or was moved to a free place: merge it as if it came from others. */
    back: z.array(boardElement),
    /** Refused: put `element` in the place of the shape without comparing, or remove the shape when it is null. */
    denied: z.array(z.object({ id: z.string(), element: z.nullable(boardElement) })),
    /** Strokes whose growth did not fit: send them whole. */
    whole: z.array(z.string()),
    /** Why something was refused for want of room: what this person has on the board, or the board. */
    full: z.nullable(z.enum(['own', 'board'])),
  }),
)

export const boardEdited = signal(
  'board.edited',
  'Shapes that changed. `from` is the number this follows: a reader that is behind it says hello again.',
  z.object({ from: seq, seq, elements: z.array(boardElement), ink: z.array(ink) }),
)

/** A pointer may be anywhere that somebody can scroll to. */
const xy = z.number().check(z.gte(-FAR * 50), z.lte(FAR * 50))

export const POINTER_TOOLS = ['pointer', 'laser'] as const
export const POINTER_BUTTONS = ['up', 'down'] as const

export const pointBoard = signal(
  'board.pointer',
  'Where the sender points.',
  z.strictObject({ x: xy, y: xy, tool: z.enum(POINTER_TOOLS), button: z.enum(POINTER_BUTTONS) }),
)

export const boardPointers = signal(
  'board.pointers',
  'Where the others point, gathered: connection, x, y, tool, button.',
  z.object({
    pointers: z.array(z.tuple([z.string(), xy, xy, z.enum(POINTER_TOOLS), z.enum(POINTER_BUTTONS)])),
  }),
)

export const boardState = signal(
  'board.state',
  'Who has the board open in one server process, and how far the board has come; sent on change and every ten seconds.',
  z.object({ process: z.string(), seq, peers: z.array(peer) }),
)

/** `PUT` stores a picture (raw bytes) and `GET` answers it; both are raw routes. */
export const BOARD_FILE_PATH = '/api/boards/:boardId/files/:fileId'
