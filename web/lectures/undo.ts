import { undoLessonChange } from '#domain/lectures/contract.ts'
import { call } from '../call.ts'
import { t } from '../i18n/translate.ts'
import { toast, toastProblem, toastUndo } from '../ui/Toast.tsx'

/** Says what was done to lessons, with an *Undo* that takes the whole act back and names what has to stay. */
export const toastLessonUndo = (words: string, changeId: string, onUndone?: () => void): void =>
  toastUndo(words, () => {
    call(undoLessonChange, { changeId }, {}).then(({ kept }) => {
      if (kept > 0) toast(t('lessons.form.undoKept', { count: kept }))
      onUndone?.()
    }, toastProblem)
  })
