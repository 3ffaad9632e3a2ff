import * as z from 'zod/mini'
import { id, instant } from '../../contract.ts'

/** What pupils say without a word. */
export const FEEDBACK_KINDS = ['yes', 'no', 'slower', 'faster', 'done'] as const
export const feedbackKind = z.enum(FEEDBACK_KINDS)
export type FeedbackKind = z.output<typeof feedbackKind>

const MINUTE = 60_000
/** How long each stands by itself (milliseconds): an answer is soon old, being done is true for longer. */
export const FEEDBACK_LASTS_MS: Record<FeedbackKind, number> = {
  yes: 2 * MINUTE,
  no: 2 * MINUTE,
  slower: 2 * MINUTE,
  faster: 2 * MINUTE,
  done: 15 * MINUTE,
}

/** What somebody says, until when it stands. A person says one thing at a time. */
export const feedback = z.object({ accountId: id, kind: feedbackKind, until: instant })
export type Feedback = z.output<typeof feedback>

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** The list after somebody said something, or took it back (`null`); in the same order on every screen. */
export const withFeedback = (
  list: readonly Feedback[],
  accountId: string,
  said: Pick<Feedback, 'kind' | 'until'> | null,
): Feedback[] => {
  const others = list.filter((one) => one.accountId !== accountId)
  const next = said ? [...others, { accountId, ...said }] : others
  return next.sort((a, b) => compare(a.accountId, b.accountId))
}

/** What still stands at a moment. */
export const standingAt = (list: readonly Feedback[], now: Date): Feedback[] =>
  list.filter(({ until }) => Date.parse(until) > now.getTime())

/** Who says what, in the order of the kinds, without those that nobody says. */
export const byKind = (list: readonly Feedback[]): { kind: FeedbackKind; accountIds: string[] }[] =>
  FEEDBACK_KINDS.map((kind) => ({
    kind,
    accountIds: list.filter((one) => one.kind === kind).map((one) => one.accountId),
  })).filter(({ accountIds }) => accountIds.length > 0)
