import { createEffect, on } from 'solid-js'
import { readClipboard } from '#domain/grades/clipboard.ts'
import type { Mark } from '#domain/grades/paste.ts'
import { sameMark } from '#domain/grades/paste.ts'
import { newId } from '#domain/ids.ts'
import { t } from '../i18n/translate.ts'
import { toast, toastProblem } from '../ui/Toast.tsx'
import { type CellWrite, type GradebookStore, markWords, type Place } from './gradebook.ts'
import { type GridKey, gridKeyOf } from './grid-keys.ts'
import type { Block, GridView, Spot } from './grid-view.ts'
import type { Pasted } from './PasteDialog.tsx'
import type { Typing } from './typing.ts'
import type { Undo } from './undo.ts'

/** More text than any gradebook holds: a whole book was copied by mistake. */
const CLIPBOARD_LIMIT = 1_000_000

export const cellAt = (within: HTMLElement | null | undefined, { row, column }: Spot) =>
  within?.querySelector<HTMLElement>(`[data-row="${row}"][data-column="${column}"]`)

/** Where an event happened; null when it was in no cell and at no name. */
const spotOf = (event: Event): Spot | null => {
  const { row, column } = (event.target as HTMLElement).dataset
  return row === undefined || column === undefined ? null : { row: Number(row), column: Number(column) }
}

const numbersBetween = ([from, to]: readonly [number, number]) =>
  Array.from({ length: to - from + 1 }, (_, n) => from + n)

const isOne = ({ rows, columns }: Block) => rows[0] === rows[1] && columns[0] === columns[1]

