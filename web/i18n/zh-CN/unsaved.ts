import type { unsaved as en } from '../en/unsaved.ts'
import type { Words } from '../words.ts'

export const unsaved: Words<typeof en> = {
  title: '放弃已填写的内容？',
  lead: '这些内容还没有保存。',
  discard: '放弃',
  keep: '继续填写',
}
