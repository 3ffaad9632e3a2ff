import type { files as en } from '../en/files.ts'
import type { Words } from '../words.ts'

export const files: Words<typeof en> = {
  title: '文件',
  pictures: '图片',
  attached: '已添加的文件',
  attach: '添加文件',
  photo: '拍照',
  waiting: '等待网络恢复',
  scarce: '你的文件已占用 {kept}（共 {limit}）。即使空间已满，截止前仍可提交作业。',
}
