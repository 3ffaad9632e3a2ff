import type { grades as en } from '../en/grades.ts'
import type { Words } from '../words.ts'

export const grades: Words<typeof en> = {
  title: '成绩',
}
