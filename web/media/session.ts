import type { EngineJoin } from '#domain/lectures/engine.ts'
import type { Source } from '#domain/lectures/media/floor.ts'
import {
  type ClientSays,
  isFinal,
  type JoinAs,
  type Layer,
  type RelaySays,
} from '#domain/lectures/media/protocol.ts'
import { type DeviceChoice, DeviceRefused, openDevice } from './devices.ts'
import { MediaPeer } from './peer.ts'
import {
  applyOwn,
  applyRelay,
  FIRST_STATE,
  type MediaState,
  type OwnEvent,
  type OwnProblem,
  pauseBefore,
} from './state.ts'

export type RelayJoin = Extract<EngineJoin, { kind: 'relay' }>

export interface SessionOptions {
  /** How to connect: once for each connection. Throws what the api answers. */
  join(): Promise<RelayJoin>
  onState(state: MediaState): void
  /** Whether an error of `join` is for good (the lesson is over, the person was taken out). */
  isFinal(error: unknown): boolean
  /** What this device is, where the person said so; else the relay asks when they are here with another. */
  as?: JoinAs | undefined
}

const socketAddress = (path: string): string => {
  const url = new URL(path, location.href)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  return url.href
}

/** A relay that accepts and then says nothing is given up after this long (ms). */
const WELCOME_WITHIN_MS = 5_000

/**
 * One person's sound and picture in one lecture: connects, stays connected, sends what was turned on, and says by its
 * state what is. It has no screen.
 */
export class MediaSession {
  private readonly options: SessionOptions
  private state: MediaState = FIRST_STATE
  private socket: WebSocket | null = null
  private peer: MediaPeer | null = null
  private session: string | null = null
  private tries = 0
  private timer: ReturnType<typeof setTimeout> | undefined
  private left = false
  private readonly own = new Map<Source, MediaStreamTrack>()
  private wanted: { accountId: string; source: Source; layer: Layer }[] = []
  private audioOnly = false
  private as: JoinAs | undefined

  constructor(options: SessionOptions) {
    this.options = options
    this.as = options.as
    window.addEventListener('online', this.hurry)
    this.connect()
  }

  get current(): MediaState {
    return this.state
  }

  private set(state: MediaState): void {
    if (state === this.state) return
    this.state = state
    this.options.onState(state)
  }
  private happened(event: OwnEvent): void {
    this.set(applyOwn(this.state, event))
  }

