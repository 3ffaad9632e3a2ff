import type { Message } from '#domain/messages/message.ts'

/** What can be done from a row; the screen does it. */
export interface RowActs {
  me: string
  /** The name of who wrote or reacted, told apart from others of the channel. Reactive. */
  nameOf: (person: { id: string; displayName: string }) => string
  /** The message that is being edited. Reactive. */
  editing: () => string | null
  mayReact: () => boolean
  mayEdit: (message: Message) => boolean
  mayDelete: (message: Message) => boolean
  mayPin: (message: Message) => boolean
  /** Whether it is pinned. Reactive. */
  isPinned: (messageId: string) => boolean
  pin: (message: Message, pinned: boolean) => void
  /** Deleted on this screen, while it can still be undone. */
  isHidden: (messageId: string) => boolean
  react: (message: Message, emoji: string, mine: boolean) => void
  edit: (messageId: string | null) => void
  /** The text of the change that is being made to it: what was begun, else the message's own. */
  editedBody: (message: Message) => string
  /** Keeps it until it is saved or given up, also when the channel is left meanwhile. */
  keepEdit: (message: Message, body: string) => void
  save: (message: Message, body: string) => Promise<void>
  remove: (message: Message) => void
  mayQuote: () => boolean
  /** Puts what it says into the composer, as a quotation below what is written there. */
  quote: (message: Message) => void
  markUnread: (message: Message) => void
  retry: (id: string) => void
  /** Gives up a message that was not sent: its text goes back into the composer. */
  takeBack: (id: string) => void
}