/** What keys, the clipboard and the focus do in the gradebook. */
export const createGridActs = (options: {
  store: GradebookStore
  view: GridView
  typing: Typing
  undo: Undo
  editable: () => boolean
  box: () => HTMLElement | undefined
  onPaste: (pasted: Pasted) => void
}) => {
  const { store, view, typing, undo } = options
  /** After Escape in a cell that nobody types in, Tab leaves the grid: no keyboard is caught in it. */
  let leaving = false
  const places = (block: Block): Place[][] =>
    numbersBetween(block.rows).map((row) =>
      numbersBetween(block.columns).flatMap((column) => view.placeAt({ row, column }) ?? []),
    )
  const focus = (to: Spot, from: Spot | null = null) => {
    view.goTo(to, from)
    cellAt(options.box(), view.spot())?.focus()
  }
  const write = async (marks: readonly (Place & { mark: Mark })[]) => {
    const grades = marks.flatMap(({ mark, ...place }): CellWrite[] => {
      const before = store.markOf(place)
      return sameMark(before, mark) ? [] : [{ ...place, ...mark, before }]
    })
    if (grades.length === 0) return
    const batchId = newId()
    try {
      const count = await store.write(grades, { batchId, extra: true })
      undo.done(batchId, t('grades.pasted', { count }))
    } catch (error) {
      await store.live.refetch()
      toastProblem(error)
    }
  }
  const clear = () =>
    write(
      places(view.block())
        .flat()
        .map((place) => ({ ...place, mark: { score: null, excused: false } })),
    )
  const fillDown = () => {
    const [first, ...below] = places(view.block())
    if (!first) return
    void write(
      below.flatMap((row) =>
        row.flatMap((place, n) => (first[n] ? [{ ...place, mark: store.markOf(first[n]) }] : [])),
      ),
    )
  }
  const isTyping = (place: Place | null) => {
    const typed = place && typing.of(place)
    return typed !== null && typed !== undefined && typed.refusal === null
  }
  // A grade that comes while somebody stands on its cell is selected like the one before: a key types over it.
  createEffect(
    on(
      () => {
        const place = view.placeAt(view.spot())
        return place && store.cell(place)?.no
      },
      () => {
        const here = document.activeElement
        const isOwn = here instanceof HTMLInputElement && here === cellAt(options.box(), view.spot())
        if (isOwn && !isTyping(view.placeAt(view.spot()))) here.select()
      },
      { defer: true },
    ),
  )
  const giveUp = (place: Place | null) => {
    leaving = !isTyping(place)
    if (place) typing.giveUp(place)
    view.goTo(view.spot())
  }
  const go = ({ to, commits }: Extract<GridKey, { kind: 'go' }>, place: Place | null) => {
    if (commits && place) void typing.commit(place)
    if (to.row < 0) {
      const head = options.box()?.querySelector<HTMLElement>(`[data-head="${to.column}"] button`)
      if (head) return head.focus()
    }
    const [before, next] = [view.spot(), view.within(to)]
    if (before.row === next.row && before.column === next.column) {
      // At the edge there is nowhere to go; what was typed is left all the same.
      if (place) typing.leave(place)
    } else focus(next)
  }
  const extend = (by: Spot) => {
    const here = view.spot()
    focus({ row: here.row + by.row, column: Math.max(0, here.column + by.column) }, view.anchor() ?? here)
  }
  const edit = (target: EventTarget | null) => {
    if (target instanceof HTMLInputElement) target.setSelectionRange(target.value.length, target.value.length)
  }
  /** Whether it was done here; the browser does what was not. */
  const act = (key: GridKey, place: Place | null, target: EventTarget | null): boolean => {
    switch (key.kind) {
      case 'go':
        go(key, place)
        return true
      case 'extend':
        extend(key.by)
        return true
      case 'giveUp':
        giveUp(place)
        return false
      case 'edit':
        edit(target)
        return true
      case 'all':
        focus({ row: view.studentIds().length - 1, column: view.itemIds().length - 1 }, { row: 0, column: 0 })
        return true
      case 'undo':
        // What is being typed is the field's own to take back.
        return !isTyping(place) && undo.last()
      case 'redo':
        return !isTyping(place) && undo.again()
      case 'fillDown':
        if (options.editable()) fillDown()
        return true
      case 'clear':
        if (isOne(view.block()) || !options.editable()) return false
        void clear()
        return true
    }
  }
  const press = (event: KeyboardEvent) => {
    const spot = spotOf(event)
    if (!spot) return
    const { target } = event
    const input = target instanceof HTMLInputElement ? target : null
    const [start, end, length] = [
      input?.selectionStart ?? 0,
      input?.selectionEnd ?? 0,
      input?.value.length ?? 0,
    ]
    const key = gridKeyOf(event, {
      spot,
      rows: view.studentIds().length,
      columns: view.itemIds().length,
      page: Math.max(1, view.rows().length - 6),
      atStart: end === 0,
      atEnd: start === length,
      isWhole: start === 0 && end === length,
    })
    if (event.key === 'Tab' && leaving) return
    leaving = false
    if (key && act(key, view.placeAt(spot), target)) event.preventDefault()
  }
  return {
    press,
    focus,
    enter: (event: FocusEvent) => {
      const spot = spotOf(event)
      if (!spot) return
      leaving = false
      const here = view.spot()
      // What leads here by a key has said already what is chosen.
      if (here.row !== spot.row || here.column !== spot.column) view.goTo(spot)
      if (event.target instanceof HTMLInputElement) event.target.select()
    },
    leave: (event: FocusEvent) => {
      const spot = spotOf(event)
      const place = spot && view.placeAt(spot)
      if (place) typing.leave(place)
    },
    type: (event: Event) => {
      const spot = spotOf(event)
      const place = spot && view.placeAt(spot)
      if (place && event.target instanceof HTMLInputElement) typing.type(place, event.target.value)
    },
    /** With the shift key a click chooses everything from the cell that somebody was in. */
    point: (event: MouseEvent) => {
      const spot = spotOf(event)
      if (!spot) return
      if (!event.shiftKey) return view.goTo(spot)
      event.preventDefault()
      focus(spot, view.anchor() ?? view.spot())
    },
    copy: (event: ClipboardEvent) => {
      if (!view.isBlock() || !spotOf(event)) return
      const lines = places(view.block()).map((row) =>
        row.map((place) => markWords(store.cell(place))).join('\t'),
      )
      event.clipboardData?.setData('text/plain', lines.join('\n'))
      event.preventDefault()
    },
    paste: (event: ClipboardEvent) => {
      const spot = spotOf(event)
      if (!spot || !options.editable() || !view.placeAt(spot)) return
      const text = event.clipboardData?.getData('text/plain') ?? ''
      if (text.length > CLIPBOARD_LIMIT) {
        toast(t('grades.paste.tooLarge'), { tone: 'danger' })
        return event.preventDefault()
      }
      const lines = readClipboard(text)
      const { rows, columns } = view.block()
      const single = lines.length === 1 && lines[0]?.length === 1
      if (single && isOne(view.block())) return
      event.preventDefault()
      // One value fills what was chosen.
      const filled = numbersBetween(rows).map(() => numbersBetween(columns).map(() => lines[0]?.[0] ?? ''))
      options.onPaste({
        lines: single ? filled : lines,
        at: view.isBlock() ? { row: rows[0], column: columns[0] } : spot,
      })
    },
  }
}
export type GridActs = ReturnType<typeof createGridActs>
