import { createEffect, on } from 'solid-js'
import { createStore, produce, unwrap } from 'solid-js/store'
import { decimalOf } from '#domain/decimal.ts'
import { type Mark, sameMark } from '#domain/grades/paste.ts'
import { readScore, type ScoreFault } from '#domain/grades/score.ts'
import { newId } from '#domain/ids.ts'
import { Problem } from '#domain/problem.ts'
import { type Drafts, ownDrafts } from '../accounts/drafts.ts'
import { Offline } from '../call.ts'
import { problemWords } from '../i18n/problem.ts'
import { t } from '../i18n/translate.ts'
import { type GradebookStore, markWords, type Place, placeKey } from './gradebook.ts'
import type { Undo } from './undo.ts'

/** Why what was typed is not in the gradebook. */
export type Refusal =
  | { kind: 'fault'; fault: ScoreFault }
  | { kind: 'doubt'; decimal: string; thousands: string }
  | { kind: 'above'; maxPoints: string }
  | { kind: 'changed'; now: string }
  | { kind: 'unsent' }
  | { kind: 'problem'; words: string }

/** A cell that was typed in and is not recorded yet. */
export interface TypedCell extends Place {
  text: string
  /** What stood there when the typing began. */
  before: Mark
  refusal: Refusal | null
}

const isTyped = (value: unknown): value is TypedCell =>
  typeof value === 'object' && value !== null && 'text' in value && 'itemId' in value && 'before' in value

const keptCells = (drafts: Drafts, name: string): TypedCell[] => {
  try {
    const cells: unknown = JSON.parse(drafts.kept(name) ?? '[]')
    return Array.isArray(cells) ? cells.filter(isTyped) : []
  } catch {
    return []
  }
}

const refusalOf = (error: unknown, now: string): Refusal => {
  if (error instanceof Offline) return { kind: 'unsent' }
  if (error instanceof Problem && error.details.code === 'grades-changed') return { kind: 'changed', now }
  return { kind: 'problem', words: problemWords(error).title }
}

/** The sentence that says why a typed cell is not saved. */
export const refusalWords = (refusal: Refusal): string => {
  switch (refusal.kind) {
    case 'fault':
      return t(`grades.fault.${refusal.fault}`)
    case 'doubt':
      return t('grades.typed.doubt', { decimal: refusal.decimal, thousands: refusal.thousands })
    case 'above':
      return t('grades.typed.above', { points: refusal.maxPoints })
    case 'changed':
      return refusal.now === '' ? t('grades.typed.cleared') : t('grades.typed.changed', { now: refusal.now })
    case 'unsent':
      return t('grades.typed.unsent')
    case 'problem':
      return refusal.words
  }
}

export interface CommitOptions {
  /** Give more than the points there are. */
  extra?: boolean
}

/** What a typed text means in a column, or why it is not taken. */
const markOf = (text: string, maxPoints: string, options: CommitOptions): Mark | Refusal => {
  const read = readScore(text, maxPoints)
  if (read.kind === 'unreadable') return { kind: 'fault', fault: read.fault }
  if (read.kind === 'ambiguous') return { kind: 'doubt', decimal: read.decimal, thousands: read.thousands }
  const score = read.kind === 'score' ? read.score : null
  const above = score !== null && decimalOf(score) > decimalOf(maxPoints)
  if (above && !options.extra) return { kind: 'above', maxPoints }
  return { score, excused: read.kind === 'excused' }
}

/**
 * What is being typed into the gradebook. It is kept on this device with each key until the server has it or somebody
 * gives it up: what was refused stays on screen, and leaving the page loses nothing.
 */
export const createTyping = (store: GradebookStore, undo: Undo) => {
  const drafts = ownDrafts()
  const name = () => `grid.${store.classId()}`
  const [cells, setCells] = createStore<Record<string, TypedCell>>({})
  const sending = new Set<string>()
  const keep = () => {
    const all = Object.values(unwrap(cells))
    if (all.length === 0) drafts.drop(name())
    else drafts.keep(name(), JSON.stringify(all))
  }
  const set = (place: Place, cell: TypedCell | null) => {
    setCells(
      produce((all) => {
        if (cell) all[placeKey(place)] = cell
        else delete all[placeKey(place)]
      }),
    )
    keep()
  }
  const refuse = (cell: TypedCell, refusal: Refusal) => set(cell, { ...cell, refusal })
  createEffect(
    on(store.classId, () => {
      for (const key of Object.keys(unwrap(cells))) setCells(produce((all) => delete all[key]))
      for (const cell of keptCells(drafts, name())) {
        const refusal = cell.refusal ?? { kind: 'unsent' as const }
        setCells(placeKey(cell), { ...cell, refusal })
      }
    }),
  )

  const send = async (cell: TypedCell, mark: Mark, extra: boolean) => {
    const [key, batchId] = [placeKey(cell), newId()]
    sending.add(key)
    try {
      const recorded = await store.write(
        [{ ...mark, studentId: cell.studentId, itemId: cell.itemId, before: cell.before }],
        {
          batchId,
          extra,
        },
      )
      if (recorded > 0) {
        const [before, after] = [markWords(cell.before), markWords(mark)].map(
          (words) => words || t('grades.nothing'),
        )
        const place = t('grades.cell', {
          student: store.nameOf(cell.studentId),
          item: store.titleOf(cell.itemId),
        })
        undo.done(batchId, t('grades.undo.typed', { place, before: before ?? '', after: after ?? '' }))
      }
      // What was typed on while this was on its way starts from here.
      const later = unwrap(cells)[key]
      if (later && later.text !== cell.text) set(cell, { ...later, before: mark })
      else set(cell, null)
    } catch (error) {
      await store.live.refetch()
      const later = unwrap(cells)[key] ?? cell
      const now = store.markOf(cell)
      // Whoever sends it once more has seen what stands there now.
      refuse({ ...later, before: now }, refusalOf(error, markWords(now)))
    } finally {
      sending.delete(key)
    }
  }
  const commit = async (place: Place, options: CommitOptions = {}): Promise<void> => {
    const cell = unwrap(cells)[placeKey(place)]
    const item = store.columns().find((one) => one.id === place.itemId)
    if (!cell || !item || sending.has(placeKey(place))) return
    const mark = markOf(cell.text, item.maxPoints, options)
    if ('kind' in mark) refuse(cell, mark)
    else if (sameMark(mark, store.markOf(place))) set(place, null)
    else await send({ ...cell }, mark, options.extra ?? false)
  }
  const type = (place: Place, text: string) => {
    const known = unwrap(cells)[placeKey(place)]
    const { studentId, itemId } = place
    set(place, { studentId, itemId, text, before: known?.before ?? store.markOf(place), refusal: null })
  }
  return {
    of: (place: Place): TypedCell | undefined => cells[placeKey(place)],
    type,
    commit,
    /** Puts in what was meant, once somebody was asked. */
    answer: (place: Place, score: string) => {
      type(place, score)
      void commit(place)
    },
    /** Leaves a cell: what was refused as it stands is not sent again by walking past. */
    leave: (place: Place) => {
      if (!unwrap(cells)[placeKey(place)]?.refusal) void commit(place)
    },
    giveUp: (place: Place) => set(place, null),
    refused: () =>
      Object.values(cells).filter(
        (cell) => cell.refusal !== null && store.columns().some((item) => item.id === cell.itemId),
      ),
  }
}
export type Typing = ReturnType<typeof createTyping>
