/** What somebody is typing, kept on this device until the server has it. */

const PREFIX = 'lectern.draft.'

/** The text kept under a name; null when there is none. */
export const keptText = (name: string): string | null => {
  try {
    return localStorage.getItem(PREFIX + name)
  } catch {
    return null
  }
}

/** Keeps a text; an empty one is kept too, for somebody may have deleted everything. */
export const keepText = (name: string, text: string): void => {
  try {
    localStorage.setItem(PREFIX + name, text)
  } catch {
    // Storage is full or forbidden: the server's copy follows within a second.
  }
}

export const dropText = (name: string): void => {
  try {
    localStorage.removeItem(PREFIX + name)
  } catch {
    // As above.
  }
}
