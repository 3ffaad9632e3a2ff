import type { IceServer } from '#domain/lectures/engine.ts'
import { SOURCES, type Source } from '#domain/lectures/media/floor.ts'
import { CAMERA, MICROPHONE, SCREEN } from '#domain/lectures/media/limits.ts'

/** How long a broken way may heal by itself before it is negotiated anew, and how long that may take (ms). */
const HEALS_WITHIN_MS = 1_500
const RESTARTS_WITHIN_MS = 6_000

export interface PeerEvents {
  answer(no: number, sdp: string): void
  candidate(candidate: string, mid: string | null): void
  /** The way is broken: the relay is to offer another. */
  restart(): void
  /** Restarting did not help: everything is made anew. */
  failed(): void
}

const boundsOf: Record<Source, (rid: string | undefined) => Partial<RTCRtpEncodingParameters>> = {
  microphone: () => ({ maxBitrate: MICROPHONE.bits, priority: 'high', networkPriority: 'high' }),
  'screen-sound': () => ({ maxBitrate: 2 * MICROPHONE.bits }),
  screen: () => ({ maxBitrate: SCREEN.bits, maxFramerate: SCREEN.frameRate }),
  camera: (rid) =>
    rid === 'l'
      ? { maxBitrate: CAMERA.low, scaleResolutionDownBy: CAMERA.lowScale }
      : { maxBitrate: CAMERA.high, scaleResolutionDownBy: 1 },
}

/** The browser's peer connection to a relay, as far as it is more than the browser's own. */
export class MediaPeer {
  readonly pc: RTCPeerConnection
  private readonly events: PeerEvents
  private up: Partial<Record<Source, string>> = {}
  private readonly tracks = new Map<Source, MediaStreamTrack>()
  private patience: ReturnType<typeof setTimeout> | undefined
  private turn: Promise<void> = Promise.resolve()

  constructor(iceServers: readonly IceServer[], events: PeerEvents) {
    this.events = events
    this.pc = new RTCPeerConnection({ iceServers: [...iceServers], bundlePolicy: 'max-bundle' })
    this.pc.onicecandidate = ({ candidate }) => {
      if (candidate) events.candidate(candidate.candidate, candidate.sdpMid)
    }
    this.pc.onconnectionstatechange = () => this.stateChanged()
  }

  private stateChanged(): void {
    clearTimeout(this.patience)
    const state = this.pc.connectionState
    if (state === 'disconnected' || state === 'failed') {
      const wait = state === 'failed' ? 0 : HEALS_WITHIN_MS
      this.patience = setTimeout(() => {
        this.events.restart()
        this.patience = setTimeout(() => this.events.failed(), RESTARTS_WITHIN_MS)
      }, wait)
    }
  }

  /** Which line up is for what; said before the first offer. */
  setUp(up: Partial<Record<Source, string>>): void {
    this.up = up
  }

  /** Answers an offer. One after the other, as they come. */
  offered(no: number, sdp: string): Promise<void> {
    const work = async () => {
      await this.pc.setRemoteDescription({ type: 'offer', sdp })
      for (const source of SOURCES) {
        const line = this.lineOf(source)
        if (line && line.direction !== 'sendonly') line.direction = 'sendonly'
      }
      await this.pc.setLocalDescription(await this.pc.createAnswer())
      this.events.answer(no, this.pc.localDescription?.sdp ?? '')
      for (const [source, track] of this.tracks) await this.put(source, track)
    }
    this.turn = this.turn.then(work, work)
    return this.turn
  }

  private lineOf(source: Source): RTCRtpTransceiver | undefined {
    const mid = this.up[source]
    return mid === undefined ? undefined : this.pc.getTransceivers().find((line) => line.mid === mid)
  }

  /** Sends this from now on, or nothing. It needs no negotiation. */
  async send(source: Source, track: MediaStreamTrack | null): Promise<void> {
    if (track) this.tracks.set(source, track)
    else this.tracks.delete(source)
    await this.put(source, track)
  }

  private async put(source: Source, track: MediaStreamTrack | null): Promise<void> {
    const sender = this.lineOf(source)?.sender
    if (!sender) return
    if (sender.track !== track) await sender.replaceTrack(track)
    if (track) await this.bound(source, sender)
  }

  private async bound(source: Source, sender: RTCRtpSender): Promise<void> {
    const parameters = sender.getParameters()
    if (!parameters.encodings?.length) return
    for (const encoding of parameters.encodings) Object.assign(encoding, boundsOf[source](encoding.rid))
    if (source === 'screen') parameters.degradationPreference = 'maintain-resolution'
    // A browser that does not know one of these sends without bounds: the relay's feedback bounds it.
    await sender.setParameters(parameters).catch(() => {})
  }

  /** What comes in on a line; null before the line is there. */
  incoming(mid: string): MediaStreamTrack | null {
    return this.pc.getTransceivers().find((line) => line.mid === mid)?.receiver.track ?? null
  }

  candidate(candidate: string): Promise<void> {
    return this.pc.addIceCandidate({ candidate })
  }

  close(): void {
    clearTimeout(this.patience)
    this.pc.onconnectionstatechange = null
    this.pc.onicecandidate = null
    this.pc.close()
  }
}
