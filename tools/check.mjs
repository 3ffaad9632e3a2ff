// `npm run check`: the fast part of the tests (types, lint, unit), all at once; with `-- --figures` what the code measures.
import { spawn, spawnSync } from 'node:child_process'

const root = new URL('..', import.meta.url).pathname

const run = (title, file, args) =>
  new Promise((resolve) => {
    const child = spawn(file, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    const started = Date.now()
    let output = ''
    child.stdout.on('data', (data) => (output += data))
    child.stderr.on('data', (data) => (output += data))
    child.on('exit', (code) => {
      console.log(
        `${code === 0 ? 'ok    ' : 'FAILED'} ${title} in ${Math.round((Date.now() - started) / 1000)} s`,
      )
      if (code !== 0) console.log(output)
      resolve(code === 0)
    })
  })

const steps = [
  run('types', `${root}node_modules/.bin/tsc`, ['--noEmit']),
  run('lint', `${root}node_modules/.bin/biome`, ['check', '.']),
  run('unit', process.execPath, ['node_modules/vitest/vitest.mjs', 'run', '--project', 'unit']),
]
const results = await Promise.all(steps)
if (process.argv.includes('--figures'))
  spawnSync(process.execPath, ['--import', 'tsx', 'tools/figures/main.ts'], { cwd: root, stdio: 'inherit' })
process.exit(results.every(Boolean) ? 0 : 1)
