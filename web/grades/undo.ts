import { undoGrades } from '#domain/grades/contract.ts'
import { newId } from '#domain/ids.ts'
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

/** What was entered here and can be taken back, the last first: by the toast after each act and by Ctrl-Z. */
export const createUndo = (store: GradebookStore) => {
  let acts: Act[] = []
  let shown: number | undefined
  const say = (words: string, options: Parameters<typeof toast>[1]) => {
    // One at a time: who types a column of marks is not to be followed by a pile of them.
    if (shown !== undefined) dismiss(shown)
    shown = toast(words, options)
  }
  const undo = async (act: Act) => {
    try {
      const { batchId, undoId } = act
      const { restored, kept } = await call(undoGrades, { classId: store.classId(), batchId }, { id: undoId })
      acts = acts.filter((one) => one !== act)
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
  return {
    /** Says what was done, with its undo. */
    done: (batchId: string, words: string) => {
      const act = { batchId, undoId: newId() }
      acts.push(act)
      say(words, { tone: 'good', action: { label: t('common.actions.undo'), run: () => void undo(act) } })
    },
    /** Takes back the last act; false when there is none. */
    last: (): boolean => {
      const act = acts.at(-1)
      if (act) void undo(act)
      return act !== undefined
    },
  }
}
export type Undo = ReturnType<typeof createUndo>
