const keyOf = (accountId: string, channelId: string) => `lectern.draft.${accountId}.${channelId}`

/** What was written in a channel and not sent, on this device. */
export const readDraft = (accountId: string, channelId: string): string =>
  localStorage.getItem(keyOf(accountId, channelId)) ?? ''

/** Keeps what is being written; an empty draft leaves no trace. */
export const writeDraft = (accountId: string, channelId: string, body: string): void => {
  const key = keyOf(accountId, channelId)
  if (body === '') localStorage.removeItem(key)
  else localStorage.setItem(key, body)
}

const editKeyOf = (accountId: string, channelId: string) => `${keyOf(accountId, channelId)}.edit`

/** A message of the own that is being changed, and how far the change has come. */
export interface EditDraft {
  messageId: string
  body: string
}

/** The change that was begun in a channel and neither saved nor given up, on this device. */
export const readEdit = (accountId: string, channelId: string): EditDraft | null => {
  const [messageId, ...body] = (localStorage.getItem(editKeyOf(accountId, channelId)) ?? '').split('\n')
  return messageId ? { messageId, body: body.join('\n') } : null
}

/** Keeps the change that is being made; null when it is saved or given up. */
export const writeEdit = (accountId: string, channelId: string, edit: EditDraft | null): void => {
  const key = editKeyOf(accountId, channelId)
  if (edit === null) localStorage.removeItem(key)
  else localStorage.setItem(key, `${edit.messageId}\n${edit.body}`)
}
