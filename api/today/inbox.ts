import type { Inbox, InboxEntry } from '#domain/today/contract.ts'
import type { Context } from '#platform/context.ts'
import { type InboxPlace, readPlace, writePlace } from './inbox-place.ts'

const PAGE = 40

/** What a feature has for the caller's inbox, newest first from a place on: it asks its own tables, by its own rules. */
export type InboxSource = (ctx: Context, after: InboxPlace | null, limit: number) => Promise<InboxEntry[]>

const idOf = (entry: InboxEntry): string => (entry.kind === 'message' ? entry.messageId : entry.id)

/** As the database orders what a source gives: by time, then by id, both downwards. */
const byNewest = (a: InboxEntry, b: InboxEntry): number => {
  if (a.at !== b.at) return a.at < b.at ? 1 : -1
  return idOf(a) < idOf(b) ? 1 : -1
}

/** A page of what is new to the caller, of all kinds together. */
export const listInbox = async (
  ctx: Context,
  sources: readonly InboxSource[],
  before: string | undefined,
): Promise<Inbox> => {
  const after = before === undefined ? null : readPlace(before)
  const found = (await Promise.all(sources.map((source) => source(ctx, after, PAGE + 1)))).flat()
  const entries = found.sort(byNewest).slice(0, PAGE)
  const last = entries.at(-1)
  return { entries, next: found.length > PAGE && last ? writePlace({ at: last.at, id: idOf(last) }) : null }
}
