import type { lessons as en } from '../en/lessons.ts'
import type { Words } from '../words.ts'

export const lessons: Words<typeof en> = {
  title: '课堂',
}
