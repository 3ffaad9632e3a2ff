import type { Message } from '#domain/messages/message.ts'
import { blocksOf } from './markdown/lazy.ts'
import { seenText } from './markdown/tree.ts'

/** What a reader of the message sees, without its looks: a row is one line of plain words. Reactive. */
export const withoutMarks = (words: string): string =>
  seenText(blocksOf(words))
    .replace(/\s*\n\s*/g, ' ')
    .trim()

/** A message as one line. */
export const lineOf = ({ body, files }: Message): string =>
  withoutMarks(body ?? '') || files.map((file) => file.name).join(' · ')
