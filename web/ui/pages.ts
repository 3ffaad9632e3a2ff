import { batch, createEffect, createMemo, createResource, createSignal, on } from 'solid-js'
import { createAction } from './action.ts'

interface PageOf<Item, Cursor> {
  items: readonly Item[]
  next: Cursor | null
}

/**
 * A list that is fetched page by page. It begins anew when `input` changes in value; what was there stays on screen until
 * the new first page is.
 */
export const createPages = <Input, Item, Cursor, More extends object>(
  input: () => Input,
  load: (input: Input, after: Cursor | undefined) => Promise<PageOf<Item, Cursor> & More>,
) => {
  const asked = createMemo(input, undefined, { equals: (a, b) => JSON.stringify(a) === JSON.stringify(b) })
  const [first, { refetch }] = createResource(asked, (now) => load(now, undefined))
  const [items, setItems] = createSignal<readonly Item[]>([])
  const [next, setNext] = createSignal<Cursor | null>(null)
  const page = () => (first.error ? undefined : first.latest)
  createEffect(
    on(page, (found) => {
      batch(() => {
        setItems(found?.items ?? [])
        setNext(() => found?.next ?? null)
      })
    }),
  )
  const more = createAction(async () => {
    const [now, after] = [asked(), next()]
    if (after === null) return
    const found = await load(now, after)
    if (now !== asked()) return
    batch(() => {
      setItems((all) => [...all, ...found.items])
      setNext(() => found.next)
    })
  })
  return {
    /** The newest first page, for what it says beside its items. */
    first: page,
    items,
    hasMore: () => next() !== null,
    more,
    failure: () => first.error as unknown,
    loaded: () => first.latest !== undefined,
    refetch,
    /** Puts a changed item in the place of the old one. */
    replace: (item: Item, same: (one: Item) => boolean) =>
      setItems((all) => all.map((one) => (same(one) ? item : one))),
  }
}
