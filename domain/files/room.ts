/** Bytes that stay free for the database whatever is uploaded; a start needs 200 MB of them. */
export const RESERVE = 512 * 1024 * 1024

/** What is kept already, what is promised to unfinished uploads, and what may be kept; null is no limit but the disk's. */
interface Share {
  kept: number
  promised: number
  limit: number | null
}

export interface Room {
  /** Bytes that are free on the disk, and those promised to unfinished uploads of anybody. */
  disk: { free: number; promised: number }
  person: Share
  school: Share
}

/** Why something finds no room. */
export type NoRoom = 'disk' | 'person' | 'school'

const exceeds = ({ kept, promised, limit }: Share, size: number): boolean =>
  limit !== null && kept + promised + size > limit

/**
 * Whether so many bytes more find room; null when they do. Work that is handed in on time finds it up to `extra` bytes
 * beyond what a person may keep and however full the school's share is: only the disk refuses it.
 */
export const noRoomFor = (size: number, room: Room, onTime: { extra: number } | null): NoRoom | null => {
  // The bytes are there twice for a moment: in the upload and in what is kept.
  if (room.disk.free < 2 * (room.disk.promised + size) + RESERVE) return 'disk'
  if (exceeds(room.person, size - (onTime?.extra ?? 0))) return 'person'
  if (!onTime && exceeds(room.school, size)) return 'school'
  return null
}

/** From which share of what may be kept on its owner is told. */
const NEAR = 0.9

/** Whether somebody should know that little room is left. */
export const isNearlyFull = (kept: number, limit: number | null): limit is number =>
  limit !== null && kept >= limit * NEAR

/** Staff have films of lessons and the material of years: ten times what others may keep. */
const STAFF_FACTOR = 10

export const personLimit = (limit: number, staff: boolean): number => (staff ? limit * STAFF_FACTOR : limit)
