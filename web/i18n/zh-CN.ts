import type { en } from './en.ts'
import type { Words } from './words.ts'
import { accounts } from './zh-CN/accounts.ts'
import { classes } from './zh-CN/classes.ts'
import { common } from './zh-CN/common.ts'
import { files } from './zh-CN/files.ts'
import { messages } from './zh-CN/messages.ts'
import { problem } from './zh-CN/problem.ts'

/** 简体中文 */
export const zhCN: Words<typeof en> = {
  accounts,
  classes,
  common,
  files,
  messages,
  problem,
}
