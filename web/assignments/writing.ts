import { createSignal, onCleanup } from 'solid-js'
import { type SubmissionView, saveDraft } from '#domain/assignments/contract.ts'
import { ownDrafts } from '../accounts/drafts.ts'
import { call, Offline } from '../call.ts'
import type { Uploads } from '../files/uploads.ts'
import { createTurn } from '../turn.ts'

export type SaveState = 'saved' | 'saving' | 'kept' | 'idle'

const SAVE_AFTER_MS = 1200
/** A save that was slow must not arrive after the next one: the older text would be the one that stays. */
const inTurn = createTurn()

/**
 * What a student writes: on this device at once, on the server a moment later. What the device kept and the server does
 * not have (the tab was closed without a connection) wins over the server's older copy.
 */
export const createWriting = (assignmentId: string, known: SubmissionView, uploads: () => Uploads) => {
  const drafts = ownDrafts()
  const name = `work.${assignmentId}`
  // Working on it again begins with what was handed in last.
  const last = known.state === 'working' ? undefined : known.attemptList[0]
  const [text, setText] = createSignal(drafts.kept(name) ?? (known.draft.body || (last?.body ?? '')))
  const [state, setState] = createSignal<SaveState>(drafts.kept(name) === null ? 'idle' : 'kept')
  const [savedAt, setSavedAt] = createSignal(known.draft.savedAt)
  let timer: ReturnType<typeof setTimeout> | undefined
  let stopped = false

  const send = async (): Promise<void> => {
    if (stopped) return
    const body = text()
    setState('saving')
    try {
      const saved = await call(
        saveDraft,
        { assignmentId },
        { body, files: uploads().ids(), after: known.attempts },
        { keepalive: body.length < 50_000 },
      )
      setSavedAt(saved.savedAt)
      if (text() === body) drafts.drop(name)
      setState(text() === body ? 'saved' : 'kept')
    } catch (error) {
      setState('kept')
      if (error instanceof Offline) timer = setTimeout(() => void save(), 10_000)
    }
  }
  const save = (): Promise<void> => {
    clearTimeout(timer)
    return inTurn(send)
  }
  const soon = () => {
    clearTimeout(timer)
    timer = setTimeout(() => void save(), SAVE_AFTER_MS)
  }
  const resume = () => state() === 'kept' && void save()
  window.addEventListener('online', resume)
  if (drafts.kept(name) !== null) soon()
  onCleanup(() => {
    window.removeEventListener('online', resume)
    if (state() === 'kept') void save()
  })

  return {
    text,
    state,
    savedAt,
    write: (next: string) => {
      setText(next)
      drafts.keep(name, next)
      setState('kept')
      soon()
    },
    filesChanged: soon,
    /** The work was handed in: nothing is left to keep. */
    done: () => {
      stopped = true
      clearTimeout(timer)
      drafts.drop(name)
      setState('idle')
    },
  }
}
