import type { admin as en } from '../en/admin.ts'
import type { Words } from '../words.ts'

export const admin: Words<typeof en> = {
  title: '管理',
}
