import { session } from './session.ts'

/** What somebody is typing, kept on this device until the server has it. */
export interface Drafts {
  /** The text kept under a name; null when there is none. */
  kept(name: string): string | null
  /** Keeps a text; an empty one is kept too, for somebody may have deleted everything. */
  keep(name: string, text: string): void
  drop(name: string): void
}

/**
 * The drafts of who is signed in now. They stay theirs: what a screen keeps while its owner signs out, or when an answer
 * comes after that, is there for them again, and the next person at a shared computer finds nothing of it.
 */
export const ownDrafts = (): Drafts => {
  const owner = session.me?.id ?? ''
  const keyOf = (name: string) => `lectern.draft.${owner}.${name}`
  return {
    kept: (name) => {
      try {
        return localStorage.getItem(keyOf(name))
      } catch {
        return null
      }
    },
    keep: (name, text) => {
      try {
        localStorage.setItem(keyOf(name), text)
      } catch {
        // Storage is full or forbidden: the page itself still has it.
      }
    },
    drop: (name) => {
      try {
        localStorage.removeItem(keyOf(name))
      } catch {
        // As above.
      }
    },
  }
}
