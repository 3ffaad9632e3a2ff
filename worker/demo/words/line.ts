/** One message of the demo school as it is written down. */
export interface Line {
  /** See `Story.at`; the lines of a channel stand in order of time. */
  at: string
  in: 'announcements' | 'general' | 'questions' | 'club'
  by: string
  words: string
  /** How many of the class reacted with what. */
  reactions?: Record<string, number>
  /** What the author changed it to a minute later. */
  edited?: string
  /** Taken back by the author. */
  deleted?: true
  /** Pinned by a teacher of the class. */
  pinned?: true
  /** A small text file that came with it. */
  file?: { name: string; text: string }
}

/** What is said in a class, and the name of the channel it added itself. */
export interface Talk {
  club: string
  lines: readonly Line[]
}
