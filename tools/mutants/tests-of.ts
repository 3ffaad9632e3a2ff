import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const TEST = /\.test\.tsx?$/
const IMPORTED = /(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g
const FOLDERS = /^#(domain|platform|api|web)\//

/** The files of ours that a file imports, at once or later. */
const importedBy = (file: string, source: string): string[] =>
  [...source.matchAll(IMPORTED)]
    .map(([, name = '']) => (FOLDERS.test(name) ? name.slice(1) : name))
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => (name.startsWith('.') ? join(dirname(file), name) : name))

/** Who imports whom, turned round: for each file those that import it. */
export const importersOf = (root: string, files: readonly string[]): Map<string, string[]> => {
  const importers = new Map<string, string[]>()
  for (const file of files)
    for (const imported of importedBy(file, readFileSync(join(root, file), 'utf8')))
      importers.set(imported, [...(importers.get(imported) ?? []), file])
  return importers
}

/** The tests that reach a file, those in its own folder first, then the nearest; at most `most`. */
export const testsOf = (importers: Map<string, string[]>, file: string, most: number): string[] => {
  const found: string[] = []
  const seen = new Set([file])
  let edge = [file]
  while (edge.length > 0) {
    edge = edge
      .flatMap((each) => importers.get(each) ?? [])
      .filter((each) => !seen.has(each) && seen.add(each))
    found.push(...edge.filter((each) => TEST.test(each)))
  }
  const isBeside = (test: string) => dirname(test) === dirname(file)
  return [...found.filter(isBeside), ...found.filter((test) => !isBeside(test))].slice(0, most)
}
