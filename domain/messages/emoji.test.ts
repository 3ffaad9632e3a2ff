import { describe, expect, test } from 'vitest'
import { canonicalEmoji, isEmoji } from './emoji.ts'
import { emoji, REACTION_PALETTE } from './reaction.ts'

const ONE = [
  ...['🇨🇳', '🇺🇳', '🇪🇺', '1️⃣', '#️⃣', '*️⃣', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '🏴󠁧󠁢󠁳󠁣󠁴󠁿'],
  ...['👍', '👍🏽', '👩🏽‍🚀', '❤️‍🔥', '👨‍👩‍👧‍👦', '🏳️‍🌈', '👁️‍🗨️', '🧑‍🧑‍🧒', '👩🏽‍❤️‍💋‍👨🏿', '🏴‍☠️', '🫩'],
  ...['❤️', '☀️', '✔️', '㊗️', '〰️', '©️', '™️', '↔️', 'ℹ️'],
]
const NONE = [
  ...['', ' ', 'x', '1', '#', '*', '12', '字', '<b>', '&', '+1', ':)', '½', '①', '♫', '→'],
  ...['👍👍', 'a👍', '👍 ', '🇨', '🇽🇽', '🇨🇳🇫🇷', '1️⃣2️⃣', '\ufe0f', '\u200d', '👍\u200d', '❤\ufe0e'],
  // A sign of writing is no reaction; its picture is.
  ...['©', '®', '™', '‼', '↔', 'ℹ'],
]

describe('an emoji', () => {
  test.each(ONE)('%s is one', (text) => {
    expect(isEmoji(canonicalEmoji(text))).toBe(true)
    expect(canonicalEmoji(text)).toBe(text)
  })

  test.each(NONE)('%j is none', (text) => {
    expect(isEmoji(canonicalEmoji(text))).toBe(false)
  })

  test.each([
    ['❤', '❤️'],
    ['☀', '☀️'],
    ['1⃣', '1️⃣'],
    ['❤‍🔥', '❤️‍🔥'],
    ['👁‍🗨', '👁️‍🗨️'],
    ['🏳‍🌈', '🏳️‍🌈'],
    ['👍️', '👍'],
    ['✌️🏽', '✌🏽'],
  ])('%s is the same as %s', (one, other) => {
    expect(canonicalEmoji(one)).toBe(other)
    expect(canonicalEmoji(other)).toBe(other)
  })

  test('the palette and the contract speak of the canonical form', () => {
    for (const one of REACTION_PALETTE) expect(emoji.parse(one)).toBe(one)
    expect(emoji.parse('👁‍🗨')).toBe('👁️‍🗨️')
    expect(emoji.safeParse('🏃'.repeat(40)).success).toBe(false)
  })
})
