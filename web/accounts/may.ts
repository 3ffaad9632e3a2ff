import { createMemo, createRoot } from 'solid-js'
import { actorOfMe } from '#domain/accounts/actor.ts'
import { type Action, can, type Resource } from '#domain/permission.ts'
import { classOf, session } from './session.ts'

/** Made anew when the account's own news say that a role, a class or a child of theirs is another one. */
const actor = createRoot(() => createMemo(() => (session.me ? actorOfMe(session.me) : null)))

/**
 * Whether the signed-in person may do this, by the table that the server asks: it chooses what is shown, the server
 * decides. Of a class they are in it is known whether it is archived; `archived: false` asks what would be theirs there
 * otherwise. Reactive.
 */
export const may = (action: Action, resource: Resource = {}): boolean =>
  can(actor(), action, {
    schoolId: actor()?.schoolId,
    archived: classOf(resource.classId ?? undefined)?.archived,
    ...resource,
  })

/** The children of a guardian who are in a class. Reactive. */
export const wardsIn = (classId: string): string[] =>
  (session.me?.wards ?? []).filter((ward) => ward.classIds.includes(classId)).map((ward) => ward.id)
