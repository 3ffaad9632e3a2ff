import { createResource } from 'solid-js'
import type { InputOf } from '#domain/contract.ts'
import { admit, listAtDoor, sendOut, setDoor } from '#domain/lectures/hold/contract.ts'
import type { DoorState } from '#domain/lectures/hold/entry.ts'
import { call } from '../../call.ts'
import { t } from '../../i18n/translate.ts'
import { toast, toastProblem } from '../../ui/Toast.tsx'

/** Who stands before the door of a lecture, fetched anew whenever the room is told that it is another. */
export const createAtDoor = (lectureId: string, door: () => DoorState) => {
  const [list] = createResource(
    () => JSON.stringify(door()),
    () => call(listAtDoor, { lectureId }, {}).catch(() => ({ waiting: [], out: [] })),
  )
  const act = (work: Promise<unknown>) => work.then(() => {}, toastProblem)
  return {
    waiting: () => list.latest?.waiting ?? [],
    out: () => list.latest?.out ?? [],
    letIn: (accountId?: string) => act(call(admit, { lectureId }, { accountId })),
    turnAway: (accountId: string) => act(call(sendOut, { lectureId }, { accountId })),
    set: (change: InputOf<typeof setDoor>) => act(call(setDoor, { lectureId }, change)),
  }
}
export type AtDoor = ReturnType<typeof createAtDoor>

/** Sends somebody out of the room. */
export const sendOutOf = (lectureId: string, person: { id: string; name: string }): Promise<void> =>
  call(sendOut, { lectureId }, { accountId: person.id }).then(() => {
    toast(t('hold.door.sentOut', { name: person.name }))
  }, toastProblem)
