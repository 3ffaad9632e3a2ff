import { createResource, createSignal, createUniqueId, For, Show } from 'solid-js'
import { type PublicationView, previewPublication, publishTimetable } from '#domain/planner/contract.ts'
import { mondayOf } from '#domain/planner/publish.ts'
import type { TimetableView } from '#domain/planner/timetable.ts'
import { call } from '../call.ts'
import { joinSentences, sayWhen } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { addDays, schoolDay } from '../i18n/zone.ts'
import { createAction } from '../ui/action.ts'
import { Button } from '../ui/Button.tsx'
import { DayField } from '../ui/DayField.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Form } from '../ui/Form.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { toast } from '../ui/toasts.ts'
import styles from './Planner.module.css'

const isDay = (day: string): boolean => /^\d{4}-\d\d-\d\d$/.test(day)

/** Lessons by name, and how many more there are. */
const Lessons = (props: { first: PublicationView['keptFirst']; all: number }) => (
  <ul>
    <For each={props.first}>
      {(lesson) => (
        <li>
          {lesson.className} · {lesson.title} · {sayWhen(lesson.startsAt)}
        </li>
      )}
    </For>
    <Show when={props.all > props.first.length}>
      <li>{t('planner.one.more', { count: props.all - props.first.length })}</li>
    </Show>
  </ul>
)

/** From when a timetable holds, and what that does to the lessons there are. */
export const PublishDialog = (props: { timetable: TimetableView; open: boolean; onClose: () => void }) => {
  const formId = createUniqueId()
  const [from, setFrom] = createSignal(addDays(mondayOf(schoolDay()), 7))
  const asked = () =>
    props.open && isDay(from()) ? { timetableId: props.timetable.id, from: from() } : false
  const [preview] = createResource(asked, ({ timetableId, from: day }) =>
    call(previewPublication, { timetableId }, { from: day }).catch(() => null),
  )
  const publish = createAction(async () => {
    await call(publishTimetable, { timetableId: props.timetable.id }, { from: from() })
    toast(t('planner.publish.done'), { tone: 'good' })
    props.onClose()
  })
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      title={t('planner.publish.title', { name: props.timetable.name })}
      lead={t('planner.publish.lead')}
      footer={
        <>
          <Button onClick={() => props.onClose()}>{t('common.actions.cancel')}</Button>
          <Button look="primary" type="submit" form={formId} busy={publish.busy()}>
            {t('planner.publish.do')}
          </Button>
        </>
      }
    >
      <Form id={formId} problem={publish.problem()} onSubmit={() => void publish.run()}>
        <DayField label={t('planner.publish.from')} name="from" value={from()} onInput={setFrom} />
        <Show when={preview.latest} fallback={<Skeleton rows={2} />}>
          {(found) => (
            <div class={styles.preview}>
              <p>
                {joinSentences(
                  t('planner.publish.appear', { count: found().appear }),
                  t('planner.publish.move', { count: found().move }),
                  t('planner.publish.vanish', { count: found().vanish }),
                )}
              </p>
              <p>{t('planner.publish.kept', { count: found().kept })}</p>
              <Lessons first={found().keptFirst} all={found().kept} />
              <Show when={found().inTheWay > 0}>
                <p>{t('planner.publish.inTheWay', { count: found().inTheWay })}</p>
                <Lessons first={found().inTheWayFirst} all={found().inTheWay} />
              </Show>
            </div>
          )}
        </Show>
      </Form>
    </Dialog>
  )
}
