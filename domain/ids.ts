import { v7, validate } from 'uuid'

/**
 * A new UUIDv7 (RFC 9562): made by whoever creates the thing, the browser included, so that a retry is harmless.
 * Never order by it: a phone's clock may be wrong.
 */
export const newId = (): string => v7()

/** Whether a string is a UUID in any version, in its canonical form. */
export const isId = (value: string): boolean => validate(value)
