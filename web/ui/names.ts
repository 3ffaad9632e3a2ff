const HAN = /\p{Script=Han}/u

/**
 * What stands in an avatar: the family name of a Chinese name, also of one written both ways (`张伟`, `Zhang Wei 张伟` →
 * `张`), else first and last initials (`AK`).
 */
export const initialsOf = (name: string): string => {
  const han = HAN.exec(name)
  if (han) return han[0]
  const words = name
    .trim()
    .split(/[\s-]+/u)
    .filter(Boolean)
  const first = words[0]?.[0] ?? ''
  const last = words.length > 1 ? (words.at(-1)?.[0] ?? '') : ''
  return (first + last).toUpperCase() || '?'
}

/** One of the twelve hues for an id, the same every time. */
export const hueOf = (id: string): number => {
  let sum = 0
  for (const character of id) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973
  return sum % 12
}
