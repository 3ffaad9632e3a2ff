import { type Plugin, parseAst } from 'vite'

/**
 * Of the contracts and schemas in `domain/` the browser gets what it uses. The client asks by method and path and knows
 * an event by its name; that answers are what a contract says is checked by the server, which sends them. So summaries
 * and schemas of contract entries stay at home, and what only they used goes with them, the schema library included.
 */

const DOMAIN = /\/domain\/.*\.ts$/
/** What is left of an entry of the contract: by the function that declares it, from the text of its arguments. */
const LEFT: Record<string, (args: readonly Part[], code: string) => string> = {
  endpoint: ([entry], code) => {
    const kept = (entry?.properties ?? []).filter(({ key }) => key?.name === 'method' || key?.name === 'path')
    return `{ ${kept.map(({ start, end }) => code.slice(start, end)).join(', ')} }`
  },
  event: ([name], code) => `{ name: ${name ? code.slice(name.start, name.end) : ''} }`,
  signal: ([name], code) => `{ name: ${name ? code.slice(name.start, name.end) : ''} }`,
}

interface Part {
  type: string
  start: number
  end: number
  callee?: { name?: string }
  arguments?: Part[]
  key?: { name?: string }
  properties?: Part[]
}
interface Declared {
  type: string
  declaration?: Declared | null
  declarations?: { init: Part | null }[]
}

const isPart = (value: unknown): value is Part =>
  typeof value === 'object' && value !== null && 'type' in value

/** Whether something is called when the module is loaded; what a function does when it is called comes later. */
const calls = (part: Part): boolean =>
  /^(Call|New)Expression$/.test(part.type) ||
  (!/Function/.test(part.type) && Object.values(part).flat().filter(isPart).some(calls))

const standInFor = (init: Part, code: string): string =>
  LEFT[init.callee?.name ?? '']?.(init.arguments ?? [], code) ??
  // What was made by calling something is dropped if nothing that is kept names it.
  `/* @__PURE__ */ (() => (${code.slice(init.start, init.end)}))()`

/** A file of `domain/` as the browser gets it. */
export const withoutSchemas = (code: string): string => {
  const statements = parseAst(code).body as unknown as Declared[]
  const made = statements
    .map((statement) => statement.declaration ?? statement)
    .flatMap((statement) => (statement.type === 'VariableDeclaration' ? (statement.declarations ?? []) : []))
    .flatMap(({ init }) => (init && calls(init) ? [init] : []))
  return made
    .reverse()
    .reduce((text, init) => text.slice(0, init.start) + standInFor(init, code) + text.slice(init.end), code)
}

export const contracts = (): Plugin => ({
  name: 'lectern:contracts',
  apply: 'build',
  transform: {
    filter: { id: DOMAIN },
    handler: (code) => ({ code: withoutSchemas(code), map: null }),
  },
})
