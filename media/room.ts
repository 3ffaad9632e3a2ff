import { type Floor, type FloorState, floorOf, hasFloor, type Source } from '#domain/lectures/media/floor.ts'
import {
  MOST_CAMERAS,
  MOST_PEOPLE,
  MOST_SCREENS,
  MOST_VOICES,
  RESUME_MS,
  TALK_EVERY_MS,
} from '#domain/lectures/media/limits.ts'
import type {
  ClientSays,
  Farewell,
  JoinAs,
  Layer,
  MediaClaims,
  Quality,
  REFUSALS,
  RelayOrder,
  RelaySays,
} from '#domain/lectures/media/protocol.ts'
import { kindOf } from './codecs.ts'
import { Member, trackKey, type Wanted } from './member.ts'
import type { Incoming, PeerOptions } from './peer.ts'
import { Speakers } from './speakers.ts'
import { TalkTimes } from './talk.ts'

const SPEAKING_EVERY_MS = 300
const LOOK_EVERY_MS = 2_000
const MOST_SPEAKING = 3

/** What lost packets mean for a person. */
const qualityOf = (lost: number): Quality => (lost > 0.08 ? 'poor' : lost > 0.025 ? 'fair' : 'good')

/** A person has one place, and beside it one for a second screen. */
const placeOf = (accountId: string, secondScreen: boolean): string =>
  secondScreen ? `${accountId} second` : accountId

/** The media of one lecture: who is in it, who may send, what goes to whom. */
export class Room {
  private floor: FloorState
  private readonly members = new Map<string, Member>()
  private readonly options: PeerOptions
  private readonly speakers = new Speakers()
  private readonly talks = new TalkTimes()
  private readonly timers: NodeJS.Timeout[]
  private readonly onEmpty: () => void
  private readonly report: (error: unknown) => void
  private readonly quality = new Map<string, Quality>()
  private refreshing = false
  /** Where each open track goes, made anew whenever something changes: the packets' way is short. */
  private routes = new Map<string, Member[]>()

  constructor(
    floor: FloorState,
    options: PeerOptions,
    hooks: { onEmpty: () => void; report: (error: unknown) => void },
  ) {
    this.floor = floor
    this.options = options
    this.onEmpty = hooks.onEmpty
    this.report = hooks.report
    this.timers = [
      setInterval(() => this.tellSpeaking(), SPEAKING_EVERY_MS),
      setInterval(() => this.lookAtLines(), LOOK_EVERY_MS),
      setInterval(() => this.tellTalk(), TALK_EVERY_MS),
    ]
  }

  get people(): number {
    return this.members.size
  }

  private all(): Member[] {
    return [...this.members.values()]
  }

  /**
   * Lets somebody in, or says why not. Who is here already with another device, and did not say what this one comes as, is
   * asked; one whose connection broke is taken for the same.
   */
  join(
    claims: MediaClaims,
    { resume, as }: { resume?: string | undefined; as?: JoinAs | undefined },
    say: (message: RelaySays) => void,
  ): Member | Farewell {
    this.setFloor(claims.floor)
    const secondScreen = as === 'second-screen'
    const before = this.members.get(placeOf(claims.account, secondScreen))
    const resumed = before !== undefined && before.session === resume && !before.peer.failed
    if (before?.attached && !resumed && as === undefined) return 'elsewhere'
    if (before && !resumed) {
      before.tell({ t: 'farewell', code: 'replaced' })
      this.drop(before)
    }
    if (!resumed && this.members.size >= MOST_PEOPLE) return 'full'
    const member = resumed ? before : this.admit(claims, secondScreen)
    if (member.leaving) clearTimeout(member.leaving)
    member.leaving = null
    member.moderator = claims.moderator
    member.attach(say)
    if (resumed) {
      this.welcome(member, true)
      member.peer.repeatOffer()
    }
    this.refresh()
    return member
  }

  private admit(claims: MediaClaims, secondScreen: boolean): Member {
    const member = new Member(claims, this.options, secondScreen)
    this.members.set(placeOf(member.accountId, secondScreen), member)
    let welcomed = false
    member.peer.onOffer = (no, sdp) => {
      if (!welcomed) this.welcome(member, false)
      welcomed = true
      member.tell({ t: 'offer', no, sdp })
    }
    member.peer.onSettled = () => this.refresh()
    member.peer.onProblem = this.report
    member.peer.onPacket = (incoming) => this.forward(member, incoming)
    member.peer.negotiate()
    return member
  }

  private welcome(member: Member, resumed: boolean): void {
    member.tell({
      t: 'welcome',
      session: member.session,
      resumed,
      up: member.peer.upMids as Record<Source, string>,
      floor: this.floor,
      people: this.members.size,
    })
    const of = [...this.quality].map(([accountId, quality]) => ({ accountId, quality }))
    member.tell({ t: 'quality', of })
  }

