import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * Short messages from one process of the product to another that pass through other hands: JSON, signed with a key that
 * both have. The purpose is signed too, so that what was said for one thing means nothing for another.
 */

const signatureOf = (key: string, purpose: string, body: string): Buffer =>
  createHmac('sha256', key).update(`${purpose}\n${body}`).digest()

export const signed = (key: string, purpose: string, value: unknown): string => {
  const body = Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${body}.${signatureOf(key, purpose, body).toString('base64url')}`
}

/** What was signed; null when it was not signed for this with this key. */
export const openSigned = (key: string, purpose: string, text: string): unknown => {
  const [body = '', signature = '', ...rest] = text.split('.')
  const given = Buffer.from(signature, 'base64url')
  const right = signatureOf(key, purpose, body)
  if (rest.length > 0 || given.length !== right.length || !timingSafeEqual(given, right)) return null
  try {
    return JSON.parse(Buffer.from(body, 'base64url').toString())
  } catch {
    return null
  }
}
