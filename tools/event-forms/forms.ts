import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type * as z from 'zod/mini'
import type { EventType } from '../../domain/contract.ts'
import { versionOf } from '../../domain/event-version.ts'

const domain = join(import.meta.dirname, '../../domain')

/** Where the forms that are stored are written down, one event a line. */
export const FORMS = join(import.meta.dirname, 'forms.txt')

/** Every event of the product, by name: what a contract exports. */
export const allEvents = async (): Promise<EventType[]> => {
  const found = new Map<string, EventType>()
  const files = readdirSync(domain, { recursive: true, encoding: 'utf8' })
  for (const file of files.filter((name) => name.endsWith('contract.ts'))) {
    const exported: Record<string, unknown> = await import(join(domain, file))
    for (const value of Object.values(exported))
      if ((value as { kind?: unknown } | null)?.kind === 'event') {
        const event = value as EventType
        found.set(event.name, event)
      }
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** What a value of the schema looks like, on one line: `{id:string,of?:null|int}`. Bounds are not part of a form. */
const formOf = (schema: z.core.$ZodType): string => {
  const { def } = (schema as z.core.$ZodTypes)._zod
  switch (def.type) {
    case 'object': {
      const members = Object.entries(def.shape).map(([key, member]) => {
        const optional = ['optional', 'default'].includes((member as z.core.$ZodTypes)._zod.def.type)
        return `${key}${optional ? '?' : ''}:${formOf(member)}`
      })
      return `{${members.sort().join(',')}}`
    }
    case 'array':
      return `[${formOf(def.element)}]`
    case 'record':
      return `{*:${formOf(def.valueType as z.core.$ZodType)}}`
    case 'tuple':
      return `[${def.items.map((item) => formOf(item)).join(',')}]`
    case 'union':
      return def.options
        .map((option) => formOf(option))
        .sort()
        .join('|')
    case 'nullable':
      return `null|${formOf(def.innerType)}`
    case 'optional':
    case 'default':
      return formOf(def.innerType)
    case 'enum':
      return `(${Object.values(def.entries).sort().join('|')})`
    case 'literal':
      return `(${def.values.join('|')})`
    default:
      return def.type
  }
}

/** An event's line: its name, the version it is written in, and the form of its payload. */
export const lineOf = (event: EventType): string =>
  `${event.name} ${versionOf(event)} ${formOf(event.payload)}`
