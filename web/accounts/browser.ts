/** Who is signed in in this browser, known to all of its pages. */
const KEY = 'lectern.account'
/** A page that was out of sight for longer asks whether its person is still signed in. */
const AWAY_MS = 60_000

/** Tells the other pages who is signed in now; null: nobody. */
export const tellBrowser = (accountId: string | null): void => {
  try {
    if (localStorage.getItem(KEY) !== (accountId ?? '')) localStorage.setItem(KEY, accountId ?? '')
  } catch {
    // Storage is full or forbidden: the socket still tells of a session that ended.
  }
}

/** Who is signed in, as a page of this browser said last: an id, '' for nobody; null when none said anything. */
export const toldByBrowser = (): string | null => {
  try {
    return localStorage.getItem(KEY)
  } catch {
    return null
  }
}

/** Runs when another page tells, and when this page comes back: out of sight it may have heard nothing. */
export const onBrowserTold = (listener: () => void): void => {
  window.addEventListener('storage', (event) => event.key === KEY && listener())
  window.addEventListener('pageshow', listener)
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && listener())
}

/** Runs when the page comes back from the browser's history, or into sight after a while. */
export const onReturn = (listener: () => void): void => {
  let hiddenAt = 0
  window.addEventListener('pageshow', (event) => event.persisted && listener())
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') hiddenAt = Date.now()
    else if (hiddenAt > 0 && Date.now() - hiddenAt > AWAY_MS) listener()
  })
}
