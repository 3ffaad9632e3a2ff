import type { JoinAs } from '#domain/lectures/media/protocol.ts'
import { MediaSession, type RelayJoin } from '#web/media/session.ts'
import type { MediaState } from '#web/media/state.ts'

/** The page of the tests: the real client, without any screen. */

declare global {
  interface Window {
    session: MediaSession
    states: MediaState[]
    measure(): Promise<Measured>
  }
}

export interface Measured {
  /** By account and source: decoded pictures, their width, and the energy of a sound, so far. */
  [track: string]: { frames: number; width: number; energy: number; packets: number }
}

const question = new URLSearchParams(location.search)
const sinks = new Map<MediaStreamTrack, HTMLMediaElement>()

/** A browser decodes what somebody looks at or listens to. */
const play = (track: MediaStreamTrack): void => {
  if (sinks.has(track)) return
  const element = document.createElement(track.kind === 'video' ? 'video' : 'audio')
  element.autoplay = true
  element.muted = track.kind === 'video'
  element.srcObject = new MediaStream([track])
  document.body.append(element)
  element.play().catch(() => {})
  sinks.set(track, element)
}

const statsOf = (report: RTCStatsReport, track: MediaStreamTrack) => {
  for (const entry of report.values())
    if (entry.type === 'inbound-rtp' && entry.trackIdentifier === track.id) return entry
  return null
}

window.states = []
window.session = new MediaSession({
  join: async (): Promise<RelayJoin> => {
    const answer = await fetch(`/token?${question}`)
    if (!answer.ok) throw new Error(String(answer.status))
    return (await answer.json()) as RelayJoin
  },
  isFinal: () => false,
  as: (question.get('as') || undefined) as JoinAs | undefined,
  onState: (state) => {
    window.states.push(state)
    for (const { accountId, source } of state.tracks) {
      const track = window.session.trackOf(accountId, source)
      if (track) play(track)
    }
  },
})

window.measure = async () => {
  const report = (await window.session.stats()) ?? new Map()
  const measured: Measured = {}
  for (const { accountId, source } of window.session.current.tracks) {
    const track = window.session.trackOf(accountId, source)
    const entry = track ? statsOf(report as RTCStatsReport, track) : null
    measured[`${accountId} ${source}`] = {
      frames: entry?.framesDecoded ?? 0,
      width: entry?.frameWidth ?? 0,
      energy: entry?.totalAudioEnergy ?? 0,
      packets: entry?.packetsReceived ?? 0,
    }
  }
  return measured
}
