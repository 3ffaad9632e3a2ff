import { Show } from 'solid-js'
import type { Lesson } from '#domain/lectures/lecture.ts'
import { formatSpan, sayDayWithin } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { schoolDay } from '../i18n/zone.ts'
import { Button, type ButtonLook } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import type { IconType } from '../ui/Icon.tsx'
import { createStart } from './start.ts'

/** Opens the room of a planned lesson; of one that was planned for another day it asks first. */
export const StartButton = (props: { lesson: Lesson; look?: ButtonLook; icon?: IconType }) => {
  const start = createStart()
  const planned = () => {
    const { startsAt, endsAt } = props.lesson
    return `${sayDayWithin(schoolDay(new Date(startsAt)))}, ${formatSpan(startsAt, endsAt)}`
  }
  return (
    <>
      <Button
        look={props.look ?? 'primary'}
        icon={props.icon}
        busy={start.busy() && !start.asking()}
        onClick={() => void start.planned(props.lesson.id)}
      >
        {t('lessons.start')}
      </Button>
      <Dialog
        open={start.asking()}
        onClose={start.forget}
        size="small"
        title={t('lessons.anotherDay.title')}
        lead={t('lessons.anotherDay.planned', { when: planned() })}
        footer={
          <>
            <Button onClick={start.forget}>{t('common.actions.cancel')}</Button>
            <Button
              look="primary"
              busy={start.busy()}
              autofocus
              onClick={() => void start.planned(props.lesson.id, true)}
            >
              {t('lessons.anotherDay.start')}
            </Button>
          </>
        }
      >
        <Show when={start.asking()}>
          <p>{t('lessons.anotherDay.advice')}</p>
        </Show>
      </Dialog>
    </>
  )
}
