/**
 * What a token for a Jitsi deployment says. One person, one room, a few minutes: it stands in the address of the meeting
 * page, so the deployment's access log has it.
 */

/** How long a token lets somebody in (seconds). */
export const JITSI_TOKEN_SECONDS = 300
/** How much the deployment's clock may be behind ours (seconds). */
const CLOCK_SECONDS = 30

export interface JitsiDeployment {
  /** Host name without a port. */
  hostname: string
  appId: string
  /** 8x8's hosted Jitsi has names of its own. */
  hosted: boolean
}

export interface JitsiGuest {
  /** The account: callbacks of the deployment name it. */
  id: string
  displayName: string
  /** From the enrollment alone. */
  moderator: boolean
}

type Flag = boolean | 'true' | 'false'

export interface JitsiClaims {
  /** One text: a list is refused. */
  aud: string
  iss: string
  sub: string
  /** In lower case: the deployment makes it so, and compares. */
  room: string
  nbf: number
  exp: number
  context: {
    user: { id: string; name: string; affiliation: 'owner' | 'member'; moderator: Flag }
    features: Record<string, Flag>
  }
}

/** What a token says for one person in one room. `now` in seconds. */
export const jitsiClaims = (
  { hostname, appId, hosted }: JitsiDeployment,
  room: string,
  { id, displayName, moderator }: JitsiGuest,
  now: number,
): JitsiClaims => {
  if (!/^[a-z0-9-]+$/.test(room)) throw new Error('A room of Jitsi is named in lower case.')
  const flag = (value: boolean): Flag => (hosted ? (value ? 'true' : 'false') : value)
  return {
    aud: 'jitsi',
    iss: hosted ? 'chat' : appId,
    sub: hosted ? appId : hostname,
    room,
    nbf: now - CLOCK_SECONDS,
    exp: now + JITSI_TOKEN_SECONDS,
    context: {
      user: {
        id,
        name: displayName,
        affiliation: moderator ? 'owner' : 'member',
        moderator: flag(moderator),
      },
      features: {
        'screen-sharing': flag(true),
        recording: flag(false),
        livestreaming: flag(false),
        transcription: flag(false),
        'outbound-call': flag(false),
        'sip-outbound-call': flag(false),
        'create-polls': flag(false),
        'send-groupchat': flag(false),
        'file-upload': flag(false),
      },
    },
  }
}
