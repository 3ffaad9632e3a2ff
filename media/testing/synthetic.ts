import {
  MediaStreamTrack,
  RTCPeerConnection,
  type RTCRtpTransceiver,
  RTP_EXTENSION_URI,
  RtcpPayloadSpecificFeedback,
  RtpHeader,
  RtpPacket,
} from 'werift'
import { WebSocket } from 'ws'
import { newId } from '#domain/ids.ts'
import { type FloorState, firstFloor, type Source } from '#domain/lectures/media/floor.ts'
import { TOKEN_SECONDS } from '#domain/lectures/media/limits.ts'
import type { ClientSays, RelaySays } from '#domain/lectures/media/protocol.ts'
import { signed } from '#platform/signed.ts'
import { DOWN, extension, type Kind, kindOf, opus, vp8 } from '../codecs.ts'

/** Where the relay is, and which lecture; the key is the one that it reads tokens with. */
export interface SyntheticRoom {
  port: number
  key: string
  lecture: string
  floor: FloorState
}

export const syntheticRoom = (port: number, key: string): SyntheticRoom => ({
  port,
  key,
  lecture: newId(),
  floor: firstFloor(2),
})

const tokenFor = ({ key, lecture, floor }: SyntheticRoom, moderator: boolean): string => {
  const exp = Math.floor(Date.now() / 1_000) + TOKEN_SECONDS
  return signed(key, 'media-token', { lecture, account: newId(), moderator, floor, exp, nonce: newId() })
}

const SOUND_EVERY_MS = 20
const SOUND_BYTES = 80
const PICTURE_PACKET_BYTES = 1_170

/**
 * Somebody without a browser, so that thirty of them fit on a small machine: the real protocol, ICE, DTLS and SRTP, with
 * made-up packets in place of sound and picture. It counts what comes and decodes nothing.
 */
export class Synthetic {
  readonly received: Record<Kind, number> = { audio: 0, video: 0 }
  /** When the first packet of a sound came (`performance.now()`). */
  heardAt: number | null = null
  sent = 0
  private paused = false
  private readonly pc: RTCPeerConnection
  private readonly socket: WebSocket
  private readonly timers: NodeJS.Timeout[] = []
  private up: Partial<Record<Source, string>> = {}
  private answering: Promise<void> = Promise.resolve()

  private constructor(room: SyntheticRoom, moderator: boolean) {
    const mid = extension(RTP_EXTENSION_URI.sdesMid)
    this.pc = new RTCPeerConnection({
      codecs: { audio: [opus()], video: [vp8(DOWN)] },
      headerExtensions: {
        audio: [mid, extension(RTP_EXTENSION_URI.audioLevelIndication)],
        video: [mid, extension(RTP_EXTENSION_URI.absSendTime)],
      },
      iceServers: [],
      bundlePolicy: 'max-bundle',
      iceAdditionalHostAddresses: ['127.0.0.1'],
    })
    const known = new Set<MediaStreamTrack>()
    this.pc.onTrack.subscribe((track) => {
      // A line that is negotiated again is told again.
      if (known.has(track)) return
      known.add(track)
      const kind = track.kind as Kind
      const seen = new Set<number>()
      track.onReceiveRtp.subscribe(({ header }) => {
        // What was asked for again may come twice.
        if (seen.has(header.sequenceNumber)) return
        seen.add(header.sequenceNumber)
        this.received[kind] += 1
        if (kind === 'audio') this.heardAt ??= performance.now()
      })
    })
    this.socket = new WebSocket(`ws://127.0.0.1:${room.port}/join`)
    this.socket.on('open', () => this.say({ t: 'join', token: tokenFor(room, moderator) }))
    this.socket.on('message', (data) => this.hear(JSON.parse(String(data)) as RelaySays))
    this.pc.onIceCandidate.subscribe((candidate) => {
      if (candidate)
        this.say({ t: 'candidate', candidate: candidate.candidate, mid: candidate.sdpMid ?? null })
    })
  }

