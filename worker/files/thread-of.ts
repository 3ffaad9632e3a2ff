import { Worker } from 'node:worker_threads'
import type { Task } from './thread.ts'

/** More than the largest picture we take needs on a slow machine. */
const TIME_MS = 30_000
const MEMORY_MB = 512

// In the build the thread is a bundle beside this one.
const file = import.meta.url.endsWith('.ts') ? './thread-from-source.mjs' : './preview-thread.mjs'

/**
 * What becomes of a file in a thread of its own: whatever it does to its decoder, the thread ends after `timeMs`, its
 * memory is bounded and gone afterwards, and the worker goes on. Throws when nothing came of it.
 */
export const inThread = (task: Task, timeMs = TIME_MS): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const thread = new Worker(new URL(file, import.meta.url), {
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
      // It has nothing to tell but its result.
      stdout: true,
      stderr: true,
    })
    const end = setTimeout(() => {
      reject(new Error('It took too long.'))
      void thread.terminate()
    }, timeMs)
    thread.once('message', (made: Uint8Array) =>
      resolve(Buffer.from(made.buffer, made.byteOffset, made.byteLength)),
    )
    thread.once('error', reject)
    thread.once('exit', () => {
      clearTimeout(end)
      reject(new Error('Nothing came of it.'))
    })
  })
