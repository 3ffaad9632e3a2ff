import { createPrivateKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { StartProblem } from './start-problem.ts'

/** What the environment says of a Jitsi deployment, each by itself. */
interface JitsiSettings {
  jitsiUrl: string | null
  jitsiAppId: string | null
  jitsiAppSecret: string | null
  jitsiPrivateKey: string | null
  jitsiKeyId: string | null
  jitsiEventsSecret: string | null
}

/** How tokens for a deployment are signed. */
export type JitsiSigner =
  | { alg: 'HS256'; secret: string }
  | { alg: 'RS256'; privateKey: string; keyId: string }

/** A Jitsi deployment that tokens can be made for. */
export interface JitsiServer {
  origin: string
  /** Host and port, as its script wants it. */
  host: string
  /** Whether it is 8x8's hosted one, which names rooms, issuer and moderators in its own way. */
  hosted: boolean
  appId: string
  signer: JitsiSigner
  /** What its callbacks of comings and goings must bring; null where it makes none. */
  eventsSecret: string | null
}

/** A key as PEM, from the variable itself or from the file that it names; throws when there is none. */
export const rsaKeyFrom = (text: string): string => {
  const pem = text.includes('-----BEGIN') ? text.replaceAll('\\n', '\n') : readFileSync(text, 'utf8')
  if (createPrivateKey(pem).asymmetricKeyType !== 'rsa') throw new Error('not RSA')
  return pem
}

const isWithin = (host: string, domain: string) => host === domain || host.endsWith(`.${domain}`)

const refuse = (sentence: string): never => {
  throw new StartProblem(sentence)
}

const signerOf = (settings: JitsiSettings, hosted: boolean): JitsiSigner => {
  const { jitsiAppSecret: secret, jitsiPrivateKey: privateKey, jitsiKeyId: keyId } = settings
  if (secret && privateKey)
    return refuse(
      'JITSI_APP_SECRET and JITSI_PRIVATE_KEY are both set: a deployment believes one of them, leave the other out.',
    )
  if (secret && hosted)
    return refuse(
      'JITSI_URL is 8x8.vc, which believes no JITSI_APP_SECRET: set JITSI_PRIVATE_KEY and JITSI_KEY_ID.',
    )
  if (secret && keyId)
    return refuse(
      'JITSI_KEY_ID is set and JITSI_PRIVATE_KEY is not: set both, or neither with JITSI_APP_SECRET.',
    )
  if (secret) return { alg: 'HS256', secret }
  if (privateKey && keyId) return { alg: 'RS256', privateKey, keyId }
  if (privateKey) return refuse('JITSI_PRIVATE_KEY is set and JITSI_KEY_ID is not: set both.')
  if (keyId) return refuse('JITSI_KEY_ID is set and JITSI_PRIVATE_KEY is not: set both.')
  return refuse(
    'JITSI_URL is set and nothing to sign with is: set JITSI_APP_SECRET, or JITSI_PRIVATE_KEY and JITSI_KEY_ID. Without a token everybody who knows a room would be let in.',
  )
}

/**
 * The Jitsi deployment of these settings; null when there is none. Throws `StartProblem` for half a configuration and for
 * a deployment that lessons cannot be held on.
 */
export const jitsiServerOf = (settings: JitsiSettings): JitsiServer | null => {
  const { jitsiUrl, jitsiAppId, jitsiEventsSecret } = settings
  if (!jitsiUrl) {
    const alone = [
      ['JITSI_APP_ID', jitsiAppId],
      ['JITSI_APP_SECRET', settings.jitsiAppSecret],
      ['JITSI_PRIVATE_KEY', settings.jitsiPrivateKey],
      ['JITSI_KEY_ID', settings.jitsiKeyId],
      ['JITSI_EVENTS_SECRET', jitsiEventsSecret],
    ].find(([, value]) => value !== null)
    return alone ? refuse(`${alone[0]} is set and JITSI_URL is not: set both, or neither.`) : null
  }
  const { origin, host, hostname } = new URL(jitsiUrl)
  if (isWithin(hostname, 'meet.jit.si'))
    return refuse(
      'JITSI_URL is meet.jit.si: it cuts embedded meetings after five minutes, and everybody who comes first is moderator there. Run your own (deploy/jitsi), or use 8x8.vc with a key.',
    )
  if (!jitsiAppId) return refuse('JITSI_URL is set and JITSI_APP_ID is not: set both, or neither.')
  const hosted = isWithin(hostname, '8x8.vc')
  return {
    origin,
    host,
    hosted,
    appId: jitsiAppId,
    signer: signerOf(settings, hosted),
    eventsSecret: jitsiEventsSecret,
  }
}