  /** The connection broke: the place is kept for a while. */
  detach(member: Member): void {
    member.attach(null)
    member.leaving ??= setTimeout(() => this.leave(member), RESUME_MS)
  }

  leave(member: Member): void {
    this.drop(member)
    this.refresh()
    if (this.members.size === 0) this.onEmpty()
  }

  private drop(member: Member): void {
    if (member.leaving) clearTimeout(member.leaving)
    const place = placeOf(member.accountId, member.secondScreen)
    if (this.members.get(place) === member) this.members.delete(place)
    this.tellTalkOf(member)
    member.attach(null)
    member.sending.clear()
    if (!member.secondScreen) {
      this.speakers.forget(member.accountId)
      this.talks.forget(member.accountId)
      this.quality.delete(member.accountId)
    }
    member.peer.close().catch(this.report)
  }

  hear(member: Member, said: Exclude<ClientSays, { t: 'join' }>): void {
    switch (said.t) {
      case 'answer':
        member.peer.answer(said.no, said.sdp).catch(this.report)
        break
      case 'candidate':
        member.peer.candidate(said.candidate, said.mid).catch(this.report)
        break
      case 'restart':
        member.peer.negotiate(true)
        break
      case 'publish':
        this.publish(member, said.source, said.on)
        break
      case 'want':
        member.wants.clear()
        for (const { accountId, source, layer } of said.tracks)
          member.wants.set(trackKey(accountId, source), layer)
        break
      case 'audio-only':
        member.audioOnly = said.on
        break
      case 'leave':
        this.leave(member)
    }
    this.refresh()
  }

  private open(source: Source): number {
    return this.all().filter((member) => member.sending.has(source)).length
  }

  private publish(member: Member, source: Source, on: boolean): void {
    if (!on) member.sending.delete(source)
    if (!on || member.sending.has(source)) return
    // Who leads decides whose screen is shared: theirs takes the place of another.
    if (source === 'screen' && member.moderator && !member.secondScreen) this.endScreens(member)
    const code = this.refusalOf(member, source)
    if (code) member.tell({ t: 'refused', source, code })
    else member.sending.add(source)
  }

  private endScreens(by: Member): void {
    for (const member of this.all())
      for (const source of ['screen', 'screen-sound'] as const)
        if (member !== by && member.sending.has(source)) this.silence(member, source, true)
  }

  /** Why somebody cannot send this now; null when they can. */
  private refusalOf(member: Member, source: Source): (typeof REFUSALS)[number] | null {
    if (member.secondScreen || !this.may(member, floorOf(source))) return 'no-floor'
    if (source === 'camera' && this.open('camera') >= MOST_CAMERAS) return 'cameras-full'
    if (source === 'screen' && this.open('screen') >= MOST_SCREENS) return 'screens-full'
    return null
  }

  private may(member: Member, floor: Floor): boolean {
    return hasFloor(this.floor, floor, member)
  }

  /** Does what the api says. */
  obey(order: RelayOrder): void {
    if (order.t === 'floor') this.setFloor(order.floor)
    else if (order.t === 'mute') this.mute(order)
    else {
      const meant = (member: Member) => order.t === 'end' || member.accountId === order.accountId
      for (const member of this.all().filter(meant))
        this.expel(member, order.t === 'end' ? 'ended' : 'removed')
    }
  }

  private expel(member: Member, code: Farewell): void {
    member.tell({ t: 'farewell', code })
    this.leave(member)
  }

  private setFloor(floor: FloorState): void {
    if (floor.no < this.floor.no) return
    this.floor = floor
    for (const member of this.all())
      for (const source of [...member.sending])
        if (!this.may(member, floorOf(source))) this.silence(member, source, false)
    this.refresh()
  }

  private mute(order: Extract<RelayOrder, { t: 'mute' }>): void {
    for (const member of this.all()) {
      const meant = order.accountId === null ? !member.moderator : member.accountId === order.accountId
      if (meant && member.sending.has(order.source)) this.silence(member, order.source, order.mayUnmute)
    }
    this.refresh()
  }

  private silence(member: Member, source: Source, mayUnmute: boolean): void {
    member.sending.delete(source)
    member.tell({ t: 'muted', source, mayUnmute })
  }

  /** Works out who gets what, once for all changes of this moment. */
  private refresh(): void {
    if (this.refreshing) return
    this.refreshing = true
    setImmediate(() => {
      this.refreshing = false
      this.lendAll()
    })
  }

