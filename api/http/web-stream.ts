import { Readable } from 'node:stream'
import type { ReadableStream as NodeReadableStream } from 'node:stream/web'

/** A stream of Node as the body of an answer: the ReadableStream types of Node and of the DOM are the same object. */
export const webStream = (stream: Readable): ReadableStream =>
  Readable.toWeb(stream) as NodeReadableStream as unknown as ReadableStream
