import * as z from 'zod/mini'
import { id } from '../contract.ts'
import { boardElement } from './element.ts'
import { BOARD_ROLES, type BoardRole } from './right.ts'

/** Bytes of one picture on a board. */
export const BOARD_FILE_LIMIT = 8 * 1024 * 1024
/** Shapes in one message; a browser splits larger ones. */
export const EDIT_LIMIT = 400
/** A catch-up larger than this (characters of JSON) is fetched over HTTP instead. */
export const CATCH_UP_LIMIT = 180_000
/** Pictures on one board. */
export const BOARD_FILES_LIMIT = 300
/** Milliseconds between two reports of who is here. */
export const REPORT_MS = 10_000
/** Milliseconds over which drawing and pointers are gathered before they travel. */
export const GATHER_MS = 60

export const boardRole = z.enum(BOARD_ROLES)

/** A shared drawing. */
export const board = z.object({
  id,
  classId: id,
  locked: z.boolean(),
  /** What the asking account is on this board. */
  role: boardRole,
  /** Counts every accepted edit. */
  seq: z.int(),
})
export type Board = z.output<typeof board>

/** A board with everything drawn on it. */
export const scene = z.object({ ...board.shape, elements: z.array(boardElement) })
export type Scene = z.output<typeof scene>

/** Somebody who has the board open, in one window. */
export const peer = z.object({ connection: z.string(), accountId: id, name: z.string(), role: boardRole })
export type Peer = z.output<typeof peer>

/**
 * The board role that follows from the role in the class: staff teach, students draw, everyone else looks. A student who
 * was handed the board presents.
 */
export const boardRoleFor = (rights: { manage: boolean; draw: boolean; presents: boolean }): BoardRole => {
  if (rights.manage) return 'teacher'
  if (!rights.draw) return 'viewer'
  return rights.presents ? 'presenter' : 'editor'
}
