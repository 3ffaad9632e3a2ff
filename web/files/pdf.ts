import {
  GlobalWorkerOptions,
  getDocument,
  type PDFDocumentLoadingTask,
  type PDFPageProxy,
  type RenderTask,
  TextLayer,
  version,
} from 'pdfjs-dist/legacy/build/pdf.mjs'
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url'

/** The reader of PDFs: what it may do, and how much of it is drawn at a time. */

GlobalWorkerOptions.workerSrc = workerUrl
/** Copied there by the build (`tools/vite-pdf.ts`). */
const assets = `/assets/pdf-${version}`

/** A sharp A4 page on a dense screen; a poster is drawn no larger, whatever it says about itself. */
const PIXELS = 8_000_000
/** A larger picture inside of a page stays empty. */
const PICTURE_PIXELS = 64_000_000

/** Begins to open a PDF: fetched by the piece as pages are looked at, its scripts and forms never run. */
export const openPdf = (url: string): PDFDocumentLoadingTask =>
  getDocument({
    url,
    disableAutoFetch: true,
    disableStream: true,
    rangeChunkSize: 256 * 1024,
    // Our content policy runs neither WebAssembly nor code made from text.
    useWasm: false,
    isEvalSupported: false,
    enableXfa: false,
    maxImageSize: PICTURE_PIXELS,
    cMapUrl: `${assets}/cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${assets}/standard_fonts/`,
    wasmUrl: `${assets}/wasm/`,
    verbosity: 0,
  })

/** Draws a page as wide as its canvas stands on the screen; the task can be cancelled. */
export const drawPage = (page: PDFPageProxy, canvas: HTMLCanvasElement): RenderTask => {
  const natural = page.getViewport({ scale: 1 })
  const wanted = (canvas.clientWidth / natural.width) * Math.min(devicePixelRatio || 1, 2)
  const scale = Math.min(wanted, Math.sqrt(PIXELS / (natural.width * natural.height)))
  const viewport = page.getViewport({ scale })
  canvas.width = Math.max(1, Math.floor(viewport.width))
  canvas.height = Math.max(1, Math.floor(viewport.height))
  return page.render({ canvas, viewport })
}

/** Lays the page's words over its picture, invisible: to be selected, found and read aloud. */
export const layWords = async (page: PDFPageProxy, over: HTMLElement, width: number): Promise<void> => {
  const scale = width / page.getViewport({ scale: 1 }).width
  over.style.setProperty('--total-scale-factor', String(scale))
  over.replaceChildren()
  await new TextLayer({
    textContentSource: page.streamTextContent(),
    container: over,
    viewport: page.getViewport({ scale }),
  }).render()
}
