import { createSignal, onCleanup } from 'solid-js'
import { createStore, produce } from 'solid-js/store'
import type { Upload as TusUpload } from 'tus-js-client'
import { type FileView, getFile, UPLOADS_PATH } from '#domain/files/contract.ts'
import { newId } from '#domain/ids.ts'
import { PROBLEM_STATUS, Problem, type ProblemBody, type ProblemKind } from '#domain/problem.ts'
import { call, Offline } from '../call.ts'

/** One file on its way up, or there. */
export interface Upload {
  /** Names it on screen until it has an id. */
  key: string
  name: string
  size: number
  /** `waiting` for the connection to come back. */
  state: 'sending' | 'waiting' | 'done' | 'failed'
  /** 0 to 1. */
  progress: number
  file: FileView | null
  problem: unknown
  /** A picture to show before the server has it. */
  preview: string | null
}

export interface Uploads {
  list: readonly Upload[]
  add(files: readonly File[]): void
  /** Files that are on the server already, from a draft. */
  restore(files: readonly FileView[]): void
  remove(key: string): void
  retry(key: string): void
  clear(): void
  /** The ids of what is there, in order. */
  ids(): string[]
  /** Something is not there yet. */
  busy(): boolean
  /** What is kept of what may be, once that is little. */
  scarce(): { kept: number; limit: number } | null
}

const RETRY_AFTER = [0, 1000, 3000, 5000, 10_000, 20_000]

const problemOf = (error: unknown): unknown => {
  const response = (error as { originalResponse?: { getStatus(): number; getBody(): string } | null })
    .originalResponse
  if (!response) return new Offline()
  try {
    const body = JSON.parse(response.getBody()) as ProblemBody
    if (body.type in PROBLEM_STATUS) return new Problem(body.type as ProblemKind, body)
  } catch {
    // Not one of our answers: a proxy's page, or tus's own sentence.
  }
  return new Problem(response.getStatus() === 413 ? 'too-large' : 'internal')
}

const isPicture = (file: File): boolean => /^image\/(png|jpeg|webp|gif)$/.test(file.type)

/** What the browser knows of a file that the server already has. */
const restored = (file: FileView): Upload => ({
  key: file.id,
  name: file.name,
  size: file.size,
  state: 'done',
  progress: 1,
  file,
  problem: null,
  preview: null,
})

interface Handlers {
  progress(share: number): void
  done(fileId: string): void
  failed(error: unknown): void
}

/** The library is loaded with the first file. */
const openTus = async (
  file: File,
  metadata: Record<string, string>,
  handlers: Handlers,
): Promise<TusUpload> => {
  const { Upload: Tus } = await import('tus-js-client')
  const upload: TusUpload = new Tus(file, {
    endpoint: UPLOADS_PATH,
    retryDelays: RETRY_AFTER,
    metadata: { filename: file.name, ...metadata },
    removeFingerprintOnSuccess: true,
    // Offline is waited out, not counted as a failure; where there is no room, asking again makes none.
    onShouldRetry: (error) => {
      const status = error.originalResponse?.getStatus() ?? 500
      return navigator.onLine && status >= 500 && status !== PROBLEM_STATUS['out-of-space']
    },
    onProgress: (sent, total) => handlers.progress(total > 0 ? sent / total : 1),
    onSuccess: () => handlers.done(upload.url?.split('/').at(-1) ?? ''),
    onError: handlers.failed,
  })
  // An upload of this very file that a closed tab left half done goes on where it stood.
  const [previous] = await upload.findPreviousUploads()
  if (previous) upload.resumeFromPreviousUpload(previous)
  return upload
}

/**
 * The files of one composer, draft or form: sent at once, continued after the connection was gone, and kept in order.
 * `onChange` is told whenever the finished ones are other ones. Those of an `assignmentId` are work to be handed in.
 */
export const createUploads = (
  options: { classId?: () => string | undefined; assignmentId?: string; onChange?: () => void } = {},
): Uploads => {
  const [state, setState] = createStore<{ list: Upload[] }>({ list: [] })
  const [scarce, setScarce] = createSignal<{ kept: number; limit: number } | null>(null)
  const running = new Map<string, { file: File; tus: TusUpload | null }>()
  const change = (key: string, to: Partial<Upload>) =>
    setState(
      'list',
      (upload) => upload.key === key,
      produce((upload) => Object.assign(upload, to)),
    )

  const finish = async (key: string, fileId: string) => {
    try {
      const file = await call(getFile, { fileId }, {})
      setScarce(file.room)
      running.delete(key)
      change(key, { state: 'done', progress: 1, file, name: file.name, size: file.size })
      options.onChange?.()
    } catch (problem) {
      change(key, { state: problem instanceof Offline ? 'waiting' : 'failed', problem })
    }
  }

  const start = async (key: string) => {
    const entry = running.get(key)
    if (!entry) return
    change(key, { state: 'sending', problem: null })
    const classId = options.classId?.()
    const metadata = {
      ...(classId === undefined ? {} : { classId }),
      ...(options.assignmentId === undefined ? {} : { assignmentId: options.assignmentId }),
    }
    entry.tus ??= await openTus(entry.file, metadata, {
      progress: (progress) => change(key, { progress }),
      done: (fileId) => void finish(key, fileId),
      failed: (error) => {
        const problem = problemOf(error)
        change(key, { state: problem instanceof Offline ? 'waiting' : 'failed', problem })
      },
    })
    // It may have been taken away while the library was loading.
    if (running.has(key)) entry.tus.start()
  }

  const resume = () => {
    for (const { key, state: now } of state.list) if (now === 'waiting') void start(key)
  }
  window.addEventListener('online', resume)
  onCleanup(() => {
    window.removeEventListener('online', resume)
    for (const { tus } of running.values()) void tus?.abort()
    for (const { preview } of state.list) if (preview) URL.revokeObjectURL(preview)
  })

  return {
    get list() {
      return state.list
    },
    add: (files) => {
      for (const file of files) {
        const key = newId()
        running.set(key, { file, tus: null })
        const preview = isPicture(file) ? URL.createObjectURL(file) : null
        setState('list', (list) => [
          ...list,
          {
            key,
            name: file.name,
            size: file.size,
            state: 'sending',
            progress: 0,
            file: null,
            problem: null,
            preview,
          },
        ])
        void start(key)
      }
    },
    restore: (files) =>
      setState('list', (list) => [...files.map(restored), ...list.filter((one) => one.state !== 'done')]),
    remove: (key) => {
      const upload = state.list.find((one) => one.key === key)
      void running.get(key)?.tus?.abort(true)
      running.delete(key)
      if (upload?.preview) URL.revokeObjectURL(upload.preview)
      setState('list', (list) => list.filter((one) => one.key !== key))
      if (upload?.file) options.onChange?.()
    },
    retry: (key) => void start(key),
    clear: () => {
      for (const { preview } of state.list) if (preview) URL.revokeObjectURL(preview)
      running.clear()
      setState('list', [])
    },
    scarce,
    ids: () => state.list.flatMap((upload) => (upload.file ? [upload.file.id] : [])),
    busy: () => state.list.some((upload) => upload.state === 'sending' || upload.state === 'waiting'),
  }
}
