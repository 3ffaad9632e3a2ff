import { spawn, spawnSync } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const tools = fileURLToPath(new URL('.', import.meta.url))

/** A project with the real bootstrap, and stand-ins for npm, the builder and the product that say what they do. */
let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lectern-start-'))
  for (const name of ['start', 'prepare', 'install', 'stamp', 'problem', 'turn'])
    await cp(join(tools, `${name}.mjs`), join(root, 'tools', `${name}.mjs`))
  await write(
    'package-lock.json',
    JSON.stringify({ packages: { '': {}, 'node_modules/a': { version: '1.0.0' } } }),
  )
  await write('web/main.ts', 'first')
  await write(
    'npm.js',
    `console.error('npm warn noise'); if (process.env.NPM_FAILS) { console.error('npm error disk full'); process.exit(1) }
     require('fs').mkdirSync('node_modules', { recursive: true }); require('fs').appendFileSync('done', 'npm ' + process.argv[2] + '\\n')`,
  )
  await write(
    'tools/build.mjs',
    `import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
     import { outOfDate } from './stamp.mjs'
     const stale = outOfDate()
     appendFileSync('done', 'build ' + stale.map((one) => one.half).join(' ') + '\\n')
     for (const folder of ['dist', 'web/dist']) mkdirSync(folder, { recursive: true })
     for (const name of ['api', 'worker', 'media']) writeFileSync('dist/' + name + '.mjs', '')
     writeFileSync('dist/start.mjs', 'console.log("started", process.env.DATA_DIR, process.env.PORT, process.env.LECTERN_DEMO, process.argv.slice(2).join())')
     writeFileSync('web/dist/index.html', '')
     writeFileSync('dist/stamps.json', JSON.stringify(Object.fromEntries(stale.map((one) => [one.half, one.stamp]))))`,
  )
})
afterEach(() => rm(root, { recursive: true, force: true }))

const write = async (path: string, text: string) => {
  await mkdir(join(root, path, '..'), { recursive: true })
  await writeFile(join(root, path), text)
}

const start = (args: string[] = [], env: Record<string, string> = {}) => {
  const bare = { PATH: '/usr/bin:/bin', npm_execpath: join(root, 'npm.js') }
  const ran = spawnSync(process.execPath, ['tools/start.mjs', ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { ...bare, ...env },
  })
  return { code: ran.status, out: ran.stdout, err: ran.stderr }
}

/** As `start`, for several at once. */
const begin = (args: string[]) =>
  new Promise<{ code: number | null; out: string }>((resolve) => {
    const child = spawn(process.execPath, ['tools/start.mjs', ...args], {
      cwd: root,
      env: { PATH: '/usr/bin:/bin', npm_execpath: join(root, 'npm.js') },
    })
    let out = ''
    child.stdout.on('data', (data) => {
      out += data
    })
    child.on('close', (code) => resolve({ code, out }))
  })

const done = async () => (await readFile(join(root, 'done'), 'utf8').catch(() => '')).trim().split('\n')

describe('npm start', () => {
  it('installs and builds after a clone, with a line each, and runs the product', async () => {
    const { out, err, code } = start()
    expect(err).toMatch(/^ {2}Installing packages \(npm ci\), once, about a minute \.\.\. \d+ s\n$/)
    // Where programs read standard output, progress would be in their way.
    expect(out).toMatch(/^started /)
    expect(await done()).toEqual(['npm ci', 'build server web'])
    expect(code).toBe(0)
  })

  it('does neither again when nothing changed', async () => {
    start()
    const { out } = start()
    expect(out).toMatch(/^started/)
    expect(await done()).toHaveLength(2)
  })

  it('builds again what changed, and not for a changed test', async () => {
    start()
    await write('web/main.test.ts', 'a test')
    start()
    expect(await done()).toHaveLength(2)
    await write('web/main.ts', 'second')
    start()
    expect((await done()).slice(2)).toEqual(['build web'])
  })

  it('installs again when the lock file changed', async () => {
    start()
    await write(
      'package-lock.json',
      JSON.stringify({ packages: { '': {}, 'node_modules/a': { version: '2.0.0' } } }),
    )
    start()
    expect((await done()).slice(2)).toEqual(['npm ci', 'build server web'])
  })

  it('accepts packages that were installed by hand', async () => {
    await write(
      'node_modules/.package-lock.json',
      JSON.stringify({ packages: { 'node_modules/a': { version: '1.0.0' } } }),
    )
    start()
    expect(await done()).toEqual(['build server web'])
  })

  it('replaces packages of other versions that were installed by hand', async () => {
    await write(
      'node_modules/.package-lock.json',
      JSON.stringify({ packages: { 'node_modules/a': { version: '0.9.0' } } }),
    )
    start()
    expect((await done())[0]).toBe('npm ci')
  })

  it('never installs through a link into another project', async () => {
    await mkdir(join(root, 'elsewhere'))
    await symlink(join(root, 'elsewhere'), join(root, 'node_modules'))
    const { code, err } = start()
    expect(err).toMatch(
      /^node_modules is a link to packages that are not those of package-lock\.json: run npm ci/,
    )
    expect(code).toBe(1)
    expect(await done()).toEqual([''])
  })

  it('installs and builds once when several parts are started together after a clone', async () => {
    await write(
      'npm.js',
      `const fs = require('fs'); fs.mkdirSync('node_modules'); fs.appendFileSync('done', 'npm ' + process.argv[2] + '\\n')
       Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300)`,
    )
    const ran = await Promise.all(['api', 'worker', 'media'].map((part) => begin([`--only=${part}`])))
    for (const { code, out } of ran) {
      expect(code).toBe(0)
      expect(out).toContain('started')
    }
    expect(await done()).toEqual(['npm ci', 'build server web'])
  })

  it('installs again after somebody was cut off while installing', async () => {
    start()
    await write('.lectern-setup', '999999999')
    await rm(join(root, 'node_modules/.lectern-lock'))
    expect(start().code).toBe(0)
    expect(await done()).toEqual(['npm ci', 'build server web', 'npm ci'])
  })

  it('says in one sentence why packages could not be installed', () => {
    const { code, err } = start([], { NPM_FAILS: '1' })
    expect(err.split('\n').slice(-2)).toEqual([
      'The packages could not be installed (disk full): check the network and the rights to this folder, then run npm ci.',
      '',
    ])
    expect(code).toBe(1)
  })

  it('runs the demo on a folder and a port of its own unless told otherwise', () => {
    expect(start(['--demo']).out).toMatch(/started \.\/data\/demo 3100 1 --demo\n$/)
    expect(start(['--demo'], { PORT: '80' }).out).toBe('started ./data/demo 80 1 --demo\n')
    expect(start(['--only=api']).out).toBe('started undefined undefined undefined --only=api\n')
  })

  it('can be read by versions of Node that are too old for it, which are told so', async () => {
    const source = await readFile(join(tools, 'start.mjs'), 'utf8')
    expect(source).not.toMatch(/^import [^(]|\?\?|\?\.|\bawait\b/m)
  })
})
