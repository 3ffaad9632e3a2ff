import { type Node, type Source, walk } from './source.ts'

/** The value that nine of ten do not exceed. */
export const p90 = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.max(0, Math.ceil(values.length * 0.9) - 1)] ?? 0

const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'])

export interface Length {
  /** Where it begins: `path:line`. */
  at: string
  lines: number
  /** Whether it has a name: what is only handed on to another function is no unit of its own. */
  isNamed: boolean
}

/** What gives the function in it a name. */
const NAMING = new Set(['VariableDeclarator', 'Property', 'MethodDefinition', 'PropertyDefinition'])

/** How many lines each function of a source has, those inside others too. */
export const functionLengths = ({ path, text, tree }: Source): Length[] => {
  const ends = [...text.matchAll(/\n/g)].map(({ index }) => index)
  const lineOf = (offset: number) => {
    let [low, high] = [0, ends.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((ends[middle] ?? 0) < offset) low = middle + 1
      else high = middle
    }
    return low + 1
  }
  const found: Length[] = []
  walk(tree, (node, parent) => {
    if (!FUNCTIONS.has(node.type) || !node.body) return
    found.push({
      at: `${path}:${lineOf(node.start)}`,
      lines: lineOf(node.end) - lineOf(node.start) + 1,
      isNamed: node.type === 'FunctionDeclaration' || NAMING.has(parent?.type ?? ''),
    })
  })
  return found
}

const count = (tree: Node, is: (node: Node) => boolean): number => {
  let found = 0
  walk(tree, (node) => {
    if (is(node)) found += 1
  })
  return found
}

const isConst = ({ typeAnnotation }: Node): boolean => {
  const name = (typeAnnotation as { typeName?: { name?: string } } | null)?.typeName?.name
  return name === 'const'
}

/** Where a source tells the checker a type it did not work out; `as const` tells nothing. */
export const castsIn = ({ tree }: Source): number =>
  count(tree, (node) => (node.type === 'TSAsExpression' || node.type === 'TSTypeAssertion') && !isConst(node))

/** Where a source gives up on types. */
export const anysIn = ({ tree }: Source): number => count(tree, (node) => node.type === 'TSAnyKeyword')

/** Sources that import each other in a circle, or stand between two circles. */
export const inCircles = (sources: readonly Source[]): string[] => {
  let left = new Map(sources.map(({ path, imports }) => [path, imports]))
  for (let before = -1; before !== left.size; ) {
    before = left.size
    const imported = new Set([...left.values()].flat())
    // Whatever imports nothing that is left, or is imported by nothing that is left, closes no circle.
    const stays = ([path, imports]: [string, string[]]) =>
      imported.has(path) && imports.some((one) => left.has(one))
    left = new Map([...left].filter(stays))
  }
  return [...left.keys()]
}

const tablesIn = (text: string, calls: string): string[] =>
  [...text.matchAll(new RegExp(`\\.(?:${calls})\\(\\s*\\[?['"\`](\\w+)`, 'g'))].map(
    ([, table]) => table ?? '',
  )

/** Which feature a table belongs to: the one that puts the most rows into it. */
const owners = (sources: readonly Source[]): Map<string, string> => {
  const writes = new Map<string, Map<string, number>>()
  for (const { feature, text } of sources) {
    for (const table of tablesIn(text, 'insertInto')) {
      const features = writes.get(table) ?? new Map<string, number>()
      writes.set(table, features)
      features.set(feature ?? '', (features.get(feature ?? '') ?? 0) + 1)
    }
  }
  const most = (features: Map<string, number>) => [...features].sort((a, b) => b[1] - a[1])[0]?.[0] ?? ''
  return new Map([...writes].map(([table, features]) => [table, most(features)]))
}

/** Reads in `api` by query builder, and those of a table that another feature fills. */
export const foreignReads = (sources: readonly Source[]): { reads: number; foreign: number } => {
  const api = sources.filter(({ folder, isTest }) => folder === 'api' && !isTest)
  const of = owners(api)
  const reads = api.flatMap(({ feature, text }) =>
    tablesIn(text, 'selectFrom|innerJoin|leftJoin').map((table) => ({ feature, owner: of.get(table) })),
  )
  const known = reads.filter(({ owner }) => owner !== undefined)
  return { reads: known.length, foreign: known.filter(({ feature, owner }) => feature !== owner).length }
}

/** So many lines in a row, alike but for blanks, are a duplicate. */
const RUN = 8

const says = (line: string): boolean => !/^(import |export \{|\/\/|\/?\*|[\])}>,;]*$)/.test(line)

/** The share of lines that stand in a run that occurs elsewhere too; imports, comments and lines of brackets do not count. */
export const duplicateShare = (sources: readonly Source[]): number => {
  const runs = new Map<string, [file: number, line: number][]>()
  const files = sources.map(({ text }) =>
    text
      .split('\n')
      .map((line) => line.trim().replaceAll(/\s+/g, ' '))
      .filter(says),
  )
  files.forEach((lines, file) => {
    for (let line = 0; line + RUN <= lines.length; line += 1) {
      const run = lines.slice(line, line + RUN).join('\n')
      const places = runs.get(run)
      if (places) places.push([file, line])
      else runs.set(run, [[file, line]])
    }
  })
  const doubled = new Set<string>()
  for (const places of runs.values()) {
    if (places.length < 2) continue
    for (const [file, line] of places) for (let n = 0; n < RUN; n += 1) doubled.add(`${file} ${line + n}`)
  }
  const all = files.reduce((sum, lines) => sum + lines.length, 0)
  return all === 0 ? 0 : doubled.size / all
}
