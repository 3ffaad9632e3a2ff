import { createResource, createSignal, createUniqueId, For, Show } from 'solid-js'
import { previewTimeZone } from '#domain/school/contract.ts'
import type { ZoneChange } from '#domain/school/zone-change.ts'
import { call } from '../call.ts'
import { formatDay, joinSentences } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { schoolZone } from '../i18n/zone.ts'
import { Button } from '../ui/Button.tsx'
import { Choice } from '../ui/CheckboxField.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Form } from '../ui/Form.tsx'
import styles from './School.module.css'

/** `2026-11-30T08:00` → `Mon 30 Nov 08:00`. */
const say = (wall: string): string =>
  t('common.time.dayTime', { day: formatDay(wall.slice(0, 10)), time: wall.slice(11) })

/** Asks what becomes of planned lessons and due times in another zone, with the next ones as examples. */
export const ZoneDialog = (props: {
  open: boolean
  timeZone: string
  problem: unknown
  busy: boolean
  onClose: () => void
  onDone: (plans: ZoneChange) => void
}) => {
  const formId = createUniqueId()
  const [plans, setPlans] = createSignal<ZoneChange>('keep-clock')
  const [preview] = createResource(
    () => props.open && props.timeZone,
    (timeZone) => call(previewTimeZone, {}, { timeZone }),
  )
  // Not read before it is there: what waits would take this dialog off the screen.
  const found = () => (preview.state === 'ready' ? preview.latest : undefined)
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      title={t('school.settings.zone.title', { zone: props.timeZone.replaceAll('_', ' ') })}
      lead={t('school.settings.zone.lead', { zone: schoolZone().replaceAll('_', ' ') })}
      footer={
        <>
          <Button onClick={() => props.onClose()}>{t('common.actions.cancel')}</Button>
          <Button look="primary" type="submit" form={formId} busy={props.busy} disabled={!found()}>
            {t('school.settings.zone.change')}
          </Button>
        </>
      }
    >
      <Form id={formId} problem={props.problem} onSubmit={() => props.onDone(plans())}>
        <Show when={!preview.error} fallback={<ErrorState problem={preview.error} />}>
          <Show when={found()}>
            {(answer) => (
              <>
                <p>
                  {joinSentences(
                    t('school.settings.zone.lessons', { count: answer().lessons }),
                    t('school.settings.zone.assignments', { count: answer().assignments }),
                  )}
                </p>
                <Show when={answer().examples.length > 0}>
                  <Choice
                    label={t('school.settings.zone.question')}
                    name="plans"
                    value={plans()}
                    options={[
                      { value: 'keep-clock', label: t('school.settings.zone.keepClock') },
                      { value: 'keep-moment', label: t('school.settings.zone.keepMoment') },
                    ]}
                    onChange={setPlans}
                  />
                  <ul class={styles.list}>
                    <For each={answer().examples}>
                      {(example) => (
                        <li class={styles.name}>
                          <span>{`${example.className} · ${example.title}`}</span>
                          <span class={styles.quiet}>
                            {`${say(example.clock)} → ${say(plans() === 'keep-clock' ? example.clock : example.moved)}`}
                          </span>
                        </li>
                      )}
                    </For>
                  </ul>
                  <Show when={plans() === 'keep-clock' && answer().unclear > 0}>
                    <p class={styles.warning}>
                      {t('school.settings.zone.unclear', { count: answer().unclear })}
                    </p>
                  </Show>
                  <p class={styles.quiet}>{t('school.settings.zone.past')}</p>
                </Show>
              </>
            )}
          </Show>
        </Show>
      </Form>
    </Dialog>
  )
}
