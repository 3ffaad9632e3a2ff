import type { boards as en } from '../en/boards.ts'
import type { Words } from '../words.ts'

export const boards: Words<typeof en> = {
  title: '白板',
}
