import { accounts } from './en/accounts.ts'
import { classes } from './en/classes.ts'
import { common } from './en/common.ts'
import { files } from './en/files.ts'
import { messages } from './en/messages.ts'
import { problem } from './en/problem.ts'

/** English, the shape every other language has to match. Words that only some screens say are parts of their own: `locale.ts`. */
export const en = {
  accounts,
  classes,
  common,
  files,
  messages,
  problem,
} as const
