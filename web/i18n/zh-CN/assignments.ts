import type { assignments as en } from '../en/assignments.ts'
import type { Words } from '../words.ts'

export const assignments: Words<typeof en> = {
  title: '作业',
}
