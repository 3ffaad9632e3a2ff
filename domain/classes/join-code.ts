import { lookUpKey } from '../accounts/canonical.ts'

/** Letters and digits that are not mistaken for each other when read from a board: no 0, O, 1, I, L. */
const ALPHABET = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'
export const JOIN_CODE_LENGTH = 6

/** A join code from random bytes (one a character; 31 symbols, so the bias of the remainder is under one in two hundred). */
export const joinCodeFrom = (bytes: Uint8Array): string =>
  Array.from(bytes.slice(0, JOIN_CODE_LENGTH), (byte) => ALPHABET[byte % ALPHABET.length]).join('')

/** A code as somebody typed it: width, case, spaces and dashes do not matter. */
export const normalizeJoinCode = (typed: string): string =>
  lookUpKey(typed)
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
