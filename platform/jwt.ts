import { createHmac, sign } from 'node:crypto'
import type { JitsiSigner } from './jitsi.ts'

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** Claims as a signed JSON Web Token. */
export const jwtOf = (claims: unknown, signer: JitsiSigner): string => {
  const header = {
    alg: signer.alg,
    typ: 'JWT',
    ...(signer.alg === 'RS256' ? { kid: signer.keyId } : {}),
  }
  const said = `${part(header)}.${part(claims)}`
  const signature =
    signer.alg === 'HS256'
      ? createHmac('sha256', signer.secret).update(said).digest()
      : sign('RSA-SHA256', Buffer.from(said), signer.privateKey)
  return `${said}.${signature.toString('base64url')}`
}
