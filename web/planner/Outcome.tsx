import { For, Match, Show, Switch } from 'solid-js'
import type { CostLine, CurvePoint, Impossibility, TimetableView } from '#domain/planner/timetable.ts'
import { formatNumber } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { LinkButton } from '../ui/Button.tsx'
import { Section } from '../ui/Page.tsx'
import { ProgressBar } from '../ui/ProgressBar.tsx'
import { CostCurve } from './CostCurve.tsx'
import styles from './Planner.module.css'
import { sayCost, sayError, sayImpossibility, sayKind } from './say.ts'

type Breach = CostLine['breaches'][number]

const sayBreach = ({ names, day, period }: Breach): string => {
  const what = names.join(', ')
  if (day === undefined) return what
  return period === undefined
    ? t('planner.one.whereDay', { names: what, day: day + 1 })
    : t('planner.one.where', { names: what, day: day + 1, period: period + 1 })
}

/** What a timetable costs, by rule, with what each rule lacks. */
export const CostLines = (props: { lines: readonly CostLine[] }) => {
  const unmet = () =>
    props.lines
      .filter((line) => line.unmet > 0)
      .sort((a, b) => Number(b.level === 'hard') - Number(a.level === 'hard') || b.cost - a.cost)
  return (
    <Section title={t('planner.one.result')}>
      <Show when={unmet().length > 0} fallback={<p>{t('planner.one.kept')}</p>}>
        <ul class={styles.lines}>
          <For each={unmet()}>
            {(line) => (
              <li data-level={line.level}>
                <details>
                  <summary>
                    <strong>{sayKind(line.kind)}</strong>{' '}
                    {t('planner.one.line', {
                      unmet: formatNumber(line.unmet),
                      checked: formatNumber(line.checked),
                    })}
                    {' · '}
                    {line.level === 'hard'
                      ? t('planner.one.must')
                      : t('planner.one.weight', {
                          amount: formatNumber(line.amount),
                          weight: formatNumber(line.weight),
                          cost: formatNumber(line.cost),
                        })}
                  </summary>
                  <ul>
                    <For each={line.breaches}>{(breach) => <li>{sayBreach(breach)}</li>}</For>
                    <Show when={line.unmet > line.breaches.length}>
                      <li>{t('planner.one.more', { count: line.unmet - line.breaches.length })}</li>
                    </Show>
                  </ul>
                </details>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </Section>
  )
}

/** How the search stands: its curve while it runs, why nothing can come of it, or why nothing did. */
export const SearchState = (props: {
  timetable: TimetableView
  curve: readonly CurvePoint[]
  facts: readonly Impossibility[]
}) => (
  <Switch>
    <Match when={props.timetable.state === 'waiting' || props.timetable.state === 'searching'}>
      <section class={styles.search}>
        <ProgressBar
          label={t('planner.states.searching')}
          share={props.timetable.state === 'waiting' ? null : props.timetable.percent / 100}
          showFigure
        />
        <CostCurve points={props.curve} seconds={props.timetable.seconds} />
        <p aria-live="polite">
          <Show when={!props.timetable.stopping} fallback={t('planner.one.stopping')}>
            <Show when={props.timetable.hard !== null}>
              {t('planner.one.best', { best: sayCost(props.timetable) })}
              {' · '}
            </Show>
            {t('planner.one.left', {
              count: Math.ceil(props.timetable.seconds * (1 - props.timetable.percent / 100)),
            })}
          </Show>
        </p>
      </section>
    </Match>
    <Match when={props.timetable.state === 'impossible'}>
      <Section title={t('planner.one.impossible')}>
        <p>{t('planner.one.impossibleLead')}</p>
        <ul class={styles.lines}>
          <For each={props.facts}>{(fact) => <li>{sayImpossibility(fact)}</li>}</For>
        </ul>
        <LinkButton href="/admin/timetable/facts/teachings">{t('planner.one.change')}</LinkButton>
      </Section>
    </Match>
    <Match when={props.timetable.state === 'failed'}>
      <p role="alert">{sayError(props.timetable.error?.code)}</p>
    </Match>
  </Switch>
)
