import { useNavigate } from '@solidjs/router'
import { createSignal } from 'solid-js'
import { newId } from '#domain/ids.ts'
import { startLesson, startLessonNow } from '#domain/lectures/contract.ts'
import { Problem } from '#domain/problem.ts'
import { call } from '../call.ts'
import { formatDay } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { schoolDay } from '../i18n/zone.ts'
import { toastProblem } from '../ui/Toast.tsx'

const isAnotherDay = (error: unknown): boolean =>
  error instanceof Problem && error.details.code === 'another-day'

/**
 * Opens a room and goes there. One id per screen, so that a second press starts nothing new. `asking`: the lesson was
 * planned for another day, and nothing has begun yet.
 */
export const createStart = () => {
  const navigate = useNavigate()
  const [busy, setBusy] = createSignal(false)
  const [asking, setAsking] = createSignal(false)
  const id = newId()
  const go = async (starting: Promise<{ id: string }>) => {
    setBusy(true)
    try {
      navigate(`/lesson/${(await starting).id}`)
    } catch (error) {
      if (isAnotherDay(error)) setAsking(true)
      else toastProblem(error)
    } finally {
      setBusy(false)
    }
  }
  return {
    busy,
    asking,
    forget: () => setAsking(false),
    planned: (lessonId: string, anotherDay = false) =>
      go(call(startLesson, { lessonId }, { ...(anotherDay && { anotherDay }) })),
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
