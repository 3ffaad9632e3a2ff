import { createEffect, createResource } from 'solid-js'
import { createStore, reconcile } from 'solid-js/store'
import {
  listMembers,
  type Member,
  memberJoined,
  memberLeft,
  removeMember,
  setMember,
} from '#domain/classes/contract.ts'
import type { ClassRole } from '#domain/permission.ts'
import { topicOf } from '#domain/realtime.ts'
import { call } from '../call.ts'
import { isEvent, useTopic } from '../realtime/subscribe.ts'

/** The people of one class, kept current by the class's events. */
export const createPeople = (classId: () => string) => {
  const [state, setState] = createStore<{ members: Member[] }>({ members: [] })
  const [answer, { refetch }] = createResource(classId, (id) => call(listMembers, { classId: id }, {}))
  createEffect(() => {
    if (!answer.error) setState('members', reconcile(answer()?.members ?? []))
  })

  const take = (accountId: string) => {
    const index = state.members.findIndex((one) => one.id === accountId)
    const member = state.members[index]
    setState('members', (all) => all.filter((one) => one.id !== accountId))
    return member && { ...member }
  }
  const put = (member: Member) =>
    setState('members', (all) => [...all.filter((one) => one.id !== member.id), member])

  useTopic(
    () => topicOf('class', classId()),
    () => ({
      onEvent: (event) => {
        if (isEvent(event, memberLeft)) take(event.payload.accountId)
        // The event does not carry what only staff may see.
        else if (isEvent(event, memberJoined)) void refetch()
      },
      onReset: async (no) => {
        await refetch()
        return no
      },
    }),
  )

  return {
    members: () => state.members,
    failure: () => answer.error as unknown,
    loaded: () => answer.latest !== undefined,
    refetch,
    take,
    put,
    add: async (accountId: string, role: ClassRole) => {
      await call(setMember, { classId: classId(), accountId }, { role })
      await refetch()
    },
    remove: (accountId: string) => call(removeMember, { classId: classId(), accountId }, {}),
    setRole: async (member: Member, role: ClassRole) => {
      put({ ...member, role })
      try {
        await call(setMember, { classId: classId(), accountId: member.id }, { role })
      } catch (error) {
        put(member)
        throw error
      }
    },
  }
}
