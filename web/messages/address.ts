/** The address of one message: its channel, opened around it. */
export const messageHref = (message: { classId: string; channelId: string; no: number }): string =>
  `/c/${message.classId}/chat/${message.channelId}?message=${message.no}`

/** The message an address means; undefined when it means none. */
export const messageInAddress = (value: string | string[] | undefined): number | undefined =>
  typeof value === 'string' && /^[1-9]\d{0,8}$/.test(value) ? Number(value) : undefined
