import { createSignal, For, Show } from 'solid-js'
import { schoolWeek } from '#domain/planner/bell.ts'
import type { PersonTime, PlannerFacts, TeacherTimes as Times } from '#domain/planner/facts.ts'
import { formatWeekday } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { SelectField } from '../ui/SelectField.tsx'
import styles from './Planner.module.css'
import { weekdayDay } from './say.ts'

type Level = PersonTime['level'] | 'free'
const NEXT: Record<Level, Level> = { free: 'wish', wish: 'away', away: 'free' }

/** When a teacher is not there, or would rather be free: a week to press. */
export const TeacherTimes = (props: { facts: PlannerFacts; onChange: (times: Times[]) => void }) => {
  const [chosen, setChosen] = createSignal(props.facts.teachers[0]?.id ?? '')
  const week = () => schoolWeek(props.facts.bells)
  const most = () => Math.max(0, ...week().map(({ periods }) => periods.length))
  const times = () => props.facts.times.find(({ accountId }) => accountId === chosen())?.times ?? []
  const levelOf = (weekday: number, period: number): Level =>
    times().find((time) => time.weekday === weekday && time.period === period)?.level ?? 'free'
  const press = (weekday: number, period: number) => {
    const level = NEXT[levelOf(weekday, period)]
    const others = times().filter((time) => time.weekday !== weekday || time.period !== period)
    const next = level === 'free' ? others : [...others, { weekday, period, level }]
    props.onChange([{ accountId: chosen(), times: next }])
  }
  return (
    <Show when={week().length > 0} fallback={<EmptyState title={t('planner.facts.noBells')} />}>
      <div class={styles.sheet}>
        <div class={styles.pickers}>
          <SelectField
            label={t('planner.facts.teacher')}
            value={chosen()}
            options={props.facts.teachers.map(({ id, displayName }) => ({ value: id, label: displayName }))}
            onChange={setChosen}
          />
        </div>
        <p class={styles.quiet}>{t('planner.facts.timesHint')}</p>
        <div class={styles.scroll}>
          <table class={styles.times}>
            <thead>
              <tr>
                <td />
                <For each={week()}>
                  {({ weekday }) => <th scope="col">{formatWeekday(weekdayDay(weekday), 'short')}</th>}
                </For>
              </tr>
            </thead>
            <tbody>
              <For each={Array.from({ length: most() }, (_, period) => period)}>
                {(period) => (
                  <tr>
                    <th scope="row">{period + 1}</th>
                    <For each={week()}>
                      {({ weekday, periods }) => (
                        <td>
                          <Show when={period < periods.length}>
                            <button
                              type="button"
                              class={styles.time}
                              data-level={levelOf(weekday, period)}
                              onClick={() => press(weekday, period)}
                            >
                              {t(`planner.facts.times.${levelOf(weekday, period)}`)}
                            </button>
                          </Show>
                        </td>
                      )}
                    </For>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </div>
      </div>
    </Show>
  )
}
