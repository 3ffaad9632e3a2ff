import type { Channel } from '#domain/messages/channel.ts'
import { t } from '../i18n/translate.ts'

/** What a channel is called: those every class has are named in the reader's language. Reactive. */
export const channelTitle = (channel: Pick<Channel, 'kind' | 'name'>): string =>
  channel.kind === 'custom' || channel.kind === 'lecture'
    ? channel.name
    : t(`messages.channel.${channel.kind}.name`)

/** What a channel is for, in a sentence; teaches in an empty one. Reactive. */
export const channelPurpose = (channel: Pick<Channel, 'kind'>): string =>
  t(`messages.channel.${channel.kind}.purpose`)