  /** Resolves when packets can go and come. A way that fails is tried anew, as the client of the product does. */
  static async join(room: SyntheticRoom, moderator = false, tries = 3): Promise<Synthetic> {
    const made = new Synthetic(room, moderator)
    try {
      await made.connected()
      return made
    } catch (error) {
      await made.leave()
      if (tries <= 1) throw error
      return await Synthetic.join(room, moderator, tries - 1)
    }
  }

  private connected(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.socket.once('error', reject)
      this.socket.once('close', (_code, why) => reject(new Error(`the relay said ${why}`)))
      this.pc.connectionStateChange.subscribe((state) => {
        if (state === 'connected') resolve()
        if (state === 'failed') reject(new Error('no way to the relay'))
      })
    })
  }

  private say(message: ClientSays): void {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message))
  }

  private hear(said: RelaySays): void {
    if (said.t === 'welcome') this.up = said.up
    if (said.t === 'offer') this.answering = this.answering.then(() => this.answer(said.no, said.sdp))
  }

  private async answer(no: number, sdp: string): Promise<void> {
    await this.pc.setRemoteDescription({ type: 'offer', sdp })
    const own = new Set(Object.values(this.up))
    for (const line of this.pc.getTransceivers())
      if (line.mid && own.has(line.mid)) line.setDirection('sendonly')
    await this.pc.setLocalDescription(await this.pc.createAnswer())
    this.say({ t: 'answer', no, sdp: this.pc.localDescription?.sdp ?? '' })
  }

  private lineUp(source: Source): RTCRtpTransceiver {
    const line = this.pc.getTransceivers().find(({ mid }) => mid === this.up[source])
    if (!line) throw new Error(`no line for ${source}`)
    line.sender.registerTrack(new MediaStreamTrack({ kind: kindOf(source) }))
    this.say({ t: 'publish', source, on: true })
    return line
  }

  /** Speaks: fifty packets a second. */
  speak(): void {
    const { sender } = this.lineUp('microphone')
    let no = 0
    this.timers.push(
      setInterval(() => {
        if (this.paused) return
        const header = new RtpHeader({
          sequenceNumber: no & 0xffff,
          timestamp: no * 960,
          payloadType: 0,
          ssrc: 0,
        })
        sender.sendRtp(new RtpPacket(header, Buffer.alloc(SOUND_BYTES, 7))).catch(() => {})
        no += 1
        this.sent += 1
      }, SOUND_EVERY_MS),
    )
  }

  /** Shares a screen of so many bits and pictures a second; a whole picture whenever somebody asks for one. */
  share(bits: number, pictures: number): void {
    const { sender } = this.lineUp('screen')
    let [sequence, picture, whole] = [0, 0, true]
    // The library leads it to senders of lines that it made itself alone.
    this.pc.dtlsTransports[0]?.onRtcp.subscribe((packet) => {
      if (packet.type === RtcpPayloadSpecificFeedback.type) whole = true
    })
    const packets = Math.max(1, Math.round(bits / 8 / pictures / PICTURE_PACKET_BYTES))
    const send = () => {
      if (this.paused) return
      for (let part = 0; part < packets; part += 1) {
        const payload = Buffer.alloc(PICTURE_PACKET_BYTES)
        // RFC 7741: a descriptor with a 15-bit picture id and the base layer's index, then the frame's first byte.
        payload.set([
          part === 0 ? 0x90 : 0x80,
          0xc0,
          0x80 | ((picture >> 8) & 0x7f),
          picture & 0xff,
          picture & 0xff,
        ])
        payload[5] = part === 0 && whole ? 0 : 1
        const header = new RtpHeader({
          sequenceNumber: sequence & 0xffff,
          timestamp: (picture * Math.round(90_000 / pictures)) >>> 0,
          marker: part === packets - 1,
          payloadType: 0,
          ssrc: 0,
        })
        sequence += 1
        this.sent += 1
        sender.sendRtp(new RtpPacket(header, payload)).catch(() => {})
      }
      whole = false
      picture += 1
    }
    this.timers.push(setInterval(send, 1_000 / pictures))
  }

  /** Sends nothing, or goes on; the lines stay. */
  pause(on: boolean): void {
    this.paused = on
  }

  async leave(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer)
    this.say({ t: 'leave' })
    this.socket.close()
    await this.pc.close()
  }
}
