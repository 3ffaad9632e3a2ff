import { randomBytes } from 'node:crypto'
import type { Source } from '#domain/lectures/media/floor.ts'
import type { Layer, MediaClaims, RelaySays, RoomTrack } from '#domain/lectures/media/protocol.ts'
import { type Kind, kindOf } from './codecs.ts'
import type { DownLine } from './down-line.ts'
import { Peer, type PeerOptions } from './peer.ts'
import { afterLook, FRESH, type LineWatch, layerWithin } from './share.ts'

/** The name of a track in its room. */
export const trackKey = (accountId: string, source: Source): string => `${accountId} ${source}`

/** A track of the room as somebody is to get it. */
export interface Wanted {
  accountId: string
  source: Source
  layer: Layer
}

/** What of a camera is sent now: a stream that is silent is not waited for. */
const ALIVE_MS = 1_500

/** One person in a room: their connection, what they send, what they get. */
export class Member {
  readonly session = randomBytes(16).toString('base64url')
  readonly accountId: string
  moderator: boolean
  readonly peer: Peer
  /** What they have opened and may send: nothing else is forwarded. */
  readonly sending = new Set<Source>()
  /** Which layer of whose picture they asked for. */
  readonly wants = new Map<string, Layer>()
  audioOnly = false
  watch: LineWatch = FRESH
  /** When each of their streams was last heard, by source and layer. */
  readonly heardAt = new Map<string, number>()
  private say: ((message: RelaySays) => void) | null = null
  private told = new Map<string, string>()
  leaving: NodeJS.Timeout | null = null

  /** Shows what is shown, and neither sends anything nor has any sound. */
  readonly secondScreen: boolean

  constructor(claims: MediaClaims, options: PeerOptions, secondScreen = false) {
    this.accountId = claims.account
    this.secondScreen = secondScreen
    this.moderator = claims.moderator
    this.peer = new Peer(options)
  }

  /** Speaks through this connection from now on; null while there is none. */
  attach(say: ((message: RelaySays) => void) | null): void {
    this.say = say
    this.told.clear()
  }

  /** Whether this is the connection that is in use: one that was given up may close later. */
  speaksThrough(say: (message: RelaySays) => void): boolean {
    return this.say === say
  }

  /** Whether their client is there to be spoken to. */
  get attached(): boolean {
    return this.say !== null
  }

  /** Whether a source of somebody else is for this client at all. */
  readonly gets = (source: Source): boolean => !this.secondScreen || kindOf(source) === 'video'

  tell(message: RelaySays): void {
    this.say?.(message)
  }

  /** Tells what is a state, and only when it is another than was told last. */
  tellState(message: RelaySays): void {
    const text = JSON.stringify(message)
    if (this.told.get(message.t) === text) return
    if (this.say) this.told.set(message.t, text)
    this.tell(message)
  }

  look(): void {
    this.watch = afterLook(this.watch, this.peer.down.lost)
  }

  /** The layer of a track after everything that makes it less than what was asked for. */
  layerOf(accountId: string, source: Source, cameras: number): Layer {
    if (kindOf(source) === 'audio') return 'high'
    if (this.audioOnly) return 'off'
    const usual = source === 'camera' && cameras > 1 ? 'low' : 'high'
    return layerWithin(this.watch.share, source, this.wants.get(trackKey(accountId, source)) ?? usual)
  }

  /** Which layer of a picture arrives, nearest to what is wanted. */
  arriving(source: Source, layer: Layer, now: number): Layer {
    if (source !== 'camera' || layer === 'off') return layer
    const alive = (one: Layer) => now - (this.heardAt.get(`${source} ${one}`) ?? -ALIVE_MS) < ALIVE_MS
    const other = layer === 'high' ? 'low' : 'high'
    return !alive(layer) && alive(other) ? other : layer
  }

  /** Lends the lines down to what is wanted, keeping what is lent already; more lines are negotiated. */
  lend(wanted: readonly Wanted[], onKeyFrame: (key: string) => void): RoomTrack[] {
    const shown = wanted.filter(({ layer }) => layer !== 'off')
    const keys = new Set(shown.map((track) => trackKey(track.accountId, track.source)))
    for (const line of this.peer.lines)
      if (line.lentTo !== null && !keys.has(line.lentTo)) {
        line.lentTo = null
        line.numbers.want(null, true)
      }
    const before = this.peer.lines.length
    for (const track of shown) this.lineFor(track, onKeyFrame)
    if (this.peer.lines.length > before) this.peer.negotiate()
    return wanted.map((track) => ({ ...track, mid: this.midOf(track) }))
  }

  private midOf({ accountId, source, layer }: Wanted): string | null {
    if (layer === 'off') return null
    return this.lineOf(trackKey(accountId, source))?.mid ?? null
  }

  lineOf(key: string): DownLine | undefined {
    return this.peer.lines.find((line) => line.lentTo === key)
  }

  private lineFor({ accountId, source, layer }: Wanted, onKeyFrame: (key: string) => void): void {
    const key = trackKey(accountId, source)
    const kind: Kind = kindOf(source)
    const line = this.lineOf(key) ?? this.freeLine(kind, onKeyFrame)
    const fresh = line.lentTo !== key
    line.lentTo = key
    line.numbers.want(`${key} ${layer}`, fresh)
    if (line.numbers.waiting && line.ready) onKeyFrame(key)
  }

  private freeLine(kind: Kind, onKeyFrame: (key: string) => void): DownLine {
    const free = this.peer.lines.find((line) => line.kind === kind && line.lentTo === null)
    if (free) return free
    const line = this.peer.addLine(kind)
    line.onKeyFrameWanted(() => {
      if (line.lentTo) onKeyFrame(line.lentTo)
    })
    return line
  }
}
