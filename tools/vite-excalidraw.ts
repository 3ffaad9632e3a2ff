import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

/**
 * Makes Excalidraw stay at home. As published it names a public font server behind every font (tried whenever ours
 * does not answer, and reported 230 times by a strict content policy), brings a 97 MB diagram language, and 55
 * translations of which we show two.
 */

const DIST = fileURLToPath(new URL('../node_modules/@excalidraw/excalidraw/dist/prod/', import.meta.url))
const PACKAGE = /@excalidraw[\\/]excalidraw[\\/]dist[\\/](prod|dev)[\\/][^\\/]+\.js$/
/** `urls.push(new URL(uri, SomeClass.ASSETS_FALLBACK_URL))` */
const FALLBACK = /\b[\w$]+\.push\(\s*new URL\(\s*[\w$]+\s*,\s*[\w$]+\.ASSETS_FALLBACK_URL\s*\)\s*\)/g
const LOCALES = /[\\/]locales[\\/](?!en-|zh-CN-|percentages-)[\w-]+\.js$/
const SUBSET = /[\\/]subset-(shared|worker)\.chunk\.js$/
/** What is left out, and the little that stands in its place. */
const LEFT_OUT: Record<string, string> = {
  '\0excalidraw-without-diagrams':
    'export const parseMermaidToExcalidraw = () => Promise.reject(new Error("left out"))',
  '\0excalidraw-without-language': 'export default {}',
  // 1.8 MB that make fonts smaller in exported drawings by means our content policy forbids: they are embedded whole.
  '\0excalidraw-without-subset': `
    export const Commands = { Subset: 'SUBSET' }
    export const toBase64 = async (buffer) => {
      let text = ''
      for (const byte of new Uint8Array(buffer)) text += String.fromCharCode(byte)
      return 'data:font/woff2;base64,' + btoa(text)
    }
    export const subsetToBase64 = toBase64
    export const WorkerUrl = undefined`,
}

const standInFor = (source: string, importer: string | undefined): string | null => {
  if (source === '@excalidraw/mermaid-to-excalidraw') return '\0excalidraw-without-diagrams'
  if (!importer || !PACKAGE.test(importer)) return null
  if (LOCALES.test(source)) return '\0excalidraw-without-language'
  return SUBSET.test(source) ? '\0excalidraw-without-subset' : null
}

/** Where the fonts are served; `web/boards/Board.tsx` tells Excalidraw. */
const BASE = 'excalidraw/'

/** Removes the fallback; answers how many times it stood there. */
export const withoutFontFallback = (code: string): { code: string; removed: number } => {
  let removed = 0
  const cleaned = code.replace(FALLBACK, () => {
    removed += 1
    return 'void 0'
  })
  return { code: cleaned, removed }
}

const fontFiles = (folder = 'fonts'): string[] =>
  readdirSync(join(DIST, folder), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? fontFiles(`${folder}/${entry.name}`) : [`${folder}/${entry.name}`],
  )

export const excalidraw = (): Plugin => {
  let seen = 0
  let removed = 0
  return {
    name: 'lectern:excalidraw',
    enforce: 'pre',
    // React libraries mark modules for servers that render React: meaningless here, and hundreds of lines of it.
    onLog: (_level, log) => (log.code === 'MODULE_LEVEL_DIRECTIVE' ? false : undefined),
    buildStart() {
      seen = 0
      removed = 0
    },
    resolveId: {
      filter: { id: /^(@excalidraw\/mermaid-to-excalidraw|\.\.?\/(locales\/[\w-]+|subset-[\w.-]+)\.js)$/ },
      handler: standInFor,
    },
    load: { filter: { id: /excalidraw-without/ }, handler: (id) => LEFT_OUT[id] ?? null },
    transform: {
      filter: { id: PACKAGE },
      handler(code) {
        seen += 1
        const result = withoutFontFallback(code)
        removed += result.removed
        return result.removed > 0 ? { code: result.code, map: null } : null
      },
    },
    generateBundle() {
      if (seen > 0 && removed !== 1)
        this.error(
          `Excalidraw's font fallback was found ${removed} times instead of once: see tools/vite-excalidraw.ts.`,
        )
      if (seen === 0) return
      for (const file of fontFiles())
        this.emitFile({ type: 'asset', fileName: BASE + file, source: readFileSync(join(DIST, file)) })
    },
    configureServer(server) {
      server.middlewares.use(`/${BASE}`, (request, response, next) => {
        const path = normalize(join(DIST, decodeURIComponent((request.url ?? '').split('?')[0] ?? '')))
        if (!path.startsWith(join(DIST, 'fonts')) || !existsSync(path)) return next()
        response.setHeader('content-type', 'font/woff2')
        createReadStream(path).pipe(response)
      })
    },
  }
}
