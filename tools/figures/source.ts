import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path/posix'
import { parseSync } from 'vite'

/** One node of a parsed source: its kind, where it stands, and whatever else the kind has. */
export interface Node {
  type: string
  start: number
  end: number
  [key: string]: unknown
}

/** A source of ours with what the figures ask of it. */
export interface Source {
  path: string
  /** The first folder of its path; `tools` for what lies at the root. */
  folder: string
  /** The second one, which in `domain`, `api`, `worker` and `web` is the feature. */
  feature: string | null
  isTest: boolean
  text: string
  lines: number
  tree: Node
  /** Paths of ours that it imports, those that are there when it runs. */
  imports: string[]
}

/** Whether a path is a test or serves tests alone. */
const isOfTests = (path: string): boolean =>
  /\.(test|spec)\.tsx?$|\/testing\/|^e2e\/|-fixture\.ts$|\.cases\.ts$/.test(path)

/** Where an import leads, as a path of the project; null for a library. */
export const resolved = (from: string, to: string): string | null => {
  if (to.startsWith('#')) return to.slice(1)
  return to.startsWith('.') ? join(dirname(from), to) : null
}

/** Visits a node and everything in it, each with what it stands in. */
export const walk = (
  node: Node,
  visit: (node: Node, parent: Node | null) => void,
  parent: Node | null = null,
): void => {
  visit(node, parent)
  for (const value of Object.values(node))
    for (const child of Array.isArray(value) ? value : [value])
      if (child && typeof child === 'object' && typeof child.type === 'string') walk(child, visit, node)
}

type Import = { moduleRequest: { value: string }; entries: { isType: boolean }[] }

const importsOf = (path: string, imports: readonly Import[]): string[] =>
  imports
    // What is imported for its types is gone when the program runs; an import without names is there for its effect.
    .filter(({ entries }) => entries.length === 0 || entries.some(({ isType }) => !isType))
    .flatMap(({ moduleRequest }) => resolved(path, moduleRequest.value) ?? [])

/** Reads one source. */
export const sourceOf = (path: string, text: string): Source => {
  const { program, module, errors } = parseSync(path, text)
  if (errors.length > 0) throw new Error(`${path} cannot be read: ${errors[0]?.message}`)
  const [first = '', second, third] = path.split('/')
  return {
    path,
    folder: second === undefined ? 'tools' : first,
    feature: third === undefined ? null : (second ?? null),
    isTest: isOfTests(path),
    text,
    lines: text.split('\n').length,
    // The parser's types name every kind of node; the figures ask of few, by name.
    tree: program as unknown as Node,
    imports: [
      ...importsOf(path, module.staticImports),
      ...module.staticExports.flatMap(({ entries }) =>
        entries.flatMap(({ isType, moduleRequest }) =>
          isType || !moduleRequest ? [] : (resolved(path, moduleRequest.value) ?? []),
        ),
      ),
    ],
  }
}

/** Every source that git knows or would take, without what a program writes. */
export const allSources = (root: string): Source[] =>
  execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts', '*.tsx'], {
    cwd: root,
    encoding: 'utf8',
  })
    .split('\n')
    .filter((path) => path !== '' && path !== 'platform/db/schema.ts')
    .flatMap((path) => {
      try {
        return [sourceOf(path, readFileSync(join(root, path), 'utf8'))]
      } catch (error) {
        // Listed, and deleted since.
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
        throw error
      }
    })
