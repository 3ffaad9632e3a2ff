import { listMembers, type Member, memberJoined, removeMember, setMember } from '#domain/classes/contract.ts'
import { applyToMembers } from '#domain/classes/member-list.ts'
import type { ClassRole } from '#domain/permission.ts'
import { topicOf } from '#domain/realtime.ts'
import { call } from '../call.ts'
import { createLive } from '../realtime/live.ts'
import { isEvent } from '../realtime/subscribe.ts'
import { createTurn } from '../turn.ts'

/** The people of one class, kept current by the class's events. */
export const createPeople = (classId: () => string) => {
  const live = createLive({
    source: classId,
    fetch: (id, signal) => call(listMembers, { classId: id }, {}, { signal }),
    topics: () => [topicOf('class', classId())],
    apply: applyToMembers,
    // The event does not carry what only staff may see.
    wants: (event) => isEvent(event, memberJoined),
  })
  const inTurn = createTurn()
  const members = () => live.value()?.members ?? []
  const change = (next: (all: Member[]) => Member[]) =>
    live.set('value', (value) => value && { members: next(value.members) })

  const take = (accountId: string) => {
    const member = members().find((one) => one.id === accountId)
    change((all) => all.filter((one) => one.id !== accountId))
    return member && { ...member }
  }
  const put = (member: Member) => change((all) => [...all.filter((one) => one.id !== member.id), member])

  return {
    members,
    failure: live.problem,
    loaded: () => live.value() !== undefined,
    refetch: live.refetch,
    take,
    put,
    add: async (accountId: string, role: ClassRole) => {
      await inTurn(() => call(setMember, { classId: classId(), accountId }, { role }))
      await live.refetch()
    },
    remove: (accountId: string) => {
      const params = { classId: classId(), accountId }
      return inTurn(() => call(removeMember, params, {}, { keepalive: true }))
    },
    setRole: async (member: Member, role: ClassRole) => {
      put({ ...member, role })
      try {
        await inTurn(() => call(setMember, { classId: classId(), accountId: member.id }, { role }))
      } catch (error) {
        put(member)
        throw error
      }
    },
  }
}
