import type { Actor } from '#domain/permission.ts'
import type { Context } from '#platform/context.ts'
import { mayReadAssignmentFile, mayReadAttemptFile } from '../assignments/readable-file.ts'
import { mayReadMessageFile } from '../messages/readable-file.ts'

/** Whether the actor may read this file because of something that it is attached to. */
export type FileReader = (ctx: Context, actor: Actor, fileId: string) => Promise<boolean>

/** Every feature that attaches files says here who may read them; what no reader allows, only the owner reads. */
export const fileReaders: FileReader[] = [mayReadMessageFile, mayReadAssignmentFile, mayReadAttemptFile]
