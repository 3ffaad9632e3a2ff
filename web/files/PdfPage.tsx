import {
  type PDFDocumentProxy,
  type PDFPageProxy,
  RenderingCancelledException,
  type RenderTask,
} from 'pdfjs-dist/legacy/build/pdf.mjs'
import { createEffect, createSignal, on, onCleanup, onMount, Show } from 'solid-js'
import { t } from '../i18n/translate.ts'
import styles from './PdfView.module.css'
import { drawPage, layWords } from './pdf.ts'

/** One page: drawn when it comes near, and let go when it is far, so that a long document costs a few pages. */
export const PdfPage = (props: {
  pdf: PDFDocumentProxy
  no: number
  count: number
  /** Width by height of the first page, until this one is known. */
  ratio: number
  zoom: number
  box: HTMLElement | undefined
}) => {
  let paper: HTMLDivElement | undefined
  let canvas: HTMLCanvasElement | undefined
  let words: HTMLDivElement | undefined
  const [near, setNear] = createSignal(false)
  const [ratio, setRatio] = createSignal<number>()
  const [broken, setBroken] = createSignal(false)
  let page: PDFPageProxy | undefined
  let task: RenderTask | undefined

  const letGo = () => {
    task?.cancel()
    task = undefined
    page?.cleanup()
    words?.replaceChildren()
    // A canvas without an area holds no memory.
    if (canvas) canvas.width = canvas.height = 0
  }
  const draw = async () => {
    page ??= await props.pdf.getPage(props.no)
    const { width, height } = page.getViewport({ scale: 1 })
    setRatio(width / height)
    if (!canvas || !words || !near()) return
    task?.cancel()
    task = drawPage(page, canvas)
    await task.promise
    if (near()) await layWords(page, words, canvas.clientWidth)
  }
  onMount(() => {
    const seen = new IntersectionObserver((entries) => setNear(entries.at(-1)?.isIntersecting ?? false), {
      root: props.box,
      rootMargin: '100% 0px',
    })
    if (paper) seen.observe(paper)
    onCleanup(() => seen.disconnect())
  })
  createEffect(
    on([near, () => props.zoom], ([isNear]) => {
      if (!isNear) return letGo()
      draw().catch((error: unknown) => {
        if (!(error instanceof RenderingCancelledException) && near()) setBroken(true)
      })
    }),
  )
  onCleanup(letGo)
  const label = () => t('looks.page', { no: props.no, count: props.count })
  return (
    <li class={styles.page} data-page={props.no}>
      <div ref={paper} class={styles.paper} style={{ 'aspect-ratio': String(ratio() ?? props.ratio) }}>
        <canvas ref={canvas} class={styles.canvas} role="img" aria-label={label()} />
        <div ref={words} class={styles.words} />
        <Show when={broken()}>
          <p class={styles.broken}>{t('looks.pageBroken')}</p>
        </Show>
      </div>
    </li>
  )
}
