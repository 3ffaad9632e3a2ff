import type { Readable, Writable } from 'node:stream'

/** Stored bytes, addressed by random keys; names and rights live in the database alone. */
export interface Blobs {
  /** Writes under a temporary name, syncs, then renames: a reader sees the whole blob or none. Returns its size and SHA-256. */
  put(key: string, body: Readable): Promise<{ size: number; sha256: string }>
  /** As `put` for producers that want a stream to write into; nothing is visible before `commit`. */
  writer(
    key: string,
  ): Promise<{ stream: Writable; commit(): Promise<{ size: number }>; abort(): Promise<void> }>
  /** A stream of the blob or of the byte range (both ends included); throws when it is missing. */
  get(key: string, range?: { start: number; end: number }): Promise<Readable>
  size(key: string): Promise<number | null>
  remove(key: string): Promise<void>
  /** Removes what was begun before this moment and never came to its end. */
  sweep(before: Date): Promise<void>
}
