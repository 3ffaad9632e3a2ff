import type { EventType } from './contract.ts'

/** The version in which an event is written now: one more than it has older forms. */
export const versionOf = ({ older }: Pick<EventType, 'older'>): number => older.length + 1

/**
 * A stored payload in the form of now: each reader in turn makes the next form of it. Throws `RangeError` for a version
 * that no release has written, which only a newer one can have.
 */
export const inPresentForm = (
  type: Pick<EventType, 'name' | 'older'>,
  version: number,
  payload: unknown,
): unknown => {
  const present = versionOf(type)
  if (!Number.isInteger(version) || version < 1 || version > present)
    throw new RangeError(`${type.name} is read up to version ${present}, and this is ${version}`)
  return type.older.slice(version - 1).reduce<unknown>((form, read) => read(form), payload)
}
