// `npm run check`: the fast part of the tests (types, lint, unit), all at once, and the figures of the house style.
import { execFileSync, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'

const root = new URL('..', import.meta.url).pathname

const run = (title, file, args) =>
  new Promise((resolve) => {
    const child = spawn(file, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', (data) => (output += data))
    child.stderr.on('data', (data) => (output += data))
    child.on('exit', (code) => {
      console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${title}`)
      if (code !== 0) console.log(output)
      resolve(code === 0)
    })
  })

const figures = () => {
  const files = execFileSync('git', ['ls-files', '*.ts', '*.tsx'], { cwd: root, encoding: 'utf8' })
    .split('\n')
    .filter((file) => file && !/\.(test|spec)\.tsx?$|schema\.ts$/.test(file))
  const texts = files.map((file) => readFileSync(root + file, 'utf8').split('\n'))
  const sizes = texts.map((lines) => lines.length).sort((a, b) => a - b)
  const lines = texts.flat()
  const comments = lines.filter((line) => /^\s*(\/\/|\/\*|\*)/.test(line)).length
  const casts = lines.filter(
    (line) => / as (?!const\b|type\b)[A-Z{([]/.test(line) && !/^\s*(import|export|\*|\/\/)/.test(line),
  ).length
  console.log(
    `figures: ${files.length} files, median ${sizes[Math.floor(sizes.length / 2)]} lines, longest ${sizes.at(-1)}; ` +
      `${((comments / lines.length) * 100).toFixed(1)} % comments; ${((casts / lines.length) * 1000).toFixed(1)} casts per 1,000 lines`,
  )
}

const results = await Promise.all([
  run('types', `${root}node_modules/.bin/tsc`, ['--noEmit']),
  run('lint', `${root}node_modules/.bin/biome`, ['check', '.']),
  run('unit', process.execPath, ['node_modules/vitest/vitest.mjs', 'run', '--project', 'unit']),
])
figures()
process.exit(results.every(Boolean) ? 0 : 1)
