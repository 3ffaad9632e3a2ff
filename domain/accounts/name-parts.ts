/** One name from a first and a last name. */

const CJK = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー々·・]+$/u
/** Letters that only Vietnamese has: there the family name stands first. */
const VIETNAMESE = /[\u1EA0-\u1EF9ơưƠƯ]/u

interface NameParts {
  given: string
  middle: string
  family: string
}

/**
 * A name as its language writes it: 王 and 小明 are 王小明, 김 and 민준 are 김민준; Nguyễn, Văn and An stay in this
 * order; all others are written first name first.
 */
export const joinName = ({ given, middle, family }: NameParts): string => {
  const familyFirst = [family, middle, given].filter((part) => part !== '')
  if (familyFirst.every((part) => CJK.test(part))) return familyFirst.join('')
  if (VIETNAMESE.test(familyFirst.join(' '))) return familyFirst.join(' ')
  return [given, middle, family].filter((part) => part !== '').join(' ')
}
