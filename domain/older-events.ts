import type { EventType } from './contract.ts'
import { channelChanged, channelCreated } from './messages/contract.ts'

/** The events that were once written in another form: what is stored of them is read through their readers. */
export const OLDER_EVENTS: readonly EventType[] = [channelCreated, channelChanged]
