import ZoomIn from 'lucide-solid/icons/zoom-in'
import ZoomOut from 'lucide-solid/icons/zoom-out'
import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { createSignal, For, onCleanup, onMount, Show } from 'solid-js'
import { t } from '../i18n/translate.ts'
import { whenNotComposing } from '../ui/composing.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { PdfPage } from './PdfPage.tsx'
import styles from './PdfView.module.css'
import { openPdf } from './pdf.ts'

/** More pages than anybody marks; who needs them opens the file itself. */
const PAGES = 300
/** As wide as there is room, and closer. */
const ZOOMS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3]
const FITTING = ZOOMS.indexOf(1)

/** How far a key goes in `ZOOMS`; null for every other key. */
const zoomStep = (event: KeyboardEvent): number | null => {
  if (event.ctrlKey || event.metaKey || event.altKey) return null
  if (event.key === '+' || event.key === '=') return 1
  return event.key === '-' ? -1 : null
}

const Pages = (props: { pdf: PDFDocumentProxy; ratio: number; name: string }) => {
  const [at, setAt] = createSignal(FITTING)
  const [page, setPage] = createSignal(1)
  const [box, setBox] = createSignal<HTMLElement>()
  const zoom = () => ZOOMS[at()] ?? 1
  const step = (by: number) => setAt((now) => Math.min(ZOOMS.length - 1, Math.max(0, now + by)))
  const press = (event: KeyboardEvent) => {
    const by = zoomStep(event)
    if (by === null && event.key !== '0') return
    event.preventDefault()
    if (by === null) setAt(FITTING)
    else step(by)
  }
  /** The page in the middle is the one that is read. */
  const look = (element: HTMLElement) => {
    const middle = element.scrollTop + element.clientHeight / 2
    const pages = [...element.querySelectorAll<HTMLElement>('[data-page]')]
    setPage(Number(pages.findLast((one) => one.offsetTop <= middle)?.dataset.page ?? 1))
  }
  const count = () => props.pdf.numPages
  return (
    <>
      <div class={styles.bar}>
        <span class={styles.place}>{t('looks.page', { no: page(), count: count() })}</span>
        <IconButton
          small
          icon={ZoomOut}
          label={t('looks.smaller')}
          disabled={at() === 0}
          onClick={() => step(-1)}
        />
        <span class={styles.zoom} role="status">
          {t('looks.zoom', { percent: Math.round(zoom() * 100) })}
        </span>
        <IconButton
          small
          icon={ZoomIn}
          label={t('looks.larger')}
          disabled={at() === ZOOMS.length - 1}
          onClick={() => step(1)}
        />
      </div>
      <section
        ref={setBox}
        class={styles.box}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        tabIndex={0}
        aria-label={props.name}
        data-own-keys
        onKeyDown={whenNotComposing(press)}
        onScroll={(event) => look(event.currentTarget)}
      >
        <ol class={styles.pages} style={{ width: `${zoom() * 100}%` }}>
          <For each={Array.from({ length: Math.min(count(), PAGES) }, (_, n) => n + 1)}>
            {(no) => (
              <PdfPage
                pdf={props.pdf}
                no={no}
                count={count()}
                ratio={props.ratio}
                zoom={zoom()}
                box={box()}
              />
            )}
          </For>
          <Show when={count() > PAGES}>
            <li class={styles.note}>{t('looks.morePages', { count: count() - PAGES })}</li>
          </Show>
        </ol>
      </section>
    </>
  )
}

/** A PDF, page under page, drawn as far as somebody looks. */
export default (props: { url: string; name: string }) => {
  const [opened, setOpened] = createSignal<{ pdf: PDFDocumentProxy; ratio: number }>()
  const [problem, setProblem] = createSignal<'looks.pdfLocked' | 'looks.previewFailed'>()
  onMount(() => {
    const task = openPdf(props.url)
    onCleanup(() => void task.destroy())
    const begin = async () => {
      const pdf = await task.promise
      const { width, height } = (await pdf.getPage(1)).getViewport({ scale: 1 })
      setOpened({ pdf, ratio: width / height })
    }
    begin().catch((error: unknown) =>
      setProblem(
        error instanceof Error && error.name === 'PasswordException'
          ? 'looks.pdfLocked'
          : 'looks.previewFailed',
      ),
    )
  })
  return (
    <Show
      when={problem()}
      fallback={
        <Show when={opened()} fallback={<Skeleton shape="page" rows={6} />}>
          {(one) => <Pages pdf={one().pdf} ratio={one().ratio} name={props.name} />}
        </Show>
      }
    >
      {(key) => <p class={styles.note}>{t(key())}</p>}
    </Show>
  )
}
