import Lock from 'lucide-solid/icons/lock'
import LockOpen from 'lucide-solid/icons/lock-open'
import { createEffect, createSignal, For, on, Show } from 'solid-js'
import type { MadeFrom } from '#domain/planner/made-from.ts'
import type { SlotPrice } from '#domain/planner/move-places.ts'
import type { TimetableSlot } from '#domain/planner/timetable.ts'
import { formatNumber, formatWeekday } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { whenNotComposing } from '../ui/composing.ts'
import { IconButton } from '../ui/IconButton.tsx'
import styles from './Planner.module.css'
import { sayKind, weekdayDay } from './say.ts'
import type { WeekCard } from './week.ts'

/** What a place would cost, in words. */
const sayPrice = ({ hard, soft }: SlotPrice): string =>
  hard > 0
    ? t('planner.grid.breaks', { count: hard })
    : hard < 0 || soft < 0
      ? t('planner.grid.better', { cost: formatNumber(Math.abs(soft)) })
      : soft === 0
        ? t('planner.grid.same')
        : t('planner.grid.worse', { cost: formatNumber(soft) })

const toneOf = ({ hard, soft }: SlotPrice): string =>
  hard > 0 ? 'broken' : hard < 0 || soft < 0 ? 'better' : soft === 0 ? 'same' : 'worse'

/** Why, rule by rule. */
const sayReasons = ({ reasons }: SlotPrice): string =>
  reasons
    .map(({ kind, hard, soft }) => {
      const amount = hard === 0 ? soft : hard
      return `${sayKind(kind)}: ${amount > 0 ? '+' : ''}${formatNumber(amount)}`
    })
    .join('\n')

const Lesson = (props: {
  card: WeekCard
  editable: boolean
  picked: boolean
  onPick: () => void
  onDrop: () => void
  onLock: () => void
}) => (
  // biome-ignore lint/a11y/noStaticElementInteractions: dragging is beside the button inside, which does the same by key.
  <div
    class={styles.lesson}
    data-hue={props.card.hue}
    data-picked={props.picked ? '' : undefined}
    draggable={props.editable && !props.card.slot.locked}
    onDragStart={(event) => {
      event.dataTransfer?.setData('text/plain', props.card.name)
      props.onPick()
    }}
    onDragEnd={() => props.onDrop()}
  >
    <button
      type="button"
      class={styles.lessonName}
      disabled={!props.editable || props.card.slot.locked}
      aria-pressed={props.picked}
      onClick={(event) => {
        event.stopPropagation()
        props.onPick()
      }}
    >
      <strong>{props.card.name}</strong>
      <span>{props.card.detail}</span>
    </button>
    <Show when={props.editable || props.card.slot.locked}>
      <IconButton
        icon={props.card.slot.locked ? Lock : LockOpen}
        small
        pressed={props.card.slot.locked}
        label={props.card.slot.locked ? t('planner.grid.unlock') : t('planner.grid.lock')}
        onClick={() => props.editable && props.onLock()}
      />
    </Show>
  </div>
)

/**
 * A week of somebody: lessons by day and period. A lesson that is picked up (dragged, or pressed) shows in each place what
 * it would cost there and why; pressing or dropping puts it there.
 */
export const WeekGrid = (props: {
  label: string
  made: MadeFrom
  slots: readonly TimetableSlot[]
  cards: readonly WeekCard[]
  editable: boolean
  onMove: (slot: TimetableSlot, name: string) => void
}) => {
  const [picked, setPicked] = createSignal<WeekCard | null>(null)
  const [prices, setPrices] = createSignal<ReadonlyMap<string, SlotPrice>>(new Map())
  const keyOf = (day: number, period: number) => `${day}/${period}`
  const putDown = () => {
    setPicked(null)
    setPrices(new Map())
  }
  const pick = async (card: WeekCard) => {
    if (picked()?.key === card.key) return putDown()
    setPicked(card)
    const { slotPrices } = await import('#domain/planner/move-places.ts')
    if (picked()?.key !== card.key) return
    const all = slotPrices(props.made, props.slots, card.slot)
    setPrices(new Map(all.map((price) => [keyOf(price.day, price.period), price])))
  }
  // Somebody moved something: the prices are of the timetable before.
  createEffect(on(() => props.slots, putDown, { defer: true }))
  const drop = (day: number, period: number) => {
    const [card, price] = [picked(), prices().get(keyOf(day, period))]
    if (!card || !price) return
    putDown()
    props.onMove({ ...card.slot, day, period, roomId: price.roomId }, card.name)
  }
  const periods = () => Array.from({ length: props.made.instance.periods }, (_, period) => period)
  const cardsAt = (day: number, period: number) =>
    props.cards.filter(
      ({ slot, length }) => slot.day === day && slot.period <= period && period < slot.period + length,
    )
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape puts down what a button inside picked up.
    <div
      class={styles.scroll}
      onKeyDown={whenNotComposing((event) => {
        if (event.key !== 'Escape' || !picked()) return
        event.stopPropagation()
        putDown()
      })}
    >
      <p class={styles.quiet} aria-live="polite">
        <Show when={picked()} fallback={props.editable ? t('planner.grid.howTo') : ''}>
          {(card) => t('planner.grid.picked', { name: card().name })}
        </Show>
      </p>
      <table class={styles.week} aria-label={props.label}>
        <caption class={styles.paperOnly}>{props.label}</caption>
        <thead>
          <tr>
            <td />
            <For each={props.made.week}>
              {({ weekday }) => <th scope="col">{formatWeekday(weekdayDay(weekday))}</th>}
            </For>
          </tr>
        </thead>
        <tbody>
          <For each={periods()}>
            {(period) => (
              <tr>
                <th scope="row">
                  <span>{period + 1}</span>
                  <small>{props.made.week.find((day) => day.periods[period])?.periods[period]?.starts}</small>
                </th>
                <For each={props.made.week}>
                  {({ weekday, periods: rung }, day) => {
                    const price = () => prices().get(keyOf(day(), period))
                    return (
                      <td
                        class={styles.slot}
                        data-tone={price() && toneOf(price() as SlotPrice)}
                        data-none={period >= rung.length ? '' : undefined}
                        onDragOver={(event) => price() && event.preventDefault()}
                        onDrop={(event) => {
                          event.preventDefault()
                          drop(day(), period)
                        }}
                      >
                        <For each={cardsAt(day(), period)}>
                          {(card) => (
                            <Lesson
                              card={card}
                              editable={props.editable}
                              picked={picked()?.key === card.key}
                              onPick={() => void pick(card)}
                              onDrop={putDown}
                              onLock={() =>
                                props.onMove({ ...card.slot, locked: !card.slot.locked }, card.name)
                              }
                            />
                          )}
                        </For>
                        <Show when={price()}>
                          {(cost) => (
                            <button
                              type="button"
                              class={styles.price}
                              title={sayReasons(cost())}
                              aria-label={t('planner.grid.place', {
                                day: formatWeekday(weekdayDay(weekday)),
                                period: period + 1,
                                cost: sayPrice(cost()),
                              })}
                              onClick={() => drop(day(), period)}
                            >
                              {sayPrice(cost())}
                            </button>
                          )}
                        </Show>
                      </td>
                    )
                  }}
                </For>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </div>
  )
}
