import * as z from 'zod/mini'

/** Letters (any script), digits, dot, dash, underscore; 2 to 40; compared without regard to case. */
export const username = z
  .string()
  .check(
    z.trim(),
    z.minLength(2, 'too-short'),
    z.maxLength(40, 'too-long'),
    z.regex(/^[\p{L}\p{N}._-]+$/u, 'username'),
  )

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
  const folded = value.toLowerCase()
  if (COMMON.has(folded) || /^(.)\1+$/u.test(value)) return 'password-common'
  if (name.length >= 3 && folded.includes(name.toLowerCase())) return 'password-has-name'
  return null
}