  private say(message: ClientSays): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message))
  }

  /** The network is back: it is tried now and not after the pause. */
  private readonly hurry = (): void => {
    if (this.state.phase === 'again' && this.timer !== undefined) this.connect()
  }

  private connect(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    this.open().catch((error: unknown) => {
      if (this.options.isFinal(error)) this.end()
      else this.later()
    })
  }

  private async open(): Promise<void> {
    const joined = await this.options.join()
    if (this.left) return
    const socket = new WebSocket(socketAddress(joined.socket))
    this.socket = socket
    const patience = setTimeout(() => socket.close(), WELCOME_WITHIN_MS)
    socket.onopen = () => {
      const resume = this.peer && this.session ? { resume: this.session } : {}
      this.say({ t: 'join', token: joined.token, ...resume, ...(this.as && { as: this.as }) })
    }
    socket.onmessage = ({ data }) => {
      const said = JSON.parse(String(data)) as RelaySays
      if (said.t === 'welcome') clearTimeout(patience)
      if (this.socket === socket) this.hear(said, joined)
    }
    socket.onclose = () => {
      clearTimeout(patience)
      if (this.socket === socket) this.closed()
    }
  }

  private closed(): void {
    this.socket = null
    if (this.left) return
    const { why } = this.state
    if (why && isFinal(why)) this.end()
    else this.later()
  }

  private later(): void {
    if (this.left) return
    this.happened({ t: 'lost' })
    this.timer = setTimeout(() => this.connect(), pauseBefore(this.tries, Math.random()))
    this.tries += 1
  }

  /** It is over for good. */
  private end(): void {
    this.stop()
    this.set({ ...this.state, phase: 'over', tracks: [], open: [], sending: [], speaking: [] })
  }

  private hear(said: RelaySays, joined: RelayJoin): void {
    if (said.t === 'welcome') this.welcomed(said, joined)
    if (said.t === 'offer') this.answer(said.no, said.sdp)
    if (said.t === 'muted' || said.t === 'refused') this.release(said.source)
    this.set(applyRelay(this.state, said))
  }

  private answer(no: number, sdp: string): void {
    this.peer?.offered(no, sdp).then(
      // A line may be named before it stands: whoever asked for its track asks again.
      () => this.options.onState(this.state),
      () => this.anew(),
    )
  }

  private welcomed(said: Extract<RelaySays, { t: 'welcome' }>, joined: RelayJoin): void {
    this.tries = 0
    this.session = said.session
    // The place was taken once: who comes back later is asked again.
    if (this.as === 'only') this.as = undefined
    if (!said.resumed) {
      this.peer?.close()
      this.peer = new MediaPeer(joined.iceServers, {
        answer: (no, sdp) => this.say({ t: 'answer', no, sdp }),
        candidate: (candidate, mid) => this.say({ t: 'candidate', candidate, mid }),
        restart: () => this.say({ t: 'restart' }),
        failed: () => this.anew(),
      })
      this.peer.setUp(said.up)
      for (const [source, track] of this.own) void this.peer.send(source, track)
    }
    // What was turned on stays so across a connection that was lost, as far as the floor goes.
    for (const source of this.own.keys()) this.say({ t: 'publish', source, on: true })
    if (this.wanted.length > 0) this.say({ t: 'want', tracks: this.wanted })
    if (this.audioOnly) this.say({ t: 'audio-only', on: true })
  }

  /** The media is beyond repair: a new connection, as if just come. */
  private anew(): void {
    this.peer?.close()
    this.peer = null
    this.session = null
    this.socket?.close()
  }

  /** Turns a device on and sends it. Answers what stands in the way; null when nothing does. */
  async turnOn(
    source: Exclude<Source, 'screen-sound'>,
    choice: DeviceChoice = {},
  ): Promise<OwnProblem | null> {
    try {
      const opened = await openDevice(source, choice)
      if (this.left) {
        for (const { track } of opened) track.stop()
        return null
      }
      for (const one of opened) await this.start(one.source, one.track)
      return null
    } catch (error) {
      const problem = error instanceof DeviceRefused ? error.code : 'failed'
      this.happened({ t: 'closed', source, problem })
      return problem
    }
  }

  private async start(source: Source, track: MediaStreamTrack): Promise<void> {
    const before = this.own.get(source)
    this.own.set(source, track)
    track.onended = () => {
      if (this.own.get(source) !== track) return
      // A screen ends by the browser's own button: that is no problem.
      this.turnOff(source, source === 'screen' || source === 'screen-sound' ? undefined : 'lost')
    }
    await this.peer?.send(source, track)
    if (before) before.stop()
    this.say({ t: 'publish', source, on: true })
    this.happened({ t: 'opened', source })
  }

  /** Turns something off and lets go of the device. */
  turnOff(source: Source, problem?: OwnProblem): void {
    this.say({ t: 'publish', source, on: false })
    this.release(source)
    this.happened({ t: 'closed', source, problem })
    if (source === 'screen' && this.own.has('screen-sound')) this.turnOff('screen-sound')
  }

  private release(source: Source): void {
    const track = this.own.get(source)
    this.own.delete(source)
    track?.stop()
    void this.peer?.send(source, null)
  }

  /** One's own picture, to be shown to oneself. */
  ownTrack(source: Source): MediaStreamTrack | null {
    return this.own.get(source) ?? null
  }

  /** What comes of somebody; null while it does not come. */
  trackOf(accountId: string, source: Source): MediaStreamTrack | null {
    const found = this.state.tracks.find((track) => track.accountId === accountId && track.source === source)
    return found?.mid ? (this.peer?.incoming(found.mid) ?? null) : null
  }

  /** Which pictures are large, small or out of sight. */
  want(tracks: { accountId: string; source: Source; layer: Layer }[]): void {
    this.wanted = tracks
    this.say({ t: 'want', tracks })
  }

  /** No pictures at all, for a weak line. */
  setAudioOnly(on: boolean): void {
    this.audioOnly = on
    this.say({ t: 'audio-only', on })
  }

  /** For measuring: what the browser knows of the connection. */
  stats(): Promise<RTCStatsReport> | null {
    return this.peer?.pc.getStats() ?? null
  }

  private stop(): void {
    this.left = true
    clearTimeout(this.timer)
    window.removeEventListener('online', this.hurry)
    for (const source of [...this.own.keys()]) this.release(source)
    this.peer?.close()
    this.peer = null
    this.socket?.close()
    this.socket = null
  }

  leave(): void {
    this.say({ t: 'leave' })
    this.stop()
  }
}
