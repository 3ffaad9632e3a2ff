import type { JitsiJoin } from '#domain/lectures/engine.ts'
import { FRAME_ID } from '#domain/lectures/jitsi/contract.ts'
import { meetingAddress } from './address.ts'
import { JitsiPeer } from './peer.ts'
import { ANSWERS_WITHIN_MS } from './session.ts'

/** How long a deployment may take to make a member who is alone a moderator. */
const PROMOTES_WITHIN_MS = 5_000
/** How long it may take to let somebody in once its page answers. */
const LETS_IN_WITHIN_MS = 20_000

/**
 * What becomes of a member who comes first and alone: `member` as it should be, `moderator` where everybody would be,
 * `refused` where the page answers and lets nobody in, `silent` where it does not answer or may not be framed.
 */
export type TrialEnd = 'member' | 'moderator' | 'refused' | 'silent'

/** Opens the meeting page as a member, without microphone or camera, and says what came of it. */
export const tryMember = (join: JitsiJoin, place: HTMLElement, title: string): Promise<TrialEnd> =>
  new Promise((resolve) => {
    const frame = document.createElement('iframe')
    frame.title = title
    frame.src = meetingAddress(join, 'en')
    let own: unknown
    let timer: ReturnType<typeof setTimeout>
    const wait = (ms: number, end: TrialEnd) => {
      clearTimeout(timer)
      timer = setTimeout(() => finish(end), ms)
    }
    const peer = new JitsiPeer({
      frameId: FRAME_ID,
      post: (text) => frame.contentWindow?.postMessage(text, join.origin),
      onReady: () => wait(LETS_IN_WITHIN_MS, 'refused'),
      onEvent: (name, data) => {
        if (name === 'videoConferenceJoined') {
          own = data.id
          wait(PROMOTES_WITHIN_MS, 'member')
        } else if (name === 'participantRoleChanged' && data.role === 'moderator' && data.id === own)
          finish('moderator')
      },
    })
    const heard = ({ source, origin, data }: MessageEvent) => {
      if (source === frame.contentWindow && origin === join.origin) peer.heard(data)
    }
    const finish = (end: TrialEnd) => {
      clearTimeout(timer)
      removeEventListener('message', heard)
      peer.close()
      frame.remove()
      resolve(end)
    }
    addEventListener('message', heard)
    timer = setTimeout(() => finish('silent'), ANSWERS_WITHIN_MS)
    place.replaceChildren(frame)
  })
