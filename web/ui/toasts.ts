import { createSignal } from 'solid-js'

export interface ToastEntry {
  id: number
  words: string
  tone: 'plain' | 'good' | 'danger'
  /** What the button says and does. */
  action?: { label: string; run: () => void }
  /**
   * Runs when it leaves by itself or is dismissed, not when its action is taken. Resolves when the server has answered:
   * true when it was done.
   */
  onLeave?: () => Promise<boolean>
}

const [modals, setModals] = createSignal<readonly HTMLElement[]>([])

/** The dialog that holds everything else back, if one is open: what stands outside it cannot be pressed. */
export const topModal = (): HTMLElement | undefined => modals().at(-1)
/** Tells of a dialog that opened; what comes back tells that it closed. */
export const enterModal = (dialog: HTMLElement): (() => void) => {
  setModals((all) => [...all, dialog])
  return () => setModals((all) => all.filter((one) => one !== dialog))
}

const LINGER = 6000
const [entries, setEntries] = createSignal<readonly ToastEntry[]>([])
/** Acts whose toast has left and which the server has not answered yet. */
const [running, setRunning] = createSignal<readonly Promise<boolean>[]>([])
const timers = new Map<number, ReturnType<typeof setTimeout>>()
let nextId = 1

export const toastEntries = entries

const remove = (id: number): ToastEntry | undefined => {
  const entry = entries().find((one) => one.id === id)
  clearTimeout(timers.get(id))
  timers.delete(id)
  setEntries((all) => all.filter((one) => one.id !== id))
  return entry
}

const startTimer = (id: number, milliseconds = LINGER) => {
  clearTimeout(timers.get(id))
  timers.set(
    id,
    setTimeout(() => dismiss(id), milliseconds),
  )
}

/** Takes a toast away; what it announced goes ahead. */
export const dismiss = (id: number): void => {
  const act = remove(id)?.onLeave?.()
  if (!act) return
  setRunning((all) => [...all, act])
  void act.then(() => setRunning((all) => all.filter((one) => one !== act)))
}

/** Takes its action: what it announced does not go ahead. */
export const takeAction = (id: number): void => remove(id)?.action?.run()

/** While somebody reads it or points at it, it stays. */
export const holdToasts = (held: boolean): void => {
  for (const entry of entries()) {
    if (held) clearTimeout(timers.get(entry.id))
    else startTimer(entry.id, LINGER / 2)
  }
}

/** Says briefly what happened. At most three stay in sight. */
export const toast = (words: string, options: Partial<Omit<ToastEntry, 'id' | 'words'>> = {}): number => {
  const id = nextId++
  const oldest = entries().length >= 3 ? entries()[0] : undefined
  if (oldest) dismiss(oldest.id)
  setEntries((all) => [...all, { id, words, tone: 'plain', ...options }])
  startTimer(id)
  return id
}

/** Acts that wait for their toast to leave go ahead at once when the page is left, by its person or altogether. */
export const flushToasts = (): void => {
  for (const entry of entries()) dismiss(entry.id)
}

/** Whether an act waits for its toast to leave, or for the server's answer. Reactive. */
export const actsWait = (): boolean => running().length > 0 || entries().some((entry) => entry.onLeave)

/** Lets every act that waits go ahead, and waits for the answers. False when one was not done. */
export const finishActs = async (): Promise<boolean> => {
  for (const entry of entries()) if (entry.onLeave) dismiss(entry.id)
  return (await Promise.all(running())).every(Boolean)
}
