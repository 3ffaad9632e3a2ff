import type { JitsiJoin } from '#domain/lectures/engine.ts'
import { FRAME_ALLOWS, FRAME_ID, type JitsiEvent } from '#domain/lectures/jitsi/contract.ts'
import type { FloorState } from '#domain/lectures/media/floor.ts'
import { meetingAddress } from './address.ts'
import { FloorKeeper } from './keeper.ts'
import { JitsiPeer } from './peer.ts'

/**
 * `silent`: the deployment does not answer, it is tried again by itself. `again`: it was lost and comes back.
 * `removed` and `closed` are for good.
 */
export type JitsiPhase = 'connecting' | 'live' | 'silent' | 'again' | 'removed' | 'closed'

export interface JitsiOptions {
  /** Asks for a token; for each time the page is opened. */
  join(): Promise<JitsiJoin>
  isFinal(error: unknown): boolean
  me: { accountId: string; moderator: boolean }
  /** Where the frame is put. */
  place: HTMLElement
  title: string
  language: string
  onPhase(phase: JitsiPhase): void
}

/** How long the meeting page may take to answer at all. */
export const ANSWERS_WITHIN_MS = 10_000
const AGAIN_AFTER_MS = { silent: 20_000, again: 3_000 }

const textIn = (data: Record<string, unknown>, key: string): string => {
  const value = data[key]
  return typeof value === 'string' ? value : ''
}

const memberOf = (data: Record<string, unknown>, key: string): Record<string, unknown> => {
  const value = data[key]
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {}
}

/** One person's meeting page: opened with a fresh token, watched, opened again when it was lost, and kept to the floor. */
export class JitsiSession {
  private readonly options: JitsiOptions
  private phase: JitsiPhase | null = null
  private frame: HTMLIFrameElement | null = null
  private peer: JitsiPeer | null = null
  private keeper: FloorKeeper | null = null
  private floor: FloorState | null = null
  private timers: ReturnType<typeof setTimeout>[] = []
  /** Rises with each try: what an earlier one still hears is passed over. */
  private tries = 0
  private origin = ''

  constructor(options: JitsiOptions) {
    this.options = options
    addEventListener('message', this.heard)
  }

  private readonly heard = ({ source, origin, data }: MessageEvent) => {
    if (this.frame && source === this.frame.contentWindow && origin === this.origin) this.peer?.heard(data)
  }

  private become(phase: JitsiPhase): void {
    if (this.phase === phase) return
    this.phase = phase
    this.options.onPhase(phase)
  }

  private get isOver(): boolean {
    return this.phase === 'closed' || this.phase === 'removed'
  }

  private after(ms: number, work: () => void): void {
    this.timers.push(setTimeout(work, ms))
  }

  /** Opens the meeting page, or opens it anew at once. */
  async open(): Promise<void> {
    this.drop()
    const tried = this.tries
    this.become('connecting')
    try {
      const join = await this.options.join()
      if (tried === this.tries && !this.isOver) this.mount(join)
    } catch (error) {
      if (tried !== this.tries || this.isOver) return
      if (this.options.isFinal(error)) this.end('closed')
      else this.lost('silent')
    }
  }

  private mount(join: JitsiJoin): void {
    const { place, title, language, me } = this.options
    const frame = document.createElement('iframe')
    frame.title = title
    frame.allow = FRAME_ALLOWS.map((use) => `${use} ${join.origin}`).join('; ')
    frame.name = `jitsiConferenceFrame${FRAME_ID}`
    frame.src = meetingAddress(join, language)
    this.frame = frame
    this.origin = join.origin
    const peer = new JitsiPeer({
      frameId: FRAME_ID,
      // To that origin alone: a page that went elsewhere hears nothing.
      post: (text) => frame.contentWindow?.postMessage(text, join.origin),
      onReady: () => this.ready(join),
      onEvent: (name, data) => this.onEvent(name, data),
    })
    this.peer = peer
    this.keeper = new FloorKeeper(me, (name, ...data) => peer.command(name, ...data))
    place.replaceChildren(frame)
    this.after(ANSWERS_WITHIN_MS, () => this.lost('silent'))
  }

  /** It answers. A person may take their time with the browser's questions, until the token is over. */
  private ready(join: JitsiJoin): void {
    this.stopTimers()
    this.after(Math.max(0, Date.parse(join.expiresAt) - Date.now()), () => {
      if (this.phase !== 'live') void this.open()
    })
  }

  private lost(how: 'silent' | 'again'): void {
    if (this.isOver) return
    this.drop()
    this.become(how)
    this.after(AGAIN_AFTER_MS[how], () => void this.open())
  }

  private onEvent(name: JitsiEvent, data: Record<string, unknown>): void {
    switch (name) {
      case 'videoConferenceJoined':
        this.become('live')
        if (this.floor) this.keeper?.keepTo(this.floor)
        break
      case 'participantJoined': {
        const account = textIn(memberOf(data, 'userContext'), 'id')
        if (account) this.keeper?.came(textIn(data, 'id'), account)
        break
      }
      case 'participantLeft':
        this.keeper?.went(textIn(data, 'id'))
        break
      case 'audioMuteStatusChanged':
        this.keeper?.sends({ microphone: data.muted === false })
        break
      case 'videoMuteStatusChanged':
        this.keeper?.sends({ camera: data.muted === false })
        break
      case 'screenSharingStatusChanged':
        this.keeper?.sends({ screen: data.on === true })
        break
      case 'participantKickedOut':
        if (memberOf(data, 'kicked').local === true) this.end('removed')
        break
      case 'errorOccurred':
        if (memberOf(data, 'error').isFatal === true) this.lost('again')
        break
      case 'videoConferenceLeft':
      case 'readyToClose':
        this.lost('again')
        break
    }
  }

  /** Who may send what; kept as soon as the meeting is there. */
  keepTo(floor: FloorState): void {
    this.floor = floor
    if (this.phase === 'live') this.keeper?.keepTo(floor)
  }

  private stopTimers(): void {
    for (const timer of this.timers) clearTimeout(timer)
    this.timers = []
  }

  private drop(): void {
    this.tries += 1
    this.stopTimers()
    this.peer?.close()
    this.frame?.remove()
    this.peer = null
    this.frame = null
    this.keeper = null
  }

  private end(phase: 'removed' | 'closed'): void {
    this.drop()
    removeEventListener('message', this.heard)
    this.become(phase)
  }

  close(): void {
    this.end('closed')
  }
}
