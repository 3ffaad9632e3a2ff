import type * as z from 'zod/mini'

/** What of a value its schema names, and the paths (`messages.3.passwordHash`) of what it does not name. */
export interface Held {
  value: unknown
  strays: string[]
}

type Schema = z.core.$ZodType

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)

const join = (path: string, key: string | number): string => (path ? `${path}.${key}` : String(key))

/** The members of an object, each by its own schema; `undefined` does not travel. */
const heldMembers = (
  value: Record<string, unknown>,
  schemaOf: (key: string) => Schema | undefined,
  path: string,
  strays: string[],
): unknown => {
  const kept: Record<string, unknown> = {}
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined) continue
    const schema = schemaOf(key)
    if (schema) kept[key] = hold(schema, member, join(path, key), strays)
    else strays.push(join(path, key))
  }
  return kept
}

/** Of several forms the one that the value has: it passes, and names the most of it. */
const heldOption = (options: readonly Schema[], value: unknown, path: string, strays: string[]): unknown => {
  const tried = options.map((option) => {
    const found: string[] = []
    const kept = hold(option, value, path, found)
    return { kept, found, passes: (option as z.ZodMiniType).safeParse(kept).success }
  })
  tried.sort((a, b) => Number(b.passes) - Number(a.passes) || a.found.length - b.found.length)
  strays.push(...(tried[0]?.found ?? []))
  return tried[0]?.kept
}

const heldList = (
  value: readonly unknown[],
  schemaOf: (at: number) => Schema | null | undefined,
  path: string,
  strays: string[],
): unknown[] =>
  value.flatMap((member, at) => {
    const schema = schemaOf(at)
    if (schema) return [hold(schema, member, join(path, at), strays)]
    strays.push(join(path, at))
    return []
  })

const hold = (schema: Schema, value: unknown, path: string, strays: string[]): unknown => {
  const { def } = (schema as z.core.$ZodTypes)._zod
  switch (def.type) {
    case 'object': {
      if (!isObject(value)) break
      return heldMembers(
        value,
        (key) => (Object.hasOwn(def.shape, key) ? def.shape[key] : def.catchall),
        path,
        strays,
      )
    }
    case 'record':
      return isObject(value) ? heldMembers(value, () => def.valueType as Schema, path, strays) : value
    case 'array':
      return Array.isArray(value) ? heldList(value, () => def.element, path, strays) : value
    case 'tuple':
      return Array.isArray(value) ? heldList(value, (at) => def.items[at] ?? def.rest, path, strays) : value
    case 'union':
      return heldOption(def.options, value, path, strays)
    case 'optional':
    case 'nullable':
    case 'default':
    case 'readonly':
      return value === null || value === undefined ? value : hold(def.innerType, value, path, strays)
    case 'pipe':
      return hold(def.out, value, path, strays)
    case 'lazy':
      return hold(def.getter(), value, path, strays)
    case 'unknown':
    case 'any':
    case 'custom':
      return value
  }
  // Where one plain value is named, a whole object is nothing that was named.
  if (!isObject(value) && !Array.isArray(value)) return value
  strays.push(path)
  return null
}

/**
 * Holds an answer, an event or a signal to its contract: whatever the schema does not name is left out and told. A row
 * that was spread into an answer can then not carry a column that nobody meant to send. It looks at names, not at
 * values: an old row whose text is longer than today's rule is still shown.
 */
export const heldTo = (schema: Schema, value: unknown): Held => {
  const strays: string[] = []
  return { value: hold(schema, value, '', strays), strays }
}
