import { parentPort, workerData } from 'node:worker_threads'
import { heicPicture, tiffPicture } from './picture.ts'
import { writingOf } from './writing.ts'

/** What is to be made of one file, by the thread that was started for it. */
export interface Task {
  what: 'heic' | 'tiff' | 'docx'
  bytes: Uint8Array
}

/** A decoder in WebAssembly may grow to two gigabytes, outside of what limits a thread: 16,000 pages are 1 GB. */
const PAGES = 16_000

const boundMemory = (): void => {
  const { grow } = WebAssembly.Memory.prototype
  WebAssembly.Memory.prototype.grow = function (more) {
    if (this.buffer.byteLength / 65_536 + more > PAGES) throw new RangeError('too much memory')
    return grow.call(this, more)
  }
}

const made = ({ what, bytes }: Task): Promise<Uint8Array> => {
  switch (what) {
    case 'heic':
      return heicPicture(bytes)
    case 'tiff':
      return tiffPicture(bytes)
    case 'docx':
      return writingOf(bytes)
  }
}

boundMemory()
parentPort?.postMessage(await made(workerData))
