const HAN = /^\p{Script=Han}/u

/** What stands in an avatar: the family name of a Chinese name (`张伟` → `张`), else first and last initials (`AK`). */
export const initialsOf = (name: string): string => {
  const trimmed = name.trim()
  if (HAN.test(trimmed)) return [...trimmed].slice(0, 1).join('')
  const words = trimmed.split(/[\s-]+/u).filter(Boolean)
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
