import { createHmac, createVerify, timingSafeEqual } from 'node:crypto'

/** How the stand-in believes a token: as Prosody with `token_verification` and `token_affiliation` was seen to. */
export interface Believes {
  appId: string
  /** A shared secret, or a public key as PEM. */
  secret?: string
  publicKey?: string
}

export type Verdict =
  | { refused: string }
  | { id: string; name: string; affiliation: string; role: 'moderator' | 'participant' }

const read = (part: string | undefined): Record<string, unknown> =>
  JSON.parse(Buffer.from(part ?? '', 'base64url').toString())

const isSigned = (token: string, { secret, publicKey }: Believes): boolean => {
  const [header = '', claims = '', signature = ''] = token.split('.')
  const said = `${header}.${claims}`
  const given = Buffer.from(signature, 'base64url')
  const { alg } = read(header)
  if (secret !== undefined) {
    const right = createHmac('sha256', secret).update(said).digest()
    return alg === 'HS256' && given.length === right.length && timingSafeEqual(given, right)
  }
  return (
    alg === 'RS256' &&
    createVerify('RSA-SHA256')
      .update(said)
      .verify(publicKey ?? '', given)
  )
}

const MODERATES = new Set(['owner', 'teacher', 'moderator'])

interface Claims {
  aud?: unknown
  iss?: unknown
  sub?: unknown
  room?: unknown
  nbf?: number
  exp?: number
  context?: { user?: { id?: string; name?: string; affiliation?: string; moderator?: unknown } }
}

const problemOf = (claims: Claims, room: string, { appId }: Believes, now: number): string | null => {
  if (claims.aud !== 'jitsi') return "invalid 'aud' claim"
  if (claims.iss !== appId) return "invalid 'iss' claim"
  if (typeof claims.sub !== 'string') return "'sub' claim is missing"
  if (typeof claims.exp !== 'number' || claims.exp <= now) return 'Not acceptable by exp'
  if (claims.nbf !== undefined && claims.nbf > now) return 'Not acceptable by nbf'
  if (typeof claims.room !== 'string' || claims.room.toLowerCase() !== room)
    return 'Room does not match the room from token'
  return null
}

/** Whether a token lets somebody into a room, and as what. `now` in seconds. */
export const verdictOf = (token: string | null, room: string, believes: Believes, now: number): Verdict => {
  if (token?.split('.').length !== 3) return { refused: 'Invalid token' }
  try {
    if (!isSigned(token, believes)) return { refused: 'Invalid signature' }
    const claims = read(token.split('.')[1]) as Claims
    const problem = problemOf(claims, room, believes, now)
    if (problem) return { refused: problem }
    const { id = '', name = '', affiliation = 'member', moderator } = claims.context?.user ?? {}
    const role = MODERATES.has(affiliation) || moderator === true || moderator === 'true'
    return { id, name, affiliation, role: role ? 'moderator' : 'participant' }
  } catch {
    return { refused: 'Invalid token' }
  }
}
