import * as z from 'zod/mini'
import { tidyIdentifier, tidyName } from './canonical.ts'

/**
 * Letters of any script with their marks, digits, dot, dash, underscore; 2 to 40. Stored in the plain form of each
 * character, found by `lookUpKey`.
 */
export const username = z
  .string()
  .check(
    z.overwrite(tidyIdentifier),
    z.minLength(2, 'too-short'),
    z.maxLength(40, 'too-long'),
    z.regex(/^[\p{L}\p{N}._-][\p{L}\p{M}\p{N}._-]*$/u, 'username'),
  )

/** The name of a person as the school shows it. */
export const personName = z
  .string()
  .check(z.overwrite(tidyName), z.minLength(1, 'required'), z.maxLength(80, 'too-long'))

/** A number or code by which the school files something: a student number, the code of a class. */
export const fileNumber = (max: number) =>
  z.string().check(z.overwrite(tidyIdentifier), z.minLength(1, 'required'), z.maxLength(max, 'too-long'))

export const emailAddress = z
  .string()
  .check(z.overwrite(tidyIdentifier), z.maxLength(254, 'too-long'), z.regex(/^[^\s@<>]+@[^\s@<>]+$/, 'email'))

/**
 * A new password: 8 to 256 characters, no composition rules (NIST SP 800-63B); the operation also refuses what
 * `passwordFault` names.
 */
export const password = z.string().check(z.minLength(8, 'password-too-short'), z.maxLength(256, 'too-long'))
