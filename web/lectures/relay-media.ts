import { createSignal, onCleanup } from 'solid-js'
import { createStore, reconcile } from 'solid-js/store'
import type { EngineCapabilities } from '#domain/lectures/engine.ts'
import { joinMedia } from '#domain/lectures/media/contract.ts'
import type { Floor, Source } from '#domain/lectures/media/floor.ts'
import { type JoinAs, LAYERS, type Layer } from '#domain/lectures/media/protocol.ts'
import { Problem } from '#domain/problem.ts'
import { call } from '../call.ts'
import { chosenDevices } from '../devices/chosen.ts'
import { MediaSession, type RelayJoin } from '../media/session.ts'
import { FIRST_STATE, type MediaState } from '../media/state.ts'
import type { RoomMedia } from './room-media.ts'

const FINAL = ['gone', 'forbidden', 'not-found', 'unauthenticated']
const isFinal = (error: unknown): boolean => error instanceof Problem && FINAL.includes(error.kind)

const joinRelay = async (lectureId: string): Promise<RelayJoin> => {
  const joined = await call(joinMedia, { lectureId }, {})
  if (joined.kind !== 'relay') throw new Problem('gone')
  return joined
}

const isPicture = (source: Source): boolean => source === 'camera' || source === 'screen'

interface Shown {
  accountId: string
  source: Source
  layer: Layer
}

/** The pictures of the room with the largest layer in which each is in sight. */
export const wantedOf = (tracks: readonly Shown[], shown: readonly Shown[]): Shown[] =>
  tracks
    .filter(({ source }) => isPicture(source))
    .map(({ accountId, source }) => {
      const layers = shown
        .filter((one) => one.accountId === accountId && one.source === source)
        .map((one) => LAYERS.indexOf(one.layer))
      return { accountId, source, layer: LAYERS[Math.max(0, ...layers)] ?? 'off' }
    })

/** The built-in relay as a room's media. */
export const createRelayMedia = (
  capabilities: EngineCapabilities,
  lectureId: string,
  accountId: string,
): RoomMedia => {
  const [state, setState] = createStore<MediaState>(structuredClone(FIRST_STATE))
  /** Rises when a track may be another one although the state reads the same. */
  const [version, setVersion] = createSignal(0)
  const [begun, setBegun] = createSignal(false)
  const [audioOnly, setAudioOnly] = createSignal(false)
  const [secondScreen, setSecondScreen] = createSignal(false)
  const shown = new Set<Shown>()
  let outOfSight = false
  const noPictures = () => audioOnly() || outOfSight
  let session: MediaSession | null = null
  let asked = ''
  let asking = false

  /** Asks for what is in sight, once for all changes of this moment. */
  const ask = () => {
    if (asking) return
    asking = true
    queueMicrotask(() => {
      asking = false
      if (!session) return
      const wanted = wantedOf(session.current.tracks, [...shown])
      const now = JSON.stringify(wanted)
      if (now === asked) return
      asked = now
      session.want(wanted)
    })
  }
  const begin = (as?: JoinAs) => {
    session?.leave()
    asked = ''
    setState(reconcile(structuredClone(FIRST_STATE), { merge: true }))
    session = new MediaSession({
      join: () => joinRelay(lectureId),
      isFinal,
      as,
      onState: (next) => {
        setState(reconcile(next, { merge: true }))
        setVersion((no) => no + 1)
        ask()
      },
    })
    session.setAudioOnly(noPictures())
    setSecondScreen(as === 'second-screen')
    setBegun(true)
  }
  onCleanup(() => session?.leave())

  return {
    capabilities,
    state,
    begin,
    begun,
    secondScreen,
    turnOn: async (source: Floor) => {
      if (!session) return 'failed'
      const deviceId = source === 'screen' ? null : chosenDevices()[source]
      const problem = await session.turnOn(source, deviceId ? { deviceId } : {})
      // What was chosen is gone: another one is better than none.
      return problem === 'missing' && deviceId ? session.turnOn(source) : problem
    },
    turnOff: (source) => session?.turnOff(source),
    sends: (id, source) =>
      id === accountId
        ? state.open.includes(source)
        : state.tracks.some((track) => track.accountId === id && track.source === source),
    trackOf: (id, source) => {
      version()
      return (id === accountId ? session?.ownTrack(source) : session?.trackOf(id, source)) ?? null
    },
    show: (id, source, layer) => {
      const one = { accountId: id, source, layer }
      shown.add(one)
      ask()
      onCleanup(() => {
        shown.delete(one)
        ask()
      })
    },
    audioOnly,
    setAudioOnly: (on) => {
      setAudioOnly(on)
      session?.setAudioOnly(noPictures())
    },
    setOutOfSight: (on) => {
      outOfSight = on
      session?.setAudioOnly(noPictures())
    },
  }
}
