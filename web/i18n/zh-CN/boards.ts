import type { boards as en } from '../en/boards.ts'
import type { Words } from '../words.ts'

export const boards: Words<typeof en> = {
  title: '白板',
  loading: '正在打开白板…',
  saved: '已保存',
  saving: '正在保存…',
  offline: '已离线。你画的内容会留在这里，联网后自动发送。',
  lock: '锁定，仅教师可画',
  unlock: '允许同学画',
  lockHint: '同学能看到白板，但不能画',
  unlockHint: '同学可以继续在白板上画',
  hand: '交给同学',
  handHint: '把白板交给一位同学，锁定时也能画',
  yours: '白板现在由你来画',
  locked: '教师已锁定白板',
  viewOnly: '你可以查看这块白板',
  pictureRefused: '无法使用这张图片。请选择小于 8 MB 的 PNG、JPEG、GIF 或 WebP。',
}
