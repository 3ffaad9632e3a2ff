import { undoGrades } from '#domain/grades/contract.ts'
import { newId } from '#domain/ids.ts'
import { ownDrafts } from '../accounts/drafts.ts'
import { call } from '../call.ts'
import { t } from '../i18n/translate.ts'
import { toast, toastProblem } from '../ui/Toast.tsx'
import { dismiss } from '../ui/toasts.ts'
import type { GradebookStore } from './gradebook.ts'

interface Act {
  batchId: string
  /** Made once, so that a second try after a lost answer is the same undo. */
  undoId: string
}
const actOf = (batchId: string): Act => ({ batchId, undoId: newId() })

/** Acts that can be taken back, and those that were, each the last first. */
interface Acts {
  done: Act[]
  undone: Act[]
}
const KEPT = 100

const isActs = (value: unknown): value is Acts =>
  typeof value === 'object' && value !== null && 'done' in value && 'undone' in value

/**
 * What was entered here and can be taken back, the last first: by the toast after each act, by Ctrl-Z, and again by
 * Ctrl-Y. It is kept on this device, so that it holds when the page is loaded anew.
 */
export const createUndo = (store: GradebookStore) => {
  const drafts = ownDrafts()
  const name = () => `undo.${store.classId()}`
  let shown: number | undefined
  const read = (): Acts => {
    try {
      const kept: unknown = JSON.parse(drafts.kept(name()) ?? 'null')
      if (isActs(kept)) return kept
    } catch {
      // Not what was kept here: nothing can be taken back.
    }
    return { done: [], undone: [] }
  }
  const keep = (acts: Acts) =>
    drafts.keep(name(), JSON.stringify({ done: acts.done.slice(-KEPT), undone: acts.undone.slice(-KEPT) }))
  const say = (words: string, options: Parameters<typeof toast>[1]) => {
    // One at a time: who types a column of marks is not to be followed by a pile of them.
    if (shown !== undefined) dismiss(shown)
    shown = toast(words, options)
  }
  /** Records what stood there before an act; taking back the taking back does it again. */
  const takeBack = async ({ batchId, undoId }: Act, after: (acts: Acts) => Acts) => {
    try {
      const { restored, kept } = await call(undoGrades, { classId: store.classId(), batchId }, { id: undoId })
      keep(after(read()))
      await store.live.refetch()
      const places = kept.map(({ studentId, itemId }) =>
        t('grades.cell', { student: store.nameOf(studentId), item: store.titleOf(itemId) }),
      )
      const stays =
        kept.length > 0 ? t('grades.undo.kept', { count: kept.length, places: places.join('; ') }) : ''
      say(`${t('grades.undo.done', { count: restored })} ${stays}`.trim(), {
        tone: kept.length > 0 ? 'danger' : 'good',
      })
    } catch (error) {
      toastProblem(error)
    }
  }
  const without = (acts: readonly Act[], act: Act) => acts.filter((one) => one.batchId !== act.batchId)
  const undo = (act: Act) =>
    takeBack(act, ({ done, undone }) => ({
      done: without(done, act),
      undone: [...undone, actOf(act.undoId)],
    }))
  const redo = (act: Act) =>
    takeBack(act, ({ done, undone }) => ({
      done: [...done, actOf(act.undoId)],
      undone: without(undone, act),
    }))
  return {
    /** Says what was done, with its undo. */
    done: (batchId: string, words: string) => {
      const act = actOf(batchId)
      keep({ done: [...read().done, act], undone: [] })
      say(words, {
        tone: 'good',
        action: { label: t('common.actions.undo'), run: () => void undo(act) },
      })
    },
    /** Takes back the last act; false when there is none. */
    last: (): boolean => {
      const act = read().done.at(-1)
      if (act) void undo(act)
      return act !== undefined
    },
    /** Does the last act that was taken back once more; false when there is none. */
    again: (): boolean => {
      const act = read().undone.at(-1)
      if (act) void redo(act)
      return act !== undefined
    },
  }
}
export type Undo = ReturnType<typeof createUndo>
