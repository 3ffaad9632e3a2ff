import type { LectureEngine } from '#domain/lectures/engine.ts'
import type { Context } from '#platform/context.ts'
import { jitsiServerOf } from '#platform/jitsi.ts'
import { jitsiEngine } from './jitsi.ts'
import { noEngine } from './none.ts'
import { relayEngine } from './relay.ts'

/** Every driver of this release. A new one is a file here, a kind in `domain/lectures/engine.ts` and a line below. */
const engines: LectureEngine<Context>[] = [noEngine, relayEngine, jitsiEngine]

/** The engine that new lectures use: a Jitsi deployment where one is named, else what `LESSON_MEDIA` says. */
export const currentEngine = ({ services: { config } }: Context): LectureEngine<Context> =>
  jitsiServerOf(config) ? jitsiEngine : engineOf(config.lessonMedia)

/** The engine a lecture was started with; lectures keep theirs when the school changes to another. */
export const engineOf = (kind: string): LectureEngine<Context> =>
  engines.find((engine) => engine.kind === kind) ?? noEngine
