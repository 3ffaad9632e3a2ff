import { randomBytes } from 'node:crypto'
import type { OutputOf } from '#domain/contract.ts'
import { newId } from '#domain/ids.ts'
import { clockAhead, refusesFrame } from '#domain/lectures/jitsi/check.ts'
import { jitsiConfigFor } from '#domain/lectures/jitsi/overrides.ts'
import type { checkJitsi } from '#domain/lectures/media/contract.ts'
import { NO_FLOOR } from '#domain/lectures/media/floor.ts'
import type { Context } from '#platform/context.ts'
import { type JitsiServer, jitsiServerOf } from '#platform/jitsi.ts'
import { configured } from '../school/configured.ts'
import { capabilities, jitsiPathOf, jitsiToken } from './engines/jitsi.ts'

const ANSWERS_WITHIN_MS = 5_000
/** The script of today has half a megabyte. */
const SCRIPT_BYTES = 8 * 1_024 * 1_024

type Checked = NonNullable<OutputOf<typeof checkJitsi>['deployment']>
type Answers = Checked['answers']

const ask = (address: string): Promise<Response> =>
  fetch(address, { signal: AbortSignal.timeout(ANSWERS_WITHIN_MS), redirect: 'manual' })

/** Whether the answer is Jitsi's script, which is not run here or anywhere of ours. */
const isScript = async (answer: Response): Promise<boolean> => {
  if (!answer.ok || Number(answer.headers.get('content-length') ?? 0) > SCRIPT_BYTES) {
    await answer.body?.cancel()
    return false
  }
  return (await answer.text()).includes('JitsiMeetExternalAPI')
}

/** What the deployment answers us. Null when this machine does not reach it: browsers may all the same. */
const answersOf = async (ctx: Context, server: JitsiServer, room: string, ours: string): Promise<Answers> => {
  try {
    const folder = server.hosted ? `/${server.appId}` : ''
    const script = await ask(`${server.origin}${folder}/external_api.js`)
    const ahead = clockAhead(script.headers.get('date'), new Date())
    const page = await ask(`${server.origin}/${jitsiPathOf(server, room)}`)
    await page.body?.cancel()
    const { headers } = page
    return {
      script: await isScript(script),
      refusesFrame: refusesFrame(
        { csp: headers.get('content-security-policy'), frameOptions: headers.get('x-frame-options') },
        ours,
      ),
      clockAhead: ahead,
    }
  } catch (error) {
    ctx.log.warn('jitsi.check', { error: String(error) })
    return null
  }
}

/**
 * What can be said of the deployment before the first lesson, and a member's token for a room of its own: whoever tries it
 * sees what role an ordinary student would get.
 */
export const tryJitsi = async (ctx: Context, ours: string): Promise<OutputOf<typeof checkJitsi>> => {
  configured(ctx)
  const server = jitsiServerOf(ctx.services.config)
  if (!server) return { deployment: null }
  const room = `check-${randomBytes(12).toString('hex')}`
  const guest = { id: newId(), displayName: 'Lectern', moderator: false }
  return {
    deployment: {
      answers: await answersOf(ctx, server, room, ours),
      events: server.eventsSecret !== null,
      join: {
        kind: 'jitsi',
        capabilities,
        origin: server.origin,
        domain: server.host,
        room: jitsiPathOf(server, room),
        ...jitsiToken(server, room, guest, ctx.now()),
        config: { ...jitsiConfigFor('Lectern', { moderator: false, floor: NO_FLOOR }) },
      },
    },
  }
}
