import {
  MediaStreamTrack,
  RTCPeerConnection,
  type RTCRtpReceiver,
  type RTCRtpTransceiver,
  RTP_EXTENSION_URI,
  type RtpPacket,
} from 'werift'
import { SOURCES, type Source } from '#domain/lectures/media/floor.ts'
import type { Layer } from '#domain/lectures/media/protocol.ts'
import { DOWN, extension, type Kind, kindOf, opus, UP, vp8 } from './codecs.ts'
import { DownLine } from './down-line.ts'
import { ArrivalTimes, nackOf } from './rtp/feedback.ts'
import { Losses } from './rtp/losses.ts'

export interface PeerOptions {
  /** UDP ports to use, both ends included. */
  ports: readonly [number, number] | null
  /** Addresses of this machine that would be left out, such as 127.0.0.1. */
  alsoBind: readonly string[]
  /** The address by which people reach this machine, where a router stands between. */
  announce: string | null
}

/** A packet that somebody sends, with what the relay has to know of it. */
export interface Incoming {
  source: Source
  layer: Exclude<Layer, 'off'>
  packet: RtpPacket
  /** How loud, 0 to 127 downwards; null where the packet does not say. */
  level: number | null
}

interface Stream {
  source: Source
  layer: Exclude<Layer, 'off'>
  losses: Losses
  askedForPictureAt: number
}

/** A camera sends two pictures; these are their names in the negotiation, the small one first as browsers expect it. */
const RIDS = { low: 'l', high: 'h' } as const
const KEY_FRAME_EVERY_MS = 300
const FEEDBACK_EVERY_MS = 50
const KBIT = 1_000

/** The library would answer for each line by itself; one feedback for the whole connection is ours (`rtp/feedback.ts`). */
const quiet = (receiver: RTCRtpReceiver): void => {
  Object.assign(receiver, { nack: { addPacket: () => {}, close: () => {} }, setupTWCC: () => {} })
}

/** One person's peer connection: four lines up, lines down as many as are needed. The relay makes every offer. */
export class Peer {
  readonly lines: DownLine[] = []
  private readonly pc: RTCPeerConnection
  private readonly options: PeerOptions
  private readonly up = new Map<Source, RTCRtpTransceiver>()
  private readonly streams = new Map<number, Stream>()
  private readonly arrivals = new ArrivalTimes()
  private readonly timer: NodeJS.Timeout
  private lastSsrc = 0
  private offerNo = 0
  private pending: { no: number; sdp: string } | null = null
  private busy = false
  private again = false
  private restarting = false
  private closed = false
  onPacket: (incoming: Incoming) => void = () => {}
  onOffer: (no: number, sdp: string) => void = () => {}
  /** The answer to an offer was taken: new lines can be used. */
  onSettled: () => void = () => {}
  onProblem: (error: unknown) => void = () => {}

  constructor(options: PeerOptions) {
    this.options = options
    // One and the same, so that it has one number on all lines.
    const mid = extension(RTP_EXTENSION_URI.sdesMid)
    this.pc = new RTCPeerConnection({
      codecs: { audio: [opus()], video: [vp8([...UP, 'goog-remb'])] },
      headerExtensions: {
        audio: [mid, extension(RTP_EXTENSION_URI.audioLevelIndication)],
        video: [
          mid,
          extension(RTP_EXTENSION_URI.sdesRTPStreamID),
          extension(RTP_EXTENSION_URI.absSendTime),
          extension(RTP_EXTENSION_URI.transportWideCC),
        ],
      },
      iceServers: [],
      bundlePolicy: 'max-bundle',
      iceUseIpv6: true,
      ...(options.ports ? { icePortRange: [options.ports[0], options.ports[1]] } : {}),
      iceAdditionalHostAddresses: [...options.alsoBind],
    })
    for (const source of SOURCES) this.up.set(source, this.lineUp(source))
    this.timer = setInterval(() => this.feedBack(), FEEDBACK_EVERY_MS)
  }

  private lineUp(source: Source): RTCRtpTransceiver {
    const kind = kindOf(source)
    const simulcast = Object.values(RIDS).map((rid) => ({ rid, direction: 'recv' as const }))
    const transceiver = this.pc.addTransceiver(kind, {
      direction: 'recvonly',
      ...(source === 'camera' ? { simulcast } : {}),
    })
    if (kind === 'video') transceiver.codecs = [vp8(UP)]
    quiet(transceiver.receiver)
    return transceiver
  }

  /** Which line up carries which source; known once there is an offer. */
  get upMids(): Partial<Record<Source, string>> {
    return Object.fromEntries([...this.up].map(([source, { mid }]) => [source, mid ?? '']))
  }

  get connected(): boolean {
    return this.pc.connectionState === 'connected'
  }
  get failed(): boolean {
    return this.pc.connectionState === 'failed' || this.pc.connectionState === 'closed'
  }

  addLine(kind: Kind): DownLine {
    const transceiver = this.pc.addTransceiver(new MediaStreamTrack({ kind }), { direction: 'sendonly' })
    if (kind === 'video') {
      transceiver.codecs = [vp8(DOWN)]
      const all = this.pc.config.headerExtensions.video ?? []
      transceiver.headerExtensions = all.filter(({ uri }) => !/transport-wide|rtp-stream-id/.test(uri))
    }
    const line = new DownLine(kind, transceiver)
    this.lines.push(line)
    return line
  }

  /** Makes an offer; while one waits for its answer, another is made after it. */
  negotiate(restart = false): void {
    this.restarting ||= restart
    if (this.busy) {
      this.again = true
      return
    }
    this.busy = true
    this.offer().catch((error: unknown) => {
      this.busy = false
      this.onProblem(error)
    })
  }

