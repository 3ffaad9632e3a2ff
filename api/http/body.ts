import type { IncomingMessage } from 'node:http'
import { Problem } from '#domain/problem.ts'
import type { Http } from '../feature.ts'

/** Bytes of a JSON body. */
export const JSON_LIMIT = 1024 * 1024
/** Levels of a JSON body; the deepest of the contract has eight. */
const DEPTH_LIMIT = 64

/** Reads to the end, or throws at the first byte beyond the limit: what is sent after it is never kept. */
const read = (incoming: IncomingMessage, limit: number): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    const onData = (chunk: Buffer) => {
      size += chunk.length
      if (size > limit) settle(() => reject(new Problem('too-large')))
      else chunks.push(chunk)
    }
    const onEnd = () => settle(() => resolve(Buffer.concat(chunks)))
    const onClose = () => settle(() => reject(new Problem('invalid', { detail: 'The body has no end.' })))
    const settle = (done: () => void) => {
      incoming.off('data', onData).off('end', onEnd).off('close', onClose).off('error', onClose)
      incoming.pause()
      done()
    }
    if (incoming.readableEnded) return onEnd()
    if (incoming.destroyed) return onClose()
    incoming.on('data', onData).on('end', onEnd).on('close', onClose).on('error', onClose)
  })

/** For so long a sender is let go on, unheard, so that it reads the refusal: closing at once would take that from it. */
const LINGER_MS = 2_000

const linger = (incoming: IncomingMessage): void => {
  incoming.resume()
  setTimeout(() => {
    if (!incoming.complete) incoming.socket.destroy()
  }, LINGER_MS).unref()
}

/**
 * The body of a request, whether its length is told before or it comes in chunks without one. Throws `too-large` as soon
 * as it is; what is sent after that is thrown away, and the connection ends a moment later.
 */
export const bodyOf = async (http: Http, limit: number): Promise<Buffer> => {
  try {
    if (Number(http.req.header('content-length') ?? 0) > limit) throw new Problem('too-large')
    return await read(http.env.incoming, limit)
  } catch (error) {
    linger(http.env.incoming)
    throw error
  }
}

/** Where a text is that PostgreSQL has no place for: one with a NUL, or half of a surrogate pair; null when none is. */
export const unstorable = (value: unknown, path = '', depth = 0): string | null => {
  if (typeof value === 'string') return value.includes('\u0000') || !value.isWellFormed() ? path : null
  if (typeof value !== 'object' || value === null) return null
  if (depth > DEPTH_LIMIT) throw new Problem('invalid', { detail: 'The body is nested too deeply.' })
  for (const [key, member] of Object.entries(value)) {
    const found = unstorable(key, path) ?? unstorable(member, path ? `${path}.${key}` : key, depth + 1)
    if (found !== null) return found
  }
  return null
}

/** A value whose every text can be stored; throws `invalid` with the place of one that cannot, or when it is too deep. */
export const storable = (value: unknown): unknown => {
  const path = unstorable(value)
  if (path !== null) throw new Problem('invalid', { errors: [{ path, code: 'invalid' }] })
  return value
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    throw new Problem('invalid', { detail: 'The body is not JSON.' })
  }
}

/** What a JSON text says; throws `invalid` on what is none, what is too deep, and texts that cannot be stored. */
export const parseJson = (text: string): unknown => storable(parse(text))

/**
 * The same for a frame of a socket, whose texts are left as they are: what is stored of a signal makes them storable itself,
 * and a half character that somebody pasted must not cost them the connection.
 */
export const parseFrame = (text: string): unknown => {
  const value = parse(text)
  unstorable(value)
  return value
}
