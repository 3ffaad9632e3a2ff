import { useNavigate } from '@solidjs/router'
import { createSignal } from 'solid-js'
import { newId } from '#domain/ids.ts'
import { startLesson, startLessonNow } from '#domain/lectures/contract.ts'
import { call } from '../call.ts'
import { formatDay } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { schoolDay } from '../i18n/zone.ts'
import { toastProblem } from '../ui/Toast.tsx'

/** Opens a room and goes there. One id per screen, so that a second press starts nothing new. */
export const createStart = () => {
  const navigate = useNavigate()
  const [busy, setBusy] = createSignal(false)
  const id = newId()
  const go = async (starting: Promise<{ id: string }>) => {
    setBusy(true)
    try {
      navigate(`/lesson/${(await starting).id}`)
    } catch (error) {
      toastProblem(error)
    } finally {
      setBusy(false)
    }
  }
  return {
    busy,
    planned: (lessonId: string) => go(call(startLesson, { lessonId }, {})),
    now: (classId: string) =>
      go(
        call(
          startLessonNow,
          { classId },
          { id, title: t('lessons.startNowTitle', { day: formatDay(schoolDay()) }) },
        ),
      ),
  }
}
