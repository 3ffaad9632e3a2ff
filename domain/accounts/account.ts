import * as z from 'zod/mini'
import { lookUpKey, tidyIdentifier, tidyName } from './canonical.ts'

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
 * A new password: 8 to 256 characters, no composition rules (NIST SP 800-63B); the operation also refuses the most
 * common ones and those that contain the username.
 */
export const password = z.string().check(z.minLength(8, 'password-too-short'), z.maxLength(256, 'too-long'))

const COMMON = new Set(
  (
    '12345678 123456789 1234567890 password password1 passw0rd qwertyui qwertyuiop qwerty123 1q2w3e4r 1qaz2wsx iloveyou ' +
    'sunshine princess football baseball abcd1234 a1234567 aa123456 11111111 00000000 88888888 66666666 12341234 ' +
    'woaini1314 5201314520 asdfghjk zxcvbnm1 admin123 letmein1 welcome1 dragon123 monkey123 superman trustno1 q1w2e3r4 ' +
    '87654321 987654321 147258369 123123123 abc12345 computer whatever starwars lectern1 teacher1 student1'
  ).split(' '),
)

/** Why a new password is refused beyond its length; null when it is good. */
export const passwordFault = (
  value: string,
  name: string,
): 'password-common' | 'password-has-name' | null => {
  const [key, nameKey] = [lookUpKey(value), lookUpKey(name)]
  if (COMMON.has(key) || /^(.)\1+$/u.test(value)) return 'password-common'
  if (nameKey.length >= 3 && key.includes(nameKey)) return 'password-has-name'
  return null
}
