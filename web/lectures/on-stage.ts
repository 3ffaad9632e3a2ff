import { createMemo } from 'solid-js'
import type { PersonHere } from '#domain/lectures/lecture.ts'
import type { LessonRoom } from './room.ts'
import type { RoomMedia } from './room-media.ts'

/**
 * Whom one looks at: whoever spoke last among the others and is still here; before anybody spoke whoever leads, with a
 * camera before one without. Where none of the others has a picture or leads, oneself.
 */
export const speakerOf = (
  people: readonly PersonHere[],
  me: string,
  speaking: readonly string[],
  before: string | null,
  hasCamera: (accountId: string) => boolean,
  leads: (accountId: string) => boolean,
): string | null => {
  const others = people.filter(({ id }) => id !== me).map(({ id }) => id)
  const loudest = speaking.find((id) => others.includes(id))
  if (loudest) return loudest
  if (before && others.includes(before)) return before
  const rank = (id: string) => (leads(id) ? 2 : 0) + (hasCamera(id) ? 1 : 0)
  const [first] = others.filter((id) => rank(id) > 0).sort((a, b) => rank(b) - rank(a))
  return first ?? people.find(({ id }) => id === me)?.id ?? null
}

/** What is to be looked at in a room: the speaker, who else is seen, whose screen is shared. */
export const createStage = (room: LessonRoom, media: RoomMedia, me: () => string) => {
  const hasCamera = (accountId: string) => media.sends(accountId, 'camera')
  let spoke: string | null = null
  const speaker = createMemo(() => {
    // Whom who leads has put in the light is shown to everybody else, whoever speaks.
    const lit = room.state.hold.focus.spotlightId
    if (lit && lit !== me() && room.state.people.some(({ id }) => id === lit)) return lit
    const found = speakerOf(room.state.people, me(), media.state.speaking, spoke, hasCamera, room.leads)
    // Only who has spoken stays in place; until then a camera that opens is worth more.
    if (found && media.state.speaking.includes(found)) spoke = found
    return found
  })
  const person = (accountId: string | null) => room.state.people.find(({ id }) => id === accountId)
  /** Everybody else with a picture, or a voice that is on. */
  const others = createMemo(() =>
    room.state.people.filter(
      ({ id }) => id !== speaker() && (hasCamera(id) || media.sends(id, 'microphone')),
    ),
  )
  const screen = createMemo(
    () => media.state.tracks.find(({ source }) => source === 'screen')?.accountId ?? null,
  )
  return {
    speaker: () => person(speaker()),
    others,
    screen,
    person,
    pictures: () => room.state.people.some(({ id }) => hasCamera(id)),
  }
}

export type Stage = ReturnType<typeof createStage>
