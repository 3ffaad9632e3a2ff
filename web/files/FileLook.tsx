import { createResource, For, lazy, Match, Show, Suspense, Switch } from 'solid-js'
import { type FileView, filePath } from '#domain/files/contract.ts'
import {
  lookOf,
  PREVIEW_COLUMNS,
  PREVIEW_ROWS,
  PREVIEW_TEXT,
  type PreviewKind,
} from '#domain/files/preview.ts'
import { openPreview, previewMade, previewPath } from '#domain/files/preview-contract.ts'
import { topicOf } from '#domain/realtime.ts'
import { session } from '../accounts/session.ts'
import { call } from '../call.ts'
import { t } from '../i18n/translate.ts'
import { createLive } from '../realtime/live.ts'
import { isEvent } from '../realtime/subscribe.ts'
import { CellTable } from '../ui/CellTable.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import styles from './FileLook.module.css'
import { fetchPreview } from './fetch-preview.ts'

// A document's reader is loaded with the first document.
const PdfView = lazy(() => import('./PdfView.tsx'))
const WritingView = lazy(() => import('./WritingView.tsx'))

interface ShownSheet {
  name: string
  rows: string[][]
  isWhole: boolean
}

const Failed = () => <p class={styles.note}>{t('looks.previewFailed')}</p>

const Words = (props: { url: string; name: string }) => {
  const [words] = createResource(
    () => props.url,
    async (url) => (await fetchPreview(url)).text(),
  )
  return (
    <Show when={!words.error} fallback={<Failed />}>
      <Show when={words() !== undefined} fallback={<Skeleton shape="lines" />}>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
        <section class={styles.words} tabIndex={0} aria-label={props.name} data-own-keys>
          {words()}
        </section>
        <Show when={(words() ?? '').length >= PREVIEW_TEXT}>
          <p class={styles.note}>{t('looks.moreInFile')}</p>
        </Show>
      </Show>
    </Show>
  )
}

const Sheets = (props: { url: string }) => {
  const [sheets] = createResource(
    () => props.url,
    // Written by our own worker, from the reader's types.
    async (url) => (await (await fetchPreview(url)).json()) as ShownSheet[],
  )
  return (
    <Show when={!sheets.error} fallback={<Failed />}>
      <For each={sheets()} fallback={<Skeleton shape="rows" />}>
        {(sheet) => (
          <figure class={styles.sheet}>
            <figcaption>{sheet.name}</figcaption>
            <CellTable label={sheet.name} rows={sheet.rows} />
            <Show when={!sheet.isWhole}>
              <p class={styles.note}>
                {t('looks.rowsOnly', { rows: PREVIEW_ROWS, columns: PREVIEW_COLUMNS })}
              </p>
            </Show>
          </figure>
        )}
      </For>
    </Show>
  )
}

const Picture = (props: { url: string; name: string }) => (
  <a class={styles.pictureLink} href={props.url} target="_blank" rel="noopener external" title={props.name}>
    <img class={styles.picture} src={props.url} alt={props.name} decoding="async" />
  </a>
)

const Shown = (props: { file: FileView; kind: PreviewKind; url: string }) => (
  <Switch>
    <Match when={props.kind === 'pdf'}>
      <PdfView url={props.url} name={props.file.name} />
    </Match>
    <Match when={props.kind === 'writing'}>
      <WritingView url={props.url} name={props.file.name} />
    </Match>
    <Match when={props.kind === 'picture'}>
      <Picture url={props.url} name={props.file.name} />
    </Match>
    <Match when={props.kind === 'text'}>
      <Words url={props.url} name={props.file.name} />
    </Match>
    <Match when={props.kind === 'table'}>
      <Sheets url={props.url} />
    </Match>
  </Switch>
)

/** What the worker makes of the file, from the first word that it is at it. */
const Made = (props: { file: FileView }) => {
  const preview = createLive({
    source: () => props.file.id,
    fetch: (fileId) => call(openPreview, { fileId }, {}),
    topics: () => (session.me ? [topicOf('account', session.me.id)] : []),
    apply: (value, event) => {
      if (!isEvent(event, previewMade)) return value
      const { fileId, preview } = event.payload
      return fileId === props.file.id ? preview : value
    },
  })
  return (
    <Switch fallback={<Skeleton shape="lines" rows={3} />}>
      <Match when={preview.value()?.state === 'waiting'}>
        <p class={styles.note} role="status">
          {t('looks.making', { name: props.file.name })}
        </p>
      </Match>
      <Match when={preview.value()?.state === 'ready' && preview.value()?.kind}>
        {(kind) => <Shown file={props.file} kind={kind()} url={previewPath(props.file.id)} />}
      </Match>
      <Match when={preview.value()?.state === 'none'}>
        <p class={styles.note}>{t('looks.noPreview')}</p>
      </Match>
      <Match when={preview.value()?.state === 'failed'}>
        <Failed />
      </Match>
      <Match when={preview.problem()}>
        <ErrorState problem={preview.problem()} onRetry={() => void preview.refetch()} />
      </Match>
    </Switch>
  )
}

/** A file looked at in place, whatever has to be made of it first. */
export default (props: { file: FileView }) => {
  const look = () => lookOf(props.file)
  const url = () => filePath(props.file.id)
  return (
    <Suspense fallback={<Skeleton shape="page" rows={6} />}>
      <Switch fallback={<Made file={props.file} />}>
        <Match when={look() === null}>
          <p class={styles.note}>{t('looks.noPreview')}</p>
        </Match>
        <Match when={look() === 'picture'}>
          <Picture url={url()} name={props.file.name} />
        </Match>
        <Match when={look() === 'pdf'}>
          <PdfView url={url()} name={props.file.name} />
        </Match>
        <Match when={look() === 'audio'}>
          {/* biome-ignore lint/a11y/useMediaCaption: what somebody recorded brings no captions. */}
          <audio class={styles.player} src={url()} controls preload="metadata" aria-label={props.file.name} />
        </Match>
        <Match when={look() === 'video'}>
          {/* biome-ignore lint/a11y/useMediaCaption: what somebody recorded brings no captions. */}
          <video class={styles.player} src={url()} controls preload="metadata" aria-label={props.file.name} />
        </Match>
      </Switch>
    </Suspense>
  )
}
