/** What a relay has to know of a VP8 payload (RFC 7741), and the numbers in it that must go on when a picture changes its source. */
export interface Vp8 {
  keyFrame: boolean
  /** Where the 15-bit picture id stands, and what it is; null when there is none. */
  picture: { at: number; id: number } | null
  /** Where the 8-bit index of the base layer stands, and what it is. */
  base: { at: number; index: number } | null
}

const descriptor = (payload: Buffer): { picture: Vp8['picture']; base: Vp8['base']; end: number } => {
  const none = { picture: null, base: null }
  if (((payload[0] ?? 0) & 0x80) === 0) return { ...none, end: 1 }
  const has = payload[1] ?? 0
  let at = 2
  let picture: Vp8['picture'] = null
  if (has & 0x80) {
    const long = ((payload[at] ?? 0) & 0x80) !== 0
    // A 7-bit id cannot be carried on from one source to the next; no browser sends one.
    if (long) picture = { at, id: (((payload[at] ?? 0) & 0x7f) << 8) | (payload[at + 1] ?? 0) }
    at += long ? 2 : 1
  }
  const base = has & 0x40 ? { at, index: payload[at] ?? 0 } : null
  if (has & 0x40) at += 1
  if (has & 0x30) at += 1
  return { picture, base, end: at }
}

/** Reads a payload; one that is cut short is no key frame. */
export const readVp8 = (payload: Buffer): Vp8 => {
  const { picture, base, end } = descriptor(payload)
  const startsPicture = ((payload[0] ?? 0) & 0x17) === 0x10
  const frame = payload[end]
  const keyFrame = startsPicture && frame !== undefined && (frame & 1) === 0
  return { keyFrame, picture, base }
}

/** The payload with other numbers; a copy, as the same packet goes to others with theirs. */
export const withNumbers = (payload: Buffer, vp8: Vp8, pictureOffset: number, baseOffset: number): Buffer => {
  if (pictureOffset === 0 && baseOffset === 0) return payload
  const copy = Buffer.from(payload)
  if (vp8.picture) copy.writeUInt16BE(0x8000 | ((vp8.picture.id + pictureOffset) & 0x7fff), vp8.picture.at)
  if (vp8.base) copy[vp8.base.at] = (vp8.base.index + baseOffset) & 0xff
  return copy
}
