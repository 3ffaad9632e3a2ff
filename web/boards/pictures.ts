import type { BoardElement } from '#domain/boards/element.ts'

/** A picture as Excalidraw holds it. */
export interface Picture {
  id: string
  mimeType: string
  dataURL: string
  created: number
}

const RETRY_MS = 3000

const asBlob = (dataURL: string): Blob => {
  const [head = '', body = ''] = dataURL.split(',', 2)
  const bytes = Uint8Array.from(atob(body), (char) => char.charCodeAt(0))
  return new Blob([bytes], { type: /^data:([^;]+)/.exec(head)?.[1] ?? '' })
}

const asDataUrl = (blob: Blob): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(blob)
  })

/** A drawing of vectors may carry scripts and addresses of elsewhere, so it travels as pixels. */
const rasterised = async (picture: Picture): Promise<Blob> => {
  if (picture.mimeType !== 'image/svg+xml') return asBlob(picture.dataURL)
  const image = new Image()
  image.src = picture.dataURL
  await image.decode()
  const scale = Math.min(4, 2000 / Math.max(image.naturalWidth || 300, image.naturalHeight || 300))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round((image.naturalWidth || 300) * scale))
  canvas.height = Math.max(1, Math.round((image.naturalHeight || 300) * scale))
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('picture'))), 'image/png'),
  )
}

/**
 * The pictures of one board: uploads what was added here before its shape travels, and fetches what others added when
 * it is first seen. Both are tried again until they work or are refused.
 */
export class Pictures {
  readonly #url: (fileId: string) => string
  readonly #there = new Set<string>()
  readonly #busy = new Set<string>()
  readonly #onRefused: () => void
  #add: ((picture: Picture) => void) | null = null

  constructor(boardId: string, onRefused: () => void) {
    this.#url = (fileId) => `/api/boards/${boardId}/files/${fileId}`
    this.#onRefused = onRefused
  }

  /** Where fetched pictures go. */
  showOn(add: (picture: Picture) => void): void {
    this.#add = add
  }

  /** Whether a shape may travel: a picture only once its file is stored. */
  isReady(element: BoardElement): boolean {
    return element.type !== 'image' || element.isDeleted || this.#there.has(element.fileId)
  }

  /** Called with every change of the scene. */
  look(elements: readonly BoardElement[], files: Readonly<Record<string, Picture>>): void {
    for (const element of elements) {
      if (element.type !== 'image' || element.isDeleted || !element.fileId) continue
      const file = files[element.fileId]
      if (this.#busy.has(element.fileId) || (file && this.#there.has(element.fileId))) continue
      this.#busy.add(element.fileId)
      void (file ? this.#upload(file) : this.#fetch(element.fileId))
    }
  }

  #again(fileId: string): void {
    setTimeout(() => this.#busy.delete(fileId), RETRY_MS)
  }

  async #upload(picture: Picture): Promise<void> {
    try {
      const body = await rasterised(picture)
      const response = await fetch(this.#url(picture.id), {
        method: 'PUT',
        body,
        headers: { 'content-type': body.type },
        credentials: 'same-origin',
      })
      if (response.ok) {
        this.#there.add(picture.id)
        this.#busy.delete(picture.id)
      } else if (response.status >= 500 || response.status === 429) this.#again(picture.id)
      else this.#onRefused()
    } catch {
      this.#again(picture.id)
    }
  }

  async #fetch(fileId: string): Promise<void> {
    try {
      const response = await fetch(this.#url(fileId), { credentials: 'same-origin' })
      if (!response.ok) return this.#again(fileId)
      const blob = await response.blob()
      this.#there.add(fileId)
      this.#add?.({ id: fileId, mimeType: blob.type, dataURL: await asDataUrl(blob), created: 0 })
      this.#busy.delete(fileId)
    } catch {
      this.#again(fileId)
    }
  }
}
