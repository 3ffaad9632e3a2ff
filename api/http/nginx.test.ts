import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { type AddressInfo, createServer as createNetServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { farewellOf } from './farewell.ts'

/** Debian's, beside what is on everybody's path. */
const nginx = ['nginx', '/usr/sbin/nginx'].find((path) => spawnSync(path, ['-v']).status === 0)

const process = async (port: number) => {
  const server = createServer((_request, response) => response.end('here'))
  const farewell = farewellOf(server)
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return { port: (server.address() as AddressInfo).port, end: () => farewell(2_000) }
}

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createNetServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })

/** The example as it is, with addresses of this test and without TLS, which is not its matter here. */
const configuration = (folder: string, door: number, ports: number[]) => {
  const example = readFileSync(new URL('../../deploy/nginx.conf', import.meta.url), 'utf8')
    .replace('listen 443 ssl http2;', `listen 127.0.0.1:${door};`)
    .replace(/^ *ssl_certificate.*\n/gm, '')
    .replace('server 127.0.0.1:3000', `server 127.0.0.1:${ports[0]}`)
    .replace('# server 10.0.0.6:3000', `server 127.0.0.1:${ports[1]}`)
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${join(folder, name)};`)
    .join('\n')
  return `daemon off; pid ${join(folder, 'pid')}; error_log ${join(folder, 'error')} crit; events {}
    http { access_log off; ${temporary}\n${example} }`
}

test.skipIf(!nginx)(
  'two processes behind the example proxy are restarted in turn and nobody sees it',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lectern-nginx-'))
    const processes = [await process(0), await process(0)]
    const door = await freePort()
    const file = join(folder, 'nginx.conf')
    writeFileSync(
      file,
      configuration(
        folder,
        door,
        processes.map(({ port }) => port),
      ),
    )
    execFileSync(nginx!, ['-t', '-q', '-c', file, '-e', join(folder, 'error')])
    const proxy = spawn(nginx!, ['-c', file, '-e', join(folder, 'error')])
    const ask = () => fetch(`http://127.0.0.1:${door}/`).then(({ status }) => status)
    await expect.poll(() => ask().catch(() => 0)).toBe(200)
    let over = false
    const seen = new Map<number, number>()
    const asking = Array.from({ length: 8 }, async () => {
      while (!over) {
        const status = await ask()
        seen.set(status, (seen.get(status) ?? 0) + 1)
      }
    })
    /** A process is back when people are answered again: the other goes only then. */
    const more = async () => {
      const from = seen.get(200) ?? 0
      await expect.poll(() => seen.get(200) ?? 0).toBeGreaterThan(from + 300)
    }
    await more()
    for (const [at, { port, end }] of processes.entries()) {
      await end()
      processes[at] = await process(port)
      await more()
    }
    over = true
    await Promise.all(asking)
    expect([...seen.keys()]).toEqual([200])
    const gone = new Promise((resolve) => proxy.once('exit', resolve))
    proxy.kill('SIGTERM')
    await gone
    await Promise.all(processes.map(({ end }) => end()))
    rmSync(folder, { recursive: true })
  },
)
