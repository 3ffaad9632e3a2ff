/**
 * Chance that is the same on any machine: 32-bit integers (xorshift128; Marsaglia, "Xorshift RNGs", 2003), and logarithms
 * by series, because engines may differ in the last bit of `Math.log` and one bit is another timetable.
 */
export type Random = Int32Array

export const createRandom = (seed: number): Random => {
  // Spread the seed over the words (the mixer of splitmix32), so that seeds 1 and 2 have nothing in common.
  let state = seed | 0
  const word = (): number => {
    state = (state + 0x9e3779b9) | 0
    let mixed = state ^ (state >>> 16)
    mixed = Math.imul(mixed, 0x21f0aaad)
    mixed ^= mixed >>> 15
    mixed = Math.imul(mixed, 0x735a2d97)
    return mixed ^ (mixed >>> 15)
  }
  return Int32Array.of(word(), word(), word(), word() | 1)
}

/** The next 32 bits, as a signed integer. */
export const nextBits = (random: Random): number => {
  let t = random[3]!
  const s = random[0]!
  random[3] = random[2]!
  random[2] = random[1]!
  random[1] = s
  t ^= t << 11
  t ^= t >>> 8
  t ^= s ^ (s >>> 19)
  random[0] = t
  return t
}

/** A whole number from 0 to `below` - 1. */
export const pick = (random: Random, below: number): number =>
  ((nextBits(random) >>> 0) * below * 2.3283064365386963e-10) | 0

/** Natural logarithm of a positive number, by halving and the series of artanh. */
export const ln = (x: number): number => {
  let mantissa = x
  let halvings = 0
  for (; mantissa > 1.5; mantissa /= 2) halvings += 1
  for (; mantissa < 0.75; mantissa *= 2) halvings -= 1
  const ratio = (mantissa - 1) / (mantissa + 1)
  let term = ratio
  let sum = 0
  for (let n = 1; n < 40; n += 2) {
    sum += term / n
    term *= ratio * ratio
  }
  return 2 * sum + halvings * Math.LN2
}

/** e to the power of x, by its series on a small part of x. */
export const exp = (x: number): number => {
  const doublings = Math.round(x)
  let power = 1
  for (let n = 0; n < Math.abs(doublings); n += 1) power *= Math.E
  const rest = x - doublings
  let term = 1
  let sum = 1
  for (let n = 1; n < 20; n += 1) {
    term *= rest / n
    sum += term
  }
  return doublings < 0 ? sum / power : sum * power
}

const STEPS = 4096
const minusLogarithms = Float64Array.from({ length: STEPS }, (_, at) => -ln((at + 0.5) / STEPS))

/** A draw from the exponential distribution with mean 1: what annealing compares with rise / temperature. */
export const exponential = (random: Random): number => minusLogarithms[nextBits(random) & (STEPS - 1)]!
