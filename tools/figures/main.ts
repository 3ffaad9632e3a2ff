import { anysIn, castsIn, duplicateShare, foreignReads, functionLengths, inCircles, p90 } from './measure.ts'
import { allSources, type Source } from './source.ts'

/** `npm run check -- --figures`: what the house rules can be held against, in numbers. */

const LONG = 80

const linesOf = (sources: readonly Source[]): number => sources.reduce((sum, { lines }) => sum + lines, 0)
const castsPerThousand = (sources: readonly Source[]): number =>
  (sources.reduce((sum, source) => sum + castsIn(source), 0) / Math.max(1, linesOf(sources))) * 1000

const COLUMNS = [
  'folder',
  'files',
  'lines',
  'lines of tests',
  'tests to code',
  'functions p90',
  'over 80 lines',
  'casts in 1,000',
] as const

const rowOf = (folder: string, sources: readonly Source[]): string[] => {
  const code = sources.filter(({ isTest }) => !isTest)
  const tests = sources.filter(({ isTest }) => isTest)
  const functions = code.flatMap(functionLengths)
  const named = functions.filter(({ isNamed }) => isNamed)
  return [
    folder,
    String(code.length),
    String(linesOf(code)),
    String(linesOf(tests)),
    code.length === 0 ? '-' : (linesOf(tests) / linesOf(code)).toFixed(2),
    code.length === 0 ? '-' : String(p90(named.map(({ lines }) => lines))),
    String(functions.filter(({ lines }) => lines > LONG).length),
    code.length === 0 ? '-' : castsPerThousand(code).toFixed(1),
  ]
}

const print = (rows: readonly (readonly string[])[]): void => {
  const widths = COLUMNS.map((_, n) => Math.max(...rows.map((row) => (row[n] ?? '').length)))
  for (const row of rows)
    console.log(
      row
        .map((cell, n) => (n === 0 ? cell.padEnd(widths[n] ?? 0) : cell.padStart(widths[n] ?? 0)))
        .join('  '),
    )
}

const main = (): void => {
  const sources = allSources(new URL('../..', import.meta.url).pathname)
  const code = sources.filter(({ isTest }) => !isTest)
  const folders = [...new Set(sources.map(({ folder }) => folder))].sort()
  print([
    COLUMNS,
    ...folders.map((folder) =>
      rowOf(
        folder,
        sources.filter((source) => source.folder === folder),
      ),
    ),
    rowOf('all', sources),
  ])
  const { reads, foreign } = foreignReads(sources)
  const pure = code.filter(({ folder, path }) => folder === 'domain' && !path.endsWith('/contract.ts'))
  const tested = new Set(sources.filter(({ isTest }) => isTest).flatMap(({ imports }) => imports))
  const longest = code.flatMap(functionLengths).sort((a, b) => b.lines - a.lines)
  console.log(
    [
      `${inCircles(code).length} files in circles of imports, ${sources.reduce((sum, source) => sum + anysIn(source), 0)} any`,
      `${foreign} of ${reads} reads in api are of another feature's table`,
      `${pure.filter(({ path }) => tested.has(path)).length} of ${pure.length} files of rules in domain are imported by a test`,
      `${(duplicateShare(code) * 100).toFixed(1)} % of lines stand in a run of eight that occurs twice`,
      `longest functions: ${longest
        .slice(0, 5)
        .map(({ at, lines }) => `${at} (${lines})`)
        .join(', ')}`,
    ].join('\n'),
  )
}

main()
