import { For, Match, Show, Switch } from 'solid-js'
import type { ExplainedItem, ExplainedPart, Explanation } from '#domain/grades/explanation.ts'
import { withPercent } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { classes } from '../ui/classes.ts'
import styles from './Why.module.css'

const pointsOf = (tree: Explanation): { score: string; possible: string } => {
  const counted = tree.parts.filter((part) => part.leftOut === null)
  // With one sum of points there is as a rule one part; several are named below one by one.
  return counted.length === 1
    ? { score: counted[0]?.score ?? '0', possible: counted[0]?.possible ?? '0' }
    : { score: '', possible: '' }
}

const sentenceOf = (tree: Explanation): string => {
  if (tree.percent === null) return t('grades.why.sentenceNone')
  const { score, possible } = pointsOf(tree)
  if (tree.method === 'points' && possible !== '')
    return t('grades.why.sentencePoints', { score, possible, percent: tree.percent })
  return t('grades.why.sentenceWeighted', { percent: tree.percent })
}

const plain = (value: string): string => value.replace(/\.?0+$/, '')

/** Why the shares are not the weights that were set. */
const scalingOf = (tree: Explanation): string | null => {
  if (tree.percent === null || tree.weightSum === null) return null
  const sum = Number(tree.weightSum)
  if (sum === 100) return null
  return t(sum < 100 ? 'grades.why.scaled' : 'grades.why.over', { sum: plain(tree.weightSum) })
}

const Item = (props: { item: ExplainedItem }) => (
  <li class={classes(styles.item, props.item.leftOut !== null && styles.out)}>
    <span class={styles.itemName}>{props.item.name}</span>
    <span class={styles.itemNote}>
      <Switch>
        <Match when={props.item.leftOut}>{(why) => t(`grades.why.leftOut.${why()}`)}</Match>
        <Match when={props.item.countedAsZero}>{t('grades.why.zero')}</Match>
      </Switch>
    </span>
    <span class={styles.itemScore}>
      <Show when={props.item.score !== null} fallback="–">
        {t('assignments.task.of', { score: props.item.score ?? '', points: props.item.possible })}
      </Show>
    </span>
  </li>
)

const shareOf = (part: ExplainedPart): string | null => {
  if (part.share === null) return null
  const [share, weight] = [plain(part.share), part.weight ?? part.share]
  return Number(part.share) === Number(weight)
    ? t('grades.why.share', { share })
    : t('grades.why.shareFrom', { share, weight: plain(weight.includes('.') ? weight : `${weight}.0`) })
}

const Part = (props: { part: ExplainedPart }) => {
  const counted = () => props.part.items.filter((item) => item.score !== null).length
  return (
    <section class={classes(styles.part, props.part.leftOut !== null && styles.out)}>
      <header class={styles.partHead}>
        <h3 class={styles.partName}>{props.part.name ?? t('grades.noCategory')}</h3>
        <span class={styles.partShare}>
          {props.part.leftOut !== null ? t(`grades.why.leftOut.${props.part.leftOut}`) : shareOf(props.part)}
        </span>
        <Show when={props.part.leftOut === null && props.part.percent}>
          {(percent) => <span class={styles.partPercent}>{withPercent(percent())}</span>}
        </Show>
      </header>
      <Show when={props.part.leftOut === null && props.part.share}>
        {(share) => (
          <span
            class={styles.bar}
            style={{
              '--share': `${Math.min(100, Number(share()))}%`,
              '--got': `${Math.min(100, Number(props.part.percent ?? 0))}%`,
            }}
            aria-hidden="true"
          >
            <span class={styles.barGot} />
          </span>
        )}
      </Show>
      <ul class={styles.items}>
        <For each={props.part.items}>{(item) => <Item item={item} />}</For>
      </ul>
      <Show when={counted() > 1 && props.part.leftOut === null}>
        <p class={styles.partSum}>
          {t('grades.why.points', { score: props.part.score, possible: props.part.possible })}
        </p>
      </Show>
    </section>
  )
}

/**
 * A total opened into its sum: a sentence anybody can follow, then what counted, with which share, and what did not and
 * why. It draws the explanation that was stored beside the total and works nothing out itself.
 */
export const WhyThisGrade = (props: { tree: Explanation }) => (
  <div class={styles.why}>
    <p class={styles.sentence}>{sentenceOf(props.tree)}</p>
    <Show when={scalingOf(props.tree)}>{(words) => <p class={styles.note}>{words()}</p>}</Show>
    <For each={props.tree.parts.filter((part) => part.items.length > 0)}>
      {(part) => <Part part={part} />}
    </For>
    <Show when={props.tree.percent !== null}>
      <p class={styles.note}>{t('grades.why.exact')}</p>
    </Show>
  </div>
)
