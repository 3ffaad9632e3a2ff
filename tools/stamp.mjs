import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the project. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..')

/** The parts of the program and the file each is built from: the rows of platform/part.ts, which Node cannot read here. */
export const parts = { api: 'api/server.ts', worker: 'worker/main.ts', media: 'media/main.ts' }

const folders = Object.values(parts).map((path) => path.split('/')[0])

/** What each half of the build is made from. */
const sources = {
  server: ['platform', ...folders, 'domain', 'migrations', 'tools/build.mjs', 'package-lock.json'],
  web: [
    'web',
    'domain',
    'vite.config.ts',
    'tools/vite-contracts.ts',
    'tools/vite-excalidraw.ts',
    'tools/vite-pdf.ts',
    'tools/build.mjs',
    'package-lock.json',
  ],
}

/** What must be there for a half to count as built. */
const products = {
  server: ['start', ...Object.keys(parts)].map((name) => `dist/${name}.mjs`),
  web: ['web/dist/index.html'],
}

const isSource = (name) => !/\.(test|spec)\.tsx?$/.test(name) && name !== 'dist' && !name.startsWith('.')

const filesIn = (path) => {
  const full = join(root, path)
  if (!existsSync(full)) return []
  if (!statSync(full).isDirectory()) return [path]
  return readdirSync(full)
    .filter(isSource)
    .sort()
    .flatMap((name) => filesIn(`${path}/${name}`))
}

/**
 * Names the state of everything a half is made from. Contents are hashed rather than times compared: a fresh clone or
 * a copy has new times on old files, and reading them all takes a few hundredths of a second.
 */
export const stampOf = (half) => {
  const hash = createHash('sha256')
  for (const path of sources[half].flatMap(filesIn)) {
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(root, path)))
      .update('\0')
  }
  return hash.digest('hex')
}

export const stampFile = join(root, 'dist', 'stamps.json')

/** The stamps of what was built last; empty when nothing was. */
export const builtStamps = () => {
  try {
    return JSON.parse(readFileSync(stampFile, 'utf8'))
  } catch {
    return {}
  }
}

/** The halves that have to be built, with the stamps they will have. */
export const outOfDate = () => {
  const built = builtStamps()
  return Object.keys(sources)
    .map((half) => ({ half, stamp: stampOf(half) }))
    .filter(
      ({ half, stamp }) =>
        built[half] !== stamp || products[half].some((path) => !existsSync(join(root, path))),
    )
}
