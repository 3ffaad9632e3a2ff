import type { BoardElement } from './element.ts'
import { ownerOf } from './element.ts'

/**
 * What somebody is on a board. `teacher`: everything, always. `presenter`: was handed the board, draws while it is
 * locked and may change any shape. `editor`: adds shapes and changes their own. `viewer`: looks.
 */
export const BOARD_ROLES = ['teacher', 'presenter', 'editor', 'viewer'] as const
export type BoardRole = (typeof BOARD_ROLES)[number]

export interface Drawer {
  accountId: string
  role: BoardRole
  /** Whether the board is locked now. */
  locked: boolean
}

/** Whether this person may draw on the board at all now. */
export const mayDraw = ({ role, locked }: Pick<Drawer, 'role' | 'locked'>): boolean =>
  role === 'teacher' || role === 'presenter' || (role === 'editor' && !locked)

/**
 * Whether this person may put their version of a shape in the place of `stored` (undefined for a new shape). Whose shape
 * it is, is decided by what is stored, never by what arrives: a teacher's shapes are safe from the class.
 */
export const mayEdit = (drawer: Drawer, stored: BoardElement | undefined): boolean => {
  if (!mayDraw(drawer)) return false
  if (drawer.role !== 'editor') return true
  return stored === undefined || ownerOf(stored) === drawer.accountId
}

type Ranked = Pick<Drawer, 'role'>
/** Hands the board over, locks and clears it. */
export const leadsBoard = ({ role }: Ranked): boolean => role === 'teacher'
/** Was handed the board. */
export const hasBoard = ({ role }: Ranked): boolean => role === 'presenter'
/** Changes no shapes but their own. */
export const keepsToOwn = ({ role }: Ranked): boolean => role === 'editor'

/** Whether this person's shapes may carry a link to the web. */
export const mayLink = (role: BoardRole): boolean => role === 'teacher'
