import { For, Show } from 'solid-js'
import type {
  ExplainedItem,
  ExplainedOverride,
  ExplainedPart,
  ExplainedSection,
  Explanation,
} from '#domain/grades/explanation.ts'
import { withPercent } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { classes } from '../ui/classes.ts'
import styles from './Why.module.css'
import { itemNotes, overrideNotes, partNotes, scalingNote, sentenceOf, shareOf } from './why-words.ts'

/** Words under a heading, one paragraph each. */
const Notes = (props: { notes: readonly string[] }) => (
  <For each={props.notes}>{(words) => <p class={styles.note}>{words}</p>}</For>
)

const Item = (props: { item: ExplainedItem }) => (
  <li class={classes(styles.item, props.item.leftOut !== null && styles.out)}>
    <span class={styles.itemName}>{props.item.name}</span>
    <span class={styles.itemNote}>{itemNotes(props.item).join(' · ')}</span>
    <span class={styles.itemScore}>
      <Show when={props.item.score !== null} fallback="–">
        {t('assignments.task.of', { score: props.item.score ?? '', points: props.item.possible })}
      </Show>
    </span>
  </li>
)

const Items = (props: { items: readonly ExplainedItem[] }) => (
  <ul class={styles.items}>
    <For each={props.items}>{(item) => <Item item={item} />}</For>
  </ul>
)

/** What a part or period is called, what it counts for, and its percentage. */
const Head = (props: {
  name: string
  of: {
    share: string | null
    weight: string | null
    percent: string | null
    leftOut: ExplainedPart['leftOut']
  }
}) => (
  <>
    <header class={styles.partHead}>
      <h3 class={styles.partName}>{props.name}</h3>
      <span class={styles.partShare}>
        {props.of.leftOut === null ? shareOf(props.of) : t(`grades.why.leftOut.${props.of.leftOut}`)}
      </span>
      <Show when={props.of.leftOut === null && props.of.percent}>
        {(percent) => <span class={styles.partPercent}>{withPercent(percent())}</span>}
      </Show>
    </header>
    <Show when={props.of.leftOut === null && props.of.share}>
      {(share) => (
        <span
          class={styles.bar}
          style={{
            '--share': `${Math.min(100, Number(share()))}%`,
            '--got': `${Math.min(100, Number(props.of.percent ?? 0))}%`,
          }}
          aria-hidden="true"
        >
          <span class={styles.barGot} />
        </span>
      )}
    </Show>
  </>
)

const setNotes = (override: ExplainedOverride | null): string[] => (override ? overrideNotes(override) : [])

const Part = (props: { part: ExplainedPart }) => {
  const counted = () => props.part.items.filter((item) => item.leftOut === null).length
  return (
    <section
      class={classes(styles.part, props.part.leftOut !== null && styles.out)}
      style={{ '--depth': Math.max(0, props.part.depth - 1) }}
    >
      <Head name={props.part.name ?? t('grades.noCategory')} of={props.part} />
      <Notes notes={[...setNotes(props.part.override), ...partNotes(props.part)]} />
      <Items items={props.part.items} />
      <Show
        when={counted() > 1 && props.part.depth > 0 && props.part.method === 'points' && !props.part.leftOut}
      >
        <p class={styles.partSum}>
          {t('grades.why.points', { score: props.part.score, possible: props.part.possible })}
        </p>
      </Show>
    </section>
  )
}

/** The categories of the course or of a period; what stands in none comes last. */
const partsOf = ({ parts: [course, ...categories] }: ExplainedSection): ExplainedPart[] => [
  ...categories.filter((part) => part.items.length > 0 || part.override !== null || part.possible !== '0'),
  ...(course && course.items.length > 0 ? [{ ...course, percent: null }] : []),
]

const Section = (props: { section: ExplainedSection }) => (
  <>
    <Show when={props.section.period}>
      {(period) => (
        <div class={styles.period}>
          <Head name={period().name} of={period()} />
          <Notes notes={setNotes(period().override)} />
        </div>
      )}
    </Show>
    <For each={partsOf(props.section)}>{(part) => <Part part={part} />}</For>
  </>
)

const after = (tree: Explanation): string[] => [
  ...(tree.cap?.cut ? [t('grades.why.cut', { cap: tree.cap.percent })] : []),
  ...(tree.letter && !tree.override?.letter ? [t('grades.why.letter', { letter: tree.letter.label })] : []),
  ...(tree.percent === null ? [] : [t('grades.why.exact')]),
]

/**
 * A total opened into its sum: a sentence anybody can follow, then what counted, with which share, and what did not and
 * why. It draws the explanation that was stored beside the total and works nothing out itself.
 */
export const WhyThisGrade = (props: { tree: Explanation }) => (
  <div class={styles.why}>
    <p class={styles.sentence}>{sentenceOf(props.tree)}</p>
    <Notes notes={scalingNote(props.tree)} />
    <For each={props.tree.sections}>{(section) => <Section section={section} />}</For>
    <Show when={props.tree.outside.length > 0}>
      <section class={classes(styles.part, styles.out)}>
        <h3 class={styles.partName}>{t('grades.why.outside')}</h3>
        <Items items={props.tree.outside} />
      </section>
    </Show>
    <Notes notes={after(props.tree)} />
  </div>
)
