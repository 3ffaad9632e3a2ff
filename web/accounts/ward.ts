import { useSearchParams } from '@solidjs/router'
import { createEffect, createMemo, createSignal, onMount } from 'solid-js'
import type { Ward } from '#domain/accounts/contract.ts'
import { createNames, type Names } from './namesakes.ts'
import { session } from './session.ts'

/** The child a guardian looked at last, from one screen to the next. */
const [chosen, setChosen] = createSignal<string | null>(null)

/** The guardian's children, or those of them who are in a class. Reactive. */
export const wardsIn = (classId?: string): Ward[] =>
  (session.me?.wards ?? []).filter((ward) => classId === undefined || ward.classIds.includes(classId))

/** Their names, as they are told apart should two be called alike. */
export const createWardNames = (): Names => createNames(() => wardsIn())

/** Which of several children is meant: the one in the address, else the one looked at last, else the first. */
export const wardAmong = (
  wards: readonly Ward[],
  ...wanted: (string | null | undefined)[]
): Ward | undefined => wanted.map((id) => wards.find((ward) => ward.id === id)).find(Boolean) ?? wards[0]

/**
 * Which child a guardian looks at, on a page of a class or of all of them; nobody for everybody else. The address names
 * it wherever there are several, so that a page that is kept, sent or loaded anew shows the same child.
 */
export const useWard = (classId: () => string | undefined = () => undefined) => {
  const [search, setSearch] = useSearchParams<{ student?: string }>()
  const wards = createMemo(() => wardsIn(classId()))
  createEffect(() => search.student && setChosen(search.student))
  const ward = createMemo(() => wardAmong(wards(), search.student, chosen()))
  onMount(() => {
    const id = ward()?.id
    if (id && wards().length > 1 && search.student !== id) setSearch({ student: id }, { replace: true })
  })
  return {
    wards,
    /** Undefined for who is no guardian here. Reactive. */
    id: createMemo(() => ward()?.id),
    classIds: createMemo(() => ward()?.classIds ?? []),
    choose: (wardId: string) => {
      setChosen(wardId)
      setSearch({ student: wardId }, { replace: true })
    },
  }
}
