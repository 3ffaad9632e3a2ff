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
