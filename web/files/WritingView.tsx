import { createResource, For, Match, Show, Switch } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import type { Writing, WritingBlock, WritingRun } from '#domain/files/writing.ts'
import { t } from '../i18n/translate.ts'
import { Skeleton } from '../ui/Skeleton.tsx'
import { fetchPreview } from './fetch-preview.ts'
import styles from './WritingView.module.css'

const Words = (props: { run: WritingRun }) => (
  <span
    classList={{
      [styles.bold ?? '']: props.run.bold,
      [styles.italic ?? '']: props.run.italic,
      [styles.underline ?? '']: props.run.underline,
      [styles.strike ?? '']: props.run.strike,
      [styles.above ?? '']: props.run.place === 'above',
      [styles.below ?? '']: props.run.place === 'below',
    }}
  >
    {props.run.text}
  </span>
)

const Line = (props: { runs: readonly WritingRun[] }) => (
  <For each={props.runs}>
    {(run) => (
      <Show when={run.href} fallback={<Words run={run} />}>
        {(href) => (
          <a href={href()} title={href()} target="_blank" rel="noopener noreferrer external">
            <Words run={run} />
          </a>
        )}
      </Show>
    )}
  </For>
)

type Of<Kind extends WritingBlock['kind']> = Extract<WritingBlock, { kind: Kind }>
/** The block if it is of this kind: a narrowing that `Match` understands. */
const as = <Kind extends WritingBlock['kind']>(block: WritingBlock, kind: Kind): Of<Kind> | false =>
  block.kind === kind && (block as Of<Kind>)

const Block = (props: { block: WritingBlock }) => (
  <Switch>
    <Match when={as(props.block, 'paragraph')}>
      {(block) => (
        <p>
          <Line runs={block().runs} />
        </p>
      )}
    </Match>
    <Match when={as(props.block, 'heading')}>
      {(block) => (
        <Dynamic component={`h${Math.min(6, block().level + 2)}`} class={styles.heading}>
          <Line runs={block().runs} />
        </Dynamic>
      )}
    </Match>
    <Match when={as(props.block, 'item')}>
      {(block) => (
        <p class={styles.item} style={{ '--level': String(block().level) }}>
          <span class={styles.mark}>{block().no === null ? '•' : `${block().no}.`}</span>
          <span>
            <Line runs={block().runs} />
          </span>
        </p>
      )}
    </Match>
    <Match when={as(props.block, 'picture')}>
      {(block) => <img class={styles.picture} src={block().source} alt={block().words} decoding="async" />}
    </Match>
    <Match when={as(props.block, 'table')}>
      {(block) => (
        <div class={styles.table}>
          <table>
            <tbody>
              <For each={block().rows}>
                {(row) => (
                  <tr>
                    <For each={row}>
                      {(cell) => (
                        <td colSpan={cell.columns} rowSpan={cell.rows}>
                          <For each={cell.lines}>
                            {(runs) => (
                              <p>
                                <Line runs={runs} />
                              </p>
                            )}
                          </For>
                        </td>
                      )}
                    </For>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </div>
      )}
    </Match>
  </Switch>
)

/** What a word processor's document says, drawn from blocks by us: nothing of it is markup. */
export default (props: { url: string; name: string }) => {
  const [shown] = createResource(
    () => props.url,
    // What the server made it sends in the form of `domain/files/writing.ts`; it is trusted to, as in `call`.
    async (url) => (await (await fetchPreview(url)).json()) as Writing,
  )
  return (
    <Show when={!shown.error} fallback={<p class={styles.note}>{t('looks.previewFailed')}</p>}>
      <Show when={shown()} fallback={<Skeleton shape="lines" rows={6} />}>
        {(value) => (
          <>
            <p class={styles.note}>{t('looks.writingOnly')}</p>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
            <section class={styles.sheet} tabIndex={0} aria-label={props.name} data-own-keys>
              <For each={value().blocks}>{(block) => <Block block={block} />}</For>
              <Show when={!value().isWhole}>
                <p class={styles.note}>{t('looks.moreInFile')}</p>
              </Show>
            </section>
          </>
        )}
      </Show>
    </Show>
  )
}
