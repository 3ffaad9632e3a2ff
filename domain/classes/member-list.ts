import { reducer } from '../reducer.ts'
import { type Member, memberLeft } from './contract.ts'

/** The people of a class after an event of its topic. Who joined is fetched: the event lacks what only staff may see. */
export const applyToMembers = reducer<{ members: Member[] }>((on) => [
  on(memberLeft, ({ members }, { accountId }) => ({
    members: members.filter((member) => member.id !== accountId),
  })),
])
