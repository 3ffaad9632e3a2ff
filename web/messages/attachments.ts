import { createSignal } from 'solid-js'
import { createStore, produce } from 'solid-js/store'
import { UPLOADS_PATH } from '#domain/files/contract.ts'
import { newId } from '#domain/ids.ts'
import { MESSAGE_FILES, type MessageFile } from '#domain/messages/message.ts'

/** A file that is being hung on the message that is being written. */
export interface Attachment {
  key: string
  file: MessageFile
  /** 0 to 1; 1 is there. */
  progress: number
  failed: boolean
}

const CHUNK = 5_000_000

const send = async (
  classId: string,
  source: File,
  tell: (progress: number) => void,
): Promise<{ id: string; stop: () => void }> => {
  // Only who attaches something pays for it.
  const { Upload } = await import('tus-js-client')
  return new Promise((resolve, reject) => {
    const upload = new Upload(source, {
      endpoint: UPLOADS_PATH,
      chunkSize: CHUNK,
      retryDelays: [500, 2000, 5000, 15_000, 30_000],
      metadata: { filename: source.name, classId },
      storeFingerprintForResuming: false,
      onProgress: (sent, total) => tell(total === 0 ? 0 : Math.min(0.99, sent / total)),
      onError: reject,
      onSuccess: () => {
        const id = upload.url?.split('/').at(-1)
        if (id) resolve({ id, stop: () => void upload.abort() })
        else reject(new Error('no address'))
      },
    })
    upload.start()
  })
}

/** The files of the message being written: they go up while it is written. */
export const createAttachments = (classId: () => string) => {
  const [list, setList] = createStore<Attachment[]>([])
  const [tooMany, setTooMany] = createSignal(false)
  const change = (key: string, next: Partial<Attachment>) => setList((one) => one.key === key, next)

  const sources = new Map<string, File>()
  const start = async (key: string) => {
    const source = sources.get(key)
    if (!source) return
    change(key, { failed: false, progress: 0 })
    try {
      const { id } = await send(classId(), source, (progress) => change(key, { progress }))
      setList(
        (one) => one.key === key,
        (one) => ({ progress: 1, file: { ...one.file, id } }),
      )
    } catch {
      change(key, { failed: true })
    }
  }

  return {
    list,
    tooMany,
    ready: () => list.every((one) => one.progress === 1 && !one.failed),
    add: (files: readonly File[]) => {
      const room = MESSAGE_FILES - list.length
      setTooMany(files.length > room)
      for (const source of files.slice(0, Math.max(0, room))) {
        const key = newId()
        sources.set(key, source)
        const file = { id: '', name: source.name, mediaType: source.type, size: source.size }
        setList(list.length, { key, file, progress: 0, failed: false })
        void start(key)
      }
    },
    retry: (key: string) => void start(key),
    remove: (key: string) => {
      sources.delete(key)
      setTooMany(false)
      setList(produce((all) => all.splice(0, all.length, ...all.filter((one) => one.key !== key))))
    },
    /** Takes what is there for sending and begins anew. */
    take: (): MessageFile[] => {
      const files = list.filter((one) => one.progress === 1).map((one) => ({ ...one.file }))
      sources.clear()
      setList([])
      setTooMany(false)
      return files
    },
  }
}
export type Attachments = ReturnType<typeof createAttachments>
