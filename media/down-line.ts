import { type RTCRtpTransceiver, RtpHeader, RtpPacket } from 'werift'
import type { Kind } from './codecs.ts'
import { type Frame, LineNumbers } from './rtp/line.ts'

/** One line down, lent to one source at a time. */
export class DownLine {
  readonly kind: Kind
  readonly numbers: LineNumbers
  private readonly transceiver: RTCRtpTransceiver
  /** What it is lent to: account and source. */
  lentTo: string | null = null
  /** The share of packets that the viewer last said were lost. */
  lost = 0

  constructor(kind: Kind, transceiver: RTCRtpTransceiver) {
    this.kind = kind
    this.transceiver = transceiver
    this.numbers = new LineNumbers(kind)
    const { sender } = transceiver
    sender.onRtcp.subscribe((packet) => {
      if (!('reports' in packet)) return
      const report = packet.reports.find(({ ssrc }) => ssrc === sender.ssrc)
      if (report) this.lost = report.fractionLost / 256
    })
  }

  get mid(): string | null {
    return this.transceiver.mid
  }
  /** Whether a packet would go out: what is sent before would be lost without a word, a first picture among it. */
  get ready(): boolean {
    const { codec, transport } = this.transceiver.sender
    return codec !== undefined && transport?.state === 'connected'
  }
  /** Bits a second the viewer says can come; null while it says nothing. */
  get estimate(): number | null {
    const bits = Number(this.transceiver.sender.receiverEstimatedMaxBitrate)
    return bits > 0 ? bits : null
  }
  onKeyFrameWanted(listener: () => void): void {
    this.transceiver.sender.onPictureLossIndication.subscribe(listener)
  }

  send(frame: Frame, marker: boolean, now: number): void {
    if (!this.ready) return
    const out = this.numbers.next(frame, now)
    if (!out) return
    const header = new RtpHeader({
      sequenceNumber: out.sequence,
      timestamp: out.timestamp,
      marker,
      payloadType: 0,
      ssrc: 0,
    })
    // A line that is going down refuses: the next state of the connection says so.
    this.transceiver.sender.sendRtp(new RtpPacket(header, out.payload)).catch(() => {})
  }
}
