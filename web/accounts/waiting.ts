import { createEffect, createRoot } from 'solid-js'
import { newId } from '#domain/ids.ts'
import { actsWait, finishActs } from '../ui/toasts.ts'

/**
 * Acts that wait behind an *Undo*, known to all pages of this browser: whoever signs out on one of them takes the right
 * to do them from the others.
 */
const WAITS = 'lectern.waits.'
const FINISH = 'lectern.finish'
/** A page that fell silent with something to do is not waited for longer. */
const PATIENCE_MS = 5000
/** What a page that is gone left behind counts no longer. */
const STALE_MS = 60_000
const own = WAITS + newId()

const tell = (waits: boolean) => {
  try {
    if (waits) localStorage.setItem(own, String(Date.now()))
    else localStorage.removeItem(own)
  } catch {
    // Storage is full or forbidden: the page does its own acts all the same.
  }
}

const othersWait = (): boolean => {
  try {
    return Object.entries(localStorage).some(
      ([key, since]) => key.startsWith(WAITS) && key !== own && Date.now() - Number(since) < STALE_MS,
    )
  } catch {
    return false
  }
}

createRoot(() => createEffect(() => tell(actsWait())))
window.addEventListener('storage', (event) => {
  if (event.key === FINISH && event.newValue) void finishActs()
})

const finishElsewhere = async (): Promise<void> => {
  if (!othersWait()) return
  const done = new Promise<void>((resolve) => {
    const look = () => {
      if (othersWait()) return
      window.removeEventListener('storage', look)
      resolve()
    }
    window.addEventListener('storage', look)
    setTimeout(() => {
      window.removeEventListener('storage', look)
      resolve()
    }, PATIENCE_MS)
  })
  localStorage.setItem(FINISH, newId())
  await done
}

/** Lets all that waits in this browser go ahead, and waits for the answers. False when one of this page was refused. */
export const finishEverywhere = async (): Promise<boolean> => {
  const [here] = await Promise.all([finishActs(), finishElsewhere()])
  return here
}