  private async offer(): Promise<void> {
    const iceRestart = this.restarting
    this.restarting = false
    this.again = false
    const first = this.offerNo === 0
    await this.pc.setLocalDescription(await this.pc.createOffer({ iceRestart }))
    if (first) this.listen()
    this.offerNo += 1
    this.pending = { no: this.offerNo, sdp: this.announced(this.pc.localDescription?.sdp ?? '') }
    this.onOffer(this.pending.no, this.pending.sdp)
  }

  /** Says the unanswered offer once more, to a client that came back. */
  repeatOffer(): void {
    if (this.pending) this.onOffer(this.pending.no, this.pending.sdp)
  }

  /** Behind a router the machine does not know the address by which it is reached: it is named beside its own. */
  private announced(sdp: string): string {
    const { announce } = this.options
    if (!announce) return sdp
    const own = /^(a=candidate:)(\S+)( 1 udp )(\d+) \S+ (\d+ typ host.*)$/gim
    const said = new Set<string>()
    return sdp.replace(own, (line, start, foundation, middle, priority, end) => {
      const port = String(end).split(' ')[0] ?? ''
      if (line.includes(announce) || said.has(port)) return line
      said.add(port)
      return `${line}\r\n${start}${foundation}9${middle}${Math.max(1, Number(priority) - 1)} ${announce} ${end}`
    })
  }

  async answer(no: number, sdp: string): Promise<void> {
    if (this.pending?.no !== no) return
    this.pending = null
    await this.pc.setRemoteDescription({ type: 'answer', sdp })
    this.busy = false
    this.onSettled()
    if (this.again || this.restarting) this.negotiate()
  }

  async candidate(candidate: string, mid: string | null): Promise<void> {
    // Names that only the client's own network could resolve; its packets tell its address.
    if (candidate === '' || /\.local\b/.test(candidate)) return
    await this.pc.addIceCandidate({ candidate, sdpMid: mid ?? undefined })
  }

  private listen(): void {
    const [dtls] = this.pc.dtlsTransports
    if (!dtls) throw new Error('a peer connection without a transport')
    dtls.onRtp.subscribe((packet) => this.received(packet))
  }

  private extension(packet: RtpPacket, uri: RegExp): Buffer | null {
    const map = this.pc.extIdUriMap
    const found = packet.header.extensions.find(({ id }) => uri.test(map[id] ?? ''))
    return found?.payload ?? null
  }

  private streamOf(packet: RtpPacket): Stream | null {
    const known = this.streams.get(packet.header.ssrc)
    if (known) return known
    const mid = this.extension(packet, /sdes:mid$/)?.toString()
    const source = [...this.up].find(([, line]) => mid !== undefined && line.mid === mid)?.[0]
    if (!source) return null
    const rid = this.extension(packet, /sdes:rtp-stream-id$/)?.toString()
    const stream: Stream = {
      source,
      layer: rid === RIDS.low ? 'low' : 'high',
      losses: new Losses(),
      askedForPictureAt: 0,
    }
    this.streams.set(packet.header.ssrc, stream)
    return stream
  }

  private received(packet: RtpPacket): void {
    const wide = this.extension(packet, /transport-wide-cc/)
    if (wide && wide.length >= 2) {
      this.lastSsrc = packet.header.ssrc
      this.arrivals.arrived(wide.readUInt16BE(0), Math.round(performance.now() * 1_000))
    }
    const stream = this.streamOf(packet)
    if (!stream) return
    const { source, layer } = stream
    const tooMany = stream.losses.arrived(packet.header.sequenceNumber, performance.now())
    if (tooMany && kindOf(source) === 'video') this.askForPicture(source, layer)
    const level = this.extension(packet, /ssrc-audio-level/)?.[0]
    this.onPacket({ source, layer, packet, level: level === undefined ? null : level & 0x7f })
  }

  private feedBack(): void {
    const [dtls] = this.pc.dtlsTransports
    if (this.closed || dtls?.state !== 'connected') return
    const say = (bytes: Buffer) =>
      // The library wants packets and takes of them only their bytes.
      void dtls.sendRtcp([{ serialize: () => bytes } as never]).catch(() => {})
    const told = this.arrivals.take(1, this.lastSsrc)
    if (told) say(told)
    const now = performance.now()
    for (const [ssrc, { source, losses }] of this.streams) {
      const missing = losses.toAsk(now)
      if (missing.length > 0 && kindOf(source) === 'video') say(nackOf(1, ssrc, missing))
    }
  }

  /** Asks the sender for a whole picture, a few times a second at most. */
  askForPicture(source: Source, layer: Layer): void {
    const now = performance.now()
    const receiver = this.up.get(source)?.receiver
    for (const [ssrc, stream] of this.streams) {
      if (stream.source !== source || stream.layer !== layer) continue
      if (now - stream.askedForPictureAt < KEY_FRAME_EVERY_MS) continue
      stream.askedForPictureAt = now
      receiver?.sendRtcpPLI(ssrc).catch(() => {})
    }
  }

  /** The share of packets lost on the way up since this was last asked; null when nothing was sent. */
  takeLostUp(): number | null {
    const shares = [...this.streams.values()].flatMap(({ losses }) => losses.takeShare() ?? [])
    return shares.length === 0 ? null : Math.max(...shares)
  }

  /** What the viewer says of the way down. */
  get down(): { lost: number; estimate: number | null } {
    const used = this.lines.filter((line) => line.lentTo !== null)
    const estimates = used.flatMap((line) => line.estimate ?? [])
    return {
      lost: Math.max(0, ...used.map((line) => line.lost)),
      estimate: estimates.length === 0 ? null : Math.max(...estimates) / KBIT,
    }
  }

  async close(): Promise<void> {
    this.closed = true
    clearInterval(this.timer)
    await this.pc.close()
  }
}
