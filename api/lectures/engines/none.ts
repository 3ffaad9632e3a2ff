import type { LectureEngine } from '#domain/lectures/engine.ts'
import type { Context } from '#platform/context.ts'

const capabilities = {
  audio: false,
  video: false,
  screen: false,
  recording: false,
  floor: false,
  people: null,
  cameras: null,
}

/** Board, chat, people and hands, without sound and pictures: for a class that sits in one room, or has its own call. */
export const noEngine: LectureEngine<Context> = {
  kind: 'none',
  join: async () => ({ kind: 'none', capabilities }),
  order: async () => {},
  end: async () => {},
}
