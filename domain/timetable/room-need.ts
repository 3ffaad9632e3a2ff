import type { Room, RoomNeed } from './instance.ts'

/** Whether a room is of the kind, has every feature and, where rooms are named, is one of them. */
export const roomSuits = (room: Room, need: RoomNeed | null): boolean =>
  need === null ||
  ((need.kind === undefined || room.kind === need.kind) &&
    (need.features ?? []).every((feature) => room.features?.includes(feature) ?? false) &&
    (need.rooms?.includes(room.id) ?? true))
