import { isOfStaff, type SchoolRole } from '../permission.ts'
import { lookUpKey } from './canonical.ts'
import { COMMON_PASSWORDS } from './common-passwords.ts'

/** Every account of the demo school has this password, which is good in the demo alone. */
export const DEMO_PASSWORD = 'lectern-demo'

/** Staff read what pupils wrote and decide their grades: two characters more than others. */
export const STAFF_PASSWORD_MIN = 10

/** What anybody who guesses at an account of a school tries first, with a year or a mark behind it. */
const OWN_WORDS =
  'lectern demo school class teacher student pupil admin password welcome 学校 班级 教师 老师 学生 管理员 密码 mima xuexiao laoshi xuesheng'.split(
    ' ',
  )
/** Fewer letters than this, beside words of the school's own, are no secret. */
const LETTERS_LEFT = 3

/** The words of a name that are long enough to say anything: two signs of Han, four letters of others. */
const wordsOf = (name: string): string[] => {
  const key = lookUpKey(name)
  return [key.replaceAll(' ', ''), ...key.split(/[^\p{L}\p{N}]+/u)].filter((word) =>
    /\p{Script=Han}/u.test(word) ? word.length >= 2 : word.length >= 4,
  )
}

/** Whether hardly anything is left of a password without the school's own words, digits and marks. */
const isOwnWords = (key: string, school: string): boolean => {
  const words = [...OWN_WORDS, ...wordsOf(school)].sort((a, b) => b.length - a.length)
  const rest = words.reduce((left, word) => left.replaceAll(word, ' '), key.replaceAll(' ', ''))
  return rest.includes(' ') && rest.replace(/[^\p{L}]/gu, '').length < LETTERS_LEFT
}

export interface PasswordOwner {
  username: string
  role: SchoolRole
  /** The name of the school. */
  school: string
}

/** Why a new password is refused beyond its length for everybody; null when it is good. */
export const passwordFault = (
  value: string,
  { username, role, school }: PasswordOwner,
): 'password-common' | 'password-has-name' | 'password-too-short-staff' | null => {
  const [key, nameKey] = [lookUpKey(value), lookUpKey(username)]
  if (COMMON_PASSWORDS.has(key) || /^(.)\1+$/u.test(value) || isOwnWords(key, school))
    return 'password-common'
  if (nameKey.length >= 3 && key.includes(nameKey)) return 'password-has-name'
  if (isOfStaff({ role }) && value.length < STAFF_PASSWORD_MIN) return 'password-too-short-staff'
  return null
}
