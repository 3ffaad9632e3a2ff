import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { builtStamps, outOfDate, parts, root, stampFile, stampOf } from './stamp.mjs'

/**
 * `npm run build`: bundles of the server's processes into `dist`, the web client into `web/dist`. With `--stale` only
 * the halves whose sources changed, which is what `npm start` asks for.
 */

const onlyStale = process.argv.includes('--stale')

const bundles = {
  start: 'platform/start.ts',
  ...parts,
  'timetable-thread': 'worker/timetable/thread.ts',
  'preview-thread': 'worker/files/thread.ts',
  'certificate-thread': 'platform/tls/thread.ts',
}

/**
 * Pure libraries of many small files: as part of the bundle they load in half the time and use less memory. All others
 * stay packages, for they have native parts or load files of their own.
 */
const inlined =
  /^(kysely|kysely-postgres-js|zod|postgres|hono|@hono\/node-server|temporal-polyfill|uuid|uqr)(\/|$)/
const isPackage = /^[^./#]/

const packages = {
  name: 'packages',
  setup(build) {
    build.onResolve({ filter: isPackage }, ({ path, kind }) =>
      kind === 'entry-point' || inlined.test(path) ? null : { path, external: true },
    )
  },
}

const buildServer = async () => {
  const { build } = await import('esbuild')
  await build({
    absWorkingDir: root,
    entryPoints: bundles,
    outdir: 'dist',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    plugins: [packages],
    minifyWhitespace: true,
    minifySyntax: true,
    // Stack traces name the source's lines; without its text the map costs a running process little.
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'warning',
  })
}

const isText = (name) =>
  ['.html', '.js', '.mjs', '.css', '.svg', '.json', '.map', '.txt', '.webmanifest', '.wasm'].includes(
    extname(name),
  )
const WORTH_COMPRESSING = 1024
const brotli = promisify(brotliCompress)
const gz = promisify(gzip)

/** Compresses once what would else be compressed for each visitor. */
const compress = async (path) => {
  const content = readFileSync(path)
  if (content.length < WORTH_COMPRESSING) return
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: content.length }
  const [small, smaller] = await Promise.all([gz(content, { level: 9 }), brotli(content, { params })])
  writeFileSync(`${path}.gz`, small)
  writeFileSync(`${path}.br`, smaller)
}

const filesIn = (folder) =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))

const buildWeb = async () => {
  const { build } = await import('vite')
  await build({ configFile: join(root, 'vite.config.ts'), logLevel: onlyStale ? 'error' : 'warn' })
  await Promise.all(filesIn(join(root, 'web/dist')).filter(isText).map(compress))
}

const halves = {
  server: { what: 'Building the server', make: buildServer },
  web: { what: 'Building the web client', make: buildWeb },
}

/** Written last and whole, so a build that was cut short is done again. */
const remember = (half, stamp) => {
  mkdirSync(join(root, 'dist'), { recursive: true })
  const next = `${stampFile}.${process.pid}`
  writeFileSync(next, JSON.stringify({ ...builtStamps(), [half]: stamp }))
  renameSync(next, stampFile)
}

const all = () => Object.keys(halves).map((half) => ({ half, stamp: stampOf(half) }))

for (const { half, stamp } of onlyStale ? outOfDate() : all()) {
  process.stderr.write(`  ${halves[half].what} ... `)
  const from = Date.now()
  try {
    await halves[half].make()
  } catch (error) {
    process.stderr.write('\n')
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  }
  process.stderr.write(`${((Date.now() - from) / 1000).toFixed(1)} s\n`)
  remember(half, stamp)
}
