import { parentPort, workerData } from 'node:worker_threads'
import { type Authority, makeAuthority, makeLeaf } from './make.ts'
import type { Names, Scope } from './names.ts'

/** What is to be made, by the thread that was started for it: a certificate, and what vouches for it where there is none. */
export interface Task {
  authority: Authority | { name: string; scope: Scope }
  names: Names
  now: Date
}

const made = async ({ authority: wanted, names, now }: Task) => {
  const authority = 'key' in wanted ? wanted : await makeAuthority(wanted.name, wanted.scope, now)
  return { authority, leaf: await makeLeaf(authority, names, now) }
}

parentPort?.postMessage(await made(workerData))
