import { session } from './session.ts'

/**
 * What somebody is typing, kept on this device until the server has it. Each account has its own: the next person at a
 * shared computer finds nothing of the last one's.
 */
const keyOf = (name: string) => `lectern.draft.${session.me?.id ?? ''}.${name}`

/** The text kept under a name; null when there is none. */
export const keptText = (name: string): string | null => {
  try {
    return localStorage.getItem(keyOf(name))
  } catch {
    return null
  }
}

/** Keeps a text; an empty one is kept too, for somebody may have deleted everything. */
export const keepText = (name: string, text: string): void => {
  try {
    localStorage.setItem(keyOf(name), text)
  } catch {
    // Storage is full or forbidden: the page itself still has it.
  }
}

export const dropText = (name: string): void => {
  try {
    localStorage.removeItem(keyOf(name))
  } catch {
    // As above.
  }
}
