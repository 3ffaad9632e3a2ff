import { Worker } from 'node:worker_threads'
import type { Authority } from './make.ts'
import type { Pair } from './pair.ts'
import type { Task } from './thread.ts'

// In the build the thread is a bundle beside this one.
const file = import.meta.url.endsWith('.ts') ? './thread-from-source.mjs' : './certificate-thread.mjs'

/**
 * Makes a certificate in a thread of its own: the library takes half a second to load, for which nobody's lesson waits,
 * and its memory is gone afterwards.
 */
export const issueInThread = (task: Task): Promise<{ authority: Authority; leaf: Pair }> =>
  new Promise((resolve, reject) => {
    const thread = new Worker(new URL(file, import.meta.url), { workerData: task })
    thread.once('message', resolve)
    thread.once('error', reject)
    thread.once('exit', () => reject(new Error('The thread that makes certificates ended without one.')))
  })
