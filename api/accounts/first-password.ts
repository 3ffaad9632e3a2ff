import { randomInt } from 'node:crypto'
import { hash } from '@node-rs/argon2'

/** Without letters and digits that look alike on paper. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'
const LENGTH = 10

/** A first password to be printed and typed once: 49 random bits as `k7mqp-x3wnd`. */
export const newFirstPassword = (): string => {
  const text = Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('')
  return `${text.slice(0, LENGTH / 2)}-${text.slice(LENGTH / 2)}`
}

/**
 * Argon2id for passwords that `newFirstPassword` made, and for no others: their strength is in their randomness, and an
 * import of ten thousand people must not take minutes. The parameters stand in the hash, so verifying needs nothing new.
 */
export const hashFirstPassword = (password: string): Promise<string> =>
  hash(password, { memoryCost: 4096, timeCost: 1, parallelism: 1 })
