import { For, Show } from 'solid-js'
import type { PastePlan } from '#domain/grades/paste.ts'
import { t } from '../i18n/translate.ts'
import { classes } from '../ui/classes.ts'
import { type GradebookStore, markWords, type Place } from './gradebook.ts'
import styles from './Paste.module.css'

/** Each mark that changes: whose, in which column, from what to what. */
export const Changes = (props: { plan: PastePlan; store: GradebookStore; withAbove: boolean }) => (
  <Show when={props.plan.changes.length > 0}>
    <section class={styles.box} aria-label={t('grades.paste.changes')} tabindex="0">
      <table class={styles.changes}>
        <thead>
          <tr>
            <th scope="col">{t('grades.student')}</th>
            <th scope="col">{t('grades.paste.gradeColumn')}</th>
            <th scope="col" class={styles.figure}>
              {t('grades.paste.old')}
            </th>
            <th scope="col" class={styles.figure}>
              {t('grades.paste.new')}
            </th>
          </tr>
        </thead>
        <tbody>
          <For each={props.plan.changes}>
            {(change) => (
              <tr class={classes(change.above && !props.withAbove && styles.out)}>
                <th scope="row">{props.store.nameOf(change.studentId)}</th>
                <td>{props.store.titleOf(change.itemId)}</td>
                <td class={styles.figure}>{markWords(change.before) || '–'}</td>
                <td class={styles.figure}>
                  {markWords(change.after)}
                  <Show when={change.above}>
                    <span class={styles.above}>{t('grades.paste.above')}</span>
                  </Show>
                </td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </section>
  </Show>
)

const Line = (props: { place: string; text: string; why: string }) => (
  <li>
    <strong class={styles.place}>{props.place}</strong> <q>{props.text}</q> {props.why}
  </li>
)

/** Everything in the block that is not entered, each with its reason. */
export const NotEntered = (props: { plan: PastePlan; store: GradebookStore }) => {
  const placeOf = ({ studentId, itemId }: Place) =>
    t('grades.cell', { student: props.store.nameOf(studentId), item: props.store.titleOf(itemId) })
  const lineOf = (line: PastePlan['strayLines'][number]) =>
    line.said === ''
      ? t('grades.paste.line', { line: line.line })
      : t('grades.paste.lineOf', { line: line.line, said: line.said })
  const some = () => {
    const { refused, doubtful, strayLines, strayValues, leftOut, heading } = props.plan
    return (
      refused.length + doubtful.length + strayLines.length + strayValues + leftOut.length > 0 ||
      heading !== null
    )
  }
  return (
    <Show when={some()}>
      <section class={styles.notEntered}>
        <h3 class={styles.title}>{t('grades.paste.notEntered')}</h3>
        <ul class={styles.list}>
          <For each={props.plan.refused}>
            {(cell) => <Line place={placeOf(cell)} text={cell.text} why={t(`grades.fault.${cell.fault}`)} />}
          </For>
          <For each={props.plan.doubtful}>
            {(cell) => (
              <Line
                place={placeOf(cell)}
                text={cell.text}
                why={t('grades.typed.doubt', { decimal: cell.decimal, thousands: cell.thousands })}
              />
            )}
          </For>
          <For each={props.plan.strayLines}>
            {(line) => (
              <Line
                place={lineOf(line)}
                text={line.values.join(' · ')}
                why={t(`grades.paste.stray.${line.why}`)}
              />
            )}
          </For>
          <Show when={props.plan.strayValues > 0}>
            <li>{t('grades.paste.strayValues', { count: props.plan.strayValues })}</li>
          </Show>
          <For each={props.plan.leftOut}>
            {(sample) => (
              <li>
                <q>{sample}</q> {t('grades.paste.leftOut')}
              </li>
            )}
          </For>
          <Show when={props.plan.heading}>
            {(heading) => (
              <li>
                <q>{heading().filter(Boolean).join(' · ')}</q> {t('grades.paste.heading')}
              </li>
            )}
          </Show>
        </ul>
      </section>
    </Show>
  )
}
