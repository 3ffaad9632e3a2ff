import { createStore } from 'solid-js/store'
import type { Floor } from '#domain/lectures/media/floor.ts'
import { FIRST_STATE, type MediaState } from '../media/state.ts'
import type { RoomMedia } from './room-media.ts'

/** A room's media for tests of screens: its state is what the test sets, and what was asked of it is noted. */
export const fakeMedia = (change: Partial<MediaState> = {}) => {
  const [state, setState] = createStore<MediaState>({
    ...structuredClone(FIRST_STATE),
    phase: 'live',
    ...change,
  })
  const asked: string[] = []
  const media: RoomMedia = {
    capabilities: {
      audio: true,
      video: true,
      screen: true,
      recording: false,
      floor: true,
      frame: false,
      people: 40,
      cameras: 8,
    },
    state,
    begin: (as) => void asked.push(['begin', as].filter(Boolean).join(' ')),
    secondScreen: () => false,
    begun: () => true,
    turnOn: async (source: Floor) => {
      asked.push(`on ${source}`)
      setState('open', (open) => [...open, source])
      return null
    },
    turnOff: (source) => {
      asked.push(`off ${source}`)
      setState('open', (open) => open.filter((one) => one !== source))
    },
    sends: (accountId, source) =>
      state.tracks.some((track) => track.accountId === accountId && track.source === source),
    trackOf: () => null,
    show: () => {},
    audioOnly: () => false,
    setOutOfSight: (on) => void asked.push(`out of sight ${on}`),
    setAudioOnly: (on) => void asked.push(`audio only ${on}`),
  }
  return { media, setState, asked }
}
