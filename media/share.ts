import type { Source } from '#domain/lectures/media/floor.ts'
import type { Layer } from '#domain/lectures/media/protocol.ts'

/** How much of what is shown a viewer's line bears, from all down to sound alone. */
export const SHARES = ['all', 'small-cameras', 'no-cameras', 'sound'] as const
export type Share = (typeof SHARES)[number]

/** Packets lost on the way down from which pictures become fewer, and below which a line counts as sound. */
const BAD = 0.1
const FINE = 0.02
/** Looks (one every two seconds) that a line must be bad, or fine, before something changes. */
const BAD_LOOKS = 2
const FINE_LOOKS = 6

export interface LineWatch {
  share: Share
  bad: number
  fine: number
}

export const FRESH: LineWatch = { share: 'all', bad: 0, fine: 0 }

/** A step down after two bad looks, a step up after a good while without loss: pictures do not come and go. */
export const afterLook = (watch: LineWatch, lost: number): LineWatch => {
  const at = SHARES.indexOf(watch.share)
  const bad = lost >= BAD ? watch.bad + 1 : 0
  const fine = lost <= FINE ? watch.fine + 1 : 0
  if (bad >= BAD_LOOKS && at < SHARES.length - 1) return { ...FRESH, share: SHARES[at + 1] ?? 'sound' }
  if (fine >= FINE_LOOKS && at > 0) return { ...FRESH, share: SHARES[at - 1] ?? 'all' }
  return { share: watch.share, bad, fine }
}

/** What is sent of a picture that a viewer wants in a layer. */
export const layerWithin = (share: Share, source: Source, wanted: Layer): Layer => {
  if (source === 'microphone' || source === 'screen-sound') return wanted
  if (share === 'sound') return 'off'
  if (source === 'screen' || share === 'all') return wanted
  return wanted === 'off' || share === 'no-cameras' ? 'off' : 'low'
}
