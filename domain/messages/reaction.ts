import * as z from 'zod/mini'
import { id } from '../contract.ts'
import { canonicalEmoji, isEmoji } from './emoji.ts'

/** Kinds of reaction that one message can carry. */
export const REACTION_KINDS = 20

/** What screens offer. The server takes any single emoji, for other clients. */
export const REACTION_PALETTE = ['👍', '❤️', '😄', '🎉', '🙏', '🤔', '👀', '✅'] as const

/** One emoji; variants that look the same are the same. */
export const emoji = z
  .string()
  .check(z.maxLength(40, 'too-long'), z.overwrite(canonicalEmoji), z.refine(isEmoji, 'emoji'))

export const personView = z.object({ id, displayName: z.string() })
export type Person = z.output<typeof personView>

export const reactionView = z.object({
  emoji: z.string(),
  /** Who reacted so, in the order they did. */
  people: z.array(personView),
})
export type Reaction = z.output<typeof reactionView>

const rank = (kind: string): number => {
  const place = (REACTION_PALETTE as readonly string[]).indexOf(kind)
  return place < 0 ? REACTION_PALETTE.length : place
}
const compareKinds = (a: string, b: string): number => rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0)

/**
 * Groups single reactions, given in the order they were made, by kind. Kinds stand in the order of the palette, not of
 * arrival, so that nothing moves under a finger and every reader sees the same.
 */
export const groupReactions = (single: readonly { emoji: string; person: Person }[]): Reaction[] => {
  const kinds = new Map<string, Person[]>()
  for (const { emoji: kind, person } of single) {
    const people = kinds.get(kind)
    if (people) people.push(person)
    else kinds.set(kind, [person])
  }
  return [...kinds].sort(([a], [b]) => compareKinds(a, b)).map(([kind, people]) => ({ emoji: kind, people }))
}

/** The reactions with this person's added; the same ones when it is there already. */
export const withReaction = (reactions: Reaction[], kind: string, person: Person): Reaction[] => {
  const found = reactions.find((reaction) => reaction.emoji === kind)
  if (!found)
    return [...reactions, { emoji: kind, people: [person] }].sort((a, b) => compareKinds(a.emoji, b.emoji))
  if (found.people.some((one) => one.id === person.id)) return reactions
  return reactions.map((reaction) =>
    reaction === found ? { ...found, people: [...found.people, person] } : reaction,
  )
}

/** The reactions without this person's; a kind that nobody is left of goes. */
export const withoutReaction = (reactions: Reaction[], kind: string, accountId: string): Reaction[] =>
  reactions
    .map((reaction) =>
      reaction.emoji === kind
        ? { ...reaction, people: reaction.people.filter((one) => one.id !== accountId) }
        : reaction,
    )
    .filter((reaction) => reaction.people.length > 0)