  private lendAll(): void {
    const now = performance.now()
    const members = this.all()
    const cameras = this.open('camera')
    const routes = new Map<string, Member[]>()
    for (const member of members) {
      const others = members.filter((other) => other.accountId !== member.accountId)
      const voices = new Set(this.voicesFor(others, now))
      const wanted = others.flatMap((other) =>
        [...other.sending].filter(member.gets).map((source): Wanted => {
          const silent = source === 'microphone' && !voices.has(other.accountId)
          const layer = silent ? 'off' : member.layerOf(other.accountId, source, cameras)
          return { accountId: other.accountId, source, layer: other.arriving(source, layer, now) }
        }),
      )
      const tracks = member.lend(wanted, (key) => this.askForPicture(member, key))
      for (const { accountId, source, mid } of tracks) {
        if (mid === null && !member.lineOf(trackKey(accountId, source))) continue
        const key = trackKey(accountId, source)
        routes.set(key, [...(routes.get(key) ?? []), member])
      }
      member.tellState({ t: 'tracks', tracks })
      member.tellState({ t: 'sending', sources: [...member.sending] })
      member.tellState({ t: 'floor', floor: this.floor })
    }
    this.routes = routes
  }

  private voicesFor(others: readonly Member[], now: number): string[] {
    const open = others.filter((other) => other.sending.has('microphone')).map((other) => other.accountId)
    return this.speakers.loudest(open, MOST_VOICES, now)
  }

  /** A viewer has no picture of a track yet, or lost it: its owner is asked for a whole one of the layer in question. */
  private askForPicture(viewer: Member, key: string): void {
    const [accountId = '', source] = key.split(' ') as [string, Source]
    const owner = this.members.get(placeOf(accountId, false))
    if (!owner || kindOf(source) === 'audio') return
    const wanted = viewer.lineOf(key)?.numbers.wantedStream?.split(' ')[2] as Layer | undefined
    owner.peer.askForPicture(source, wanted ?? 'high')
  }

  /** The way of every packet. What is not open goes nowhere. */
  private forward(owner: Member, { source, layer, packet, level }: Incoming): void {
    if (!owner.sending.has(source)) return
    const now = performance.now()
    const key = trackKey(owner.accountId, source)
    // A layer that is only tried out, by packets without a picture, is not there.
    if (kindOf(source) === 'video' && packet.payload.length > 0) this.noteLayer(owner, source, layer, now)
    if (level !== null && source === 'microphone') {
      this.speakers.heard(owner.accountId, level, now)
      this.talks.heard(owner.accountId, level, now)
    }
    const viewers = this.routes.get(key)
    if (!viewers) return
    const { sequenceNumber: sequence, timestamp, marker } = packet.header
    const stream = `${key} ${layer}`
    for (const viewer of viewers) {
      const line = viewer.lineOf(key)
      if (!line) continue
      if (packet.payload.length === 0) line.numbers.skip(stream, sequence)
      else line.send({ stream, sequence, timestamp, payload: packet.payload }, marker, now)
      if (line.numbers.waiting && line.ready) this.askForPicture(viewer, key)
    }
  }

  private noteLayer(owner: Member, source: Source, layer: Layer, now: number): void {
    const name = `${source} ${layer}`
    const isNew = now - (owner.heardAt.get(name) ?? -Infinity) > LOOK_EVERY_MS
    owner.heardAt.set(name, now)
    if (isNew) this.refresh()
  }

  private tellSpeaking(): void {
    const accountIds = this.speakers.speaking(performance.now(), MOST_SPEAKING)
    for (const member of this.all()) member.tellState({ t: 'speaking', accountIds })
    if (this.open('microphone') > MOST_VOICES) this.refresh()
  }

  private tellTalk(): void {
    for (const member of this.all()) this.tellTalkOf(member)
  }

  private tellTalkOf(member: Member): void {
    // Who is away for a moment is told of when back.
    if (!member.attached || member.secondScreen) return
    const ms = this.talks.take(member.accountId)
    if (ms > 0) member.tell({ t: 'talked', ms })
  }

  private lookAtLines(): void {
    const of: { accountId: string; quality: Quality }[] = []
    for (const member of this.all()) {
      member.look()
      if (member.secondScreen) continue
      const lost = Math.max(member.peer.down.lost, member.peer.takeLostUp() ?? 0)
      const quality = member.peer.connected ? qualityOf(lost) : 'poor'
      if (this.quality.get(member.accountId) === quality) continue
      this.quality.set(member.accountId, quality)
      of.push({ accountId: member.accountId, quality })
    }
    if (of.length > 0) for (const member of this.all()) member.tell({ t: 'quality', of })
    this.refresh()
  }

  close(): void {
    for (const timer of this.timers) clearInterval(timer)
    for (const member of this.all()) this.drop(member)
  }
}
