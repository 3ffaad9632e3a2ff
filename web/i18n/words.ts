/** A sentence per plural category of the language (Intl.PluralRules); `{count}` is the number as people write it. */
export interface Plural {
  zero?: string
  one?: string
  other: string
}

/** The same keys as `T`, in another language: a missing or extra key is a compile error. */
export type Words<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends { other: string }
      ? Plural
      : Words<T[K]>
}

/** Every key of a dictionary as `messages.composer.placeholder`. */
export type Keys<T> = {
  [K in keyof T & string]: T[K] extends string | { other: string } ? K : `${K}.${Keys<T[K]>}`
}[keyof T & string]
