import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = new URL('../..', import.meta.url).pathname

export interface RunningProduct {
  url: string
  /** The one-time link, where there is no school yet. */
  setUpLink: string | null
  stop(): Promise<void>
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

/** Resolves with all it printed when it answers. */
const answering = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let output = ''
    const listen = (data: Buffer) => {
      output += data.toString()
      // The lines under the address come in one go.
      if (output.includes('Lectern answers at')) setTimeout(() => resolve(output), 300)
    }
    child.stdout?.on('data', listen)
    child.stderr?.on('data', listen)
    child.once('exit', (code) => reject(new Error(`the product ended with ${code}:\n${output}`)))
  })

/** Starts the product as a user does, on a folder and a port of its own: the demo, or one without a school. */
export const startProduct = async (which: 'demo' | 'empty'): Promise<RunningProduct> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'lectern-shots-'))
  // The embedded database runs as another account when this runs as root.
  chmodSync(dataDir, 0o755)
  const port = await freePort()
  const child = spawn(process.execPath, ['tools/start.mjs', ...(which === 'demo' ? ['--demo'] : [])], {
    cwd: root,
    env: {
      ...process.env,
      DATABASE_URL: '',
      BASE_URL: '',
      DATA_DIR: dataDir,
      PORT: String(port),
      HTTPS_PORT: '0',
      HOST: '127.0.0.1',
      LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = await answering(child)
  return {
    url: `http://localhost:${port}`,
    setUpLink: /https?:\/\/\S+\/setup\?key=[\w-]+/.exec(output)?.[0] ?? null,
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGINT')
      await ended
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
    },
  }
}
