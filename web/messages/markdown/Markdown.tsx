import Check from 'lucide-solid/icons/check'
import Copy from 'lucide-solid/icons/copy'
import { createSignal, For, type JSX, Match, Show, Switch } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import { copyText } from '../../ui/copy.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { toast } from '../../ui/Toast.tsx'
import { blocksOf } from './lazy.ts'
import styles from './Markdown.module.css'
import { rememberTyped } from './selected.ts'
import type { Align, Block, Inline, Item } from './tree.ts'

const Inlines = (props: { of: Inline[] }) => <For each={props.of}>{(one) => drawInline(one)}</For>

/** A tree never changes after it was read, so it is drawn by plain functions. */
const drawInline = (one: Inline): JSX.Element => {
  switch (one.kind) {
    case 'text':
      return one.text
    case 'code':
      return <code class={styles.code}>{one.text}</code>
    case 'break':
      return <br />
    case 'strong':
      return (
        <strong>
          <Inlines of={one.children} />
        </strong>
      )
    case 'em':
      return (
        <em>
          <Inlines of={one.children} />
        </em>
      )
    case 'del':
      return (
        <del>
          <Inlines of={one.children} />
        </del>
      )
    case 'link':
      return (
        <a class={styles.link} href={one.href} target="_blank" rel="noopener nofollow ugc">
          <Inlines of={one.children} />
        </a>
      )
  }
}

const CodeBlock = (props: { text: string; language: string }) => {
  const [copied, setCopied] = createSignal(false)
  const copy = async () => {
    if (!(await copyText(props.text))) {
      toast(t('common.copyRefused'), { tone: 'danger' })
      return
    }
    setCopied(true)
    setTimeout(() => setCopied(false), 1500)
  }
  return (
    <div class={styles.block}>
      <Show when={props.language}>
        <span class={styles.language} data-label>
          {props.language}
        </span>
      </Show>
      <pre class={styles.pre}>
        <code>{props.text}</code>
      </pre>
      <span class={styles.copy}>
        <IconButton
          small
          icon={copied() ? Check : Copy}
          label={copied() ? t('common.actions.copied') : t('messages.copyCode')}
          onClick={() => void copy()}
        />
      </span>
    </div>
  )
}

const cellStyle = (align: Align | undefined): JSX.CSSProperties => ({ 'text-align': align ?? 'start' })

const TableBlock = (props: { of: Extract<Block, { kind: 'table' }> }) => (
  <div class={styles.tableBox}>
    <table class={styles.table}>
      <thead>
        <tr>
          <For each={props.of.head}>
            {(cell, column) => (
              <th style={cellStyle(props.of.align[column()])}>
                <Inlines of={cell} />
              </th>
            )}
          </For>
        </tr>
      </thead>
      <tbody>
        <For each={props.of.rows}>
          {(row) => (
            <tr>
              <For each={row}>
                {(cell, column) => (
                  <td style={cellStyle(props.of.align[column()])}>
                    <Inlines of={cell} />
                  </td>
                )}
              </For>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  </div>
)

/** How a copy begins an item: as it is seen, or with the sign that makes one. */
const copiedMarker = ({ marker, checked }: Item): string =>
  checked === null ? (marker ?? '-') : marker ? '' : '-'

/** Its number or bullet stands as it was written, whatever its neighbours are called. */
const markerStyle = (marker: string | null): JSX.CSSProperties | undefined =>
  marker === null ? undefined : { 'list-style-type': `"${marker}\\00a0"` }

const Items = (props: { of: Extract<Block, { kind: 'list' }> }) => (
  <For each={props.of.items}>
    {(item) => (
      <li
        class={item.checked === null ? undefined : styles.task}
        data-marker={copiedMarker(item)}
        style={item.checked === null ? markerStyle(item.marker) : undefined}
      >
        <Show when={item.checked !== null}>
          <input type="checkbox" checked={item.checked === true} disabled class={styles.box} />
          <Show when={item.marker}>{(marker) => <span>{marker()} </span>}</Show>
        </Show>
        <Blocks of={item.blocks} />
      </li>
    )}
  </For>
)

const ListBlock = (props: { of: Extract<Block, { kind: 'list' }> }) => {
  const widest = () => Math.max(0, ...props.of.items.map((item) => item.marker?.length ?? 0))
  return (
    <Switch>
      <Match when={props.of.ordered}>
        <ol class={styles.ordered} style={{ 'padding-inline-start': `${widest() + 1}ch` }}>
          <Items of={props.of} />
        </ol>
      </Match>
      <Match when={!props.of.ordered}>
        <ul class={styles.bullets}>
          <Items of={props.of} />
        </ul>
      </Match>
    </Switch>
  )
}

const drawBlock = (one: Block): JSX.Element => {
  switch (one.kind) {
    case 'paragraph':
      return (
        <p class={styles.paragraph}>
          <Inlines of={one.children} />
        </p>
      )
    case 'heading':
      return (
        // Not a heading of the page: a message must not rearrange its outline.
        <p class={styles.heading}>
          <Inlines of={one.children} />
        </p>
      )
    case 'code':
      return <CodeBlock text={one.text} language={one.language} />
    case 'quote':
      return (
        <blockquote class={styles.quote}>
          <Blocks of={one.blocks} />
        </blockquote>
      )
    case 'list':
      return <ListBlock of={one} />
    case 'table':
      return <TableBlock of={one} />
    case 'rule':
      return <hr class={styles.rule} />
  }
}

const Blocks = (props: { of: Block[] }) => <For each={props.of}>{(one) => drawBlock(one)}</For>

/** A message's text: plain at first, as markdown once the lexer is loaded. Elements only, never HTML. */
export const Markdown = (props: { body: string }) => (
  <div class={styles.markdown} dir="auto" ref={(root) => rememberTyped(root, () => props.body)}>
    <Blocks of={blocksOf(props.body)} />
  </div>
)
