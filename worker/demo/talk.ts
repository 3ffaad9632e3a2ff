import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { finishUpload, uploadsDir } from '#api/files/upload.ts'
import { createChannel, listChannels } from '#api/messages/channel.ts'
import { deleteMessage, editMessage, sendMessage } from '#api/messages/message.ts'
import { pinMessage } from '#api/messages/pin.ts'
import { addReaction } from '#api/messages/reaction.ts'
import { markRead } from '#api/messages/read-state.ts'
import { newId } from '#domain/ids.ts'
import type { Context } from '#platform/context.ts'
import { workbookOf } from './office.ts'
import { OFFERED } from './people.ts'
import { type FilledClass, WEEKS_BEHIND } from './school.ts'
import { dice, minutesFrom, oneOf, type Story } from './story.ts'
import type { Line, Talk } from './words/line.ts'
import { LITERATURE } from './words/literature.ts'
import { MATHEMATICS } from './words/mathematics.ts'
import { PHYSICS } from './words/physics.ts'

const TALKS: Record<FilledClass['key'], Talk> = {
  mathematics: MATHEMATICS,
  physics: PHYSICS,
  literature: LITERATURE,
}

/** Messages that the people one can sign in as have not read, at most; the one who spoke last has read everything. */
const UNREAD = 3

/** Uploads a small file of text, or a workbook of it, as the person of the context. */
export const uploadText = async (
  ctx: Context,
  file: { name: string; text: string },
  classId: string,
): Promise<string> => {
  const [id, folder] = [newId(), uploadsDir(ctx.services.config)]
  await mkdir(folder, { recursive: true })
  const isWorkbook = file.name.endsWith('.xlsx')
  await writeFile(join(folder, id), isWorkbook ? await workbookOf(file.text, 'Table', ctx.now()) : file.text)
  await finishUpload(ctx, id, { ownerId: ctx.actor?.id ?? '', filename: file.name, audienceId: classId })
  return id
}

const channelsOf = async (story: Story, one: FilledClass, club: string): Promise<Map<string, string>> => {
  const [teacher] = one.teachers
  const ctx = await story.as(teacher, story.at(`${story.weekday(1, -WEEKS_BEHIND)} 07:40`))
  const clubId = newId()
  await createChannel(ctx, one.id, { id: clubId, name: club, posting: 'everyone' })
  const { channels } = await listChannels(ctx, one.id)
  return new Map([...channels.map((channel) => [channel.kind, channel.id] as const), ['club', clubId]])
}

const react = async (story: Story, one: FilledClass, line: Line, messageId: string): Promise<void> => {
  const roll = dice(line.words)
  let minutes = 1
  for (const [emoji, count] of Object.entries(line.reactions ?? {})) {
    const fans = new Set(Array.from({ length: Math.ceil(count / 2) }, () => oneOf(one.students, roll())))
    for (const username of fans) {
      const at = minutesFrom(story.at(line.at), minutes)
      minutes += 0.5
      if (username !== line.by) await addReaction(await story.as(username, at), messageId, emoji)
    }
  }
}

const say = async (story: Story, one: FilledClass, channelId: string, line: Line): Promise<number> => {
  const at = story.at(line.at)
  const ctx = await story.as(line.by, at)
  const id = newId()
  const fileIds = line.file ? [await uploadText(ctx, line.file, one.id)] : []
  const { no } = await sendMessage(ctx, channelId, { id, body: line.words, fileIds })
  const later = await story.as(line.by, minutesFrom(at, 1))
  if (line.edited) await editMessage(later, id, line.edited)
  if (line.deleted) await deleteMessage(later, id)
  else await react(story, one, line, id)
  if (line.pinned) await pinMessage(await story.as(one.teachers[0], minutesFrom(at, 2)), id)
  return no
}

/** The people one can sign in as have read all but the newest messages. */
const read = async (story: Story, one: FilledClass, newest: ReadonlyMap<string, number>): Promise<void> => {
  const members = [...one.students, ...one.teachers, ...one.assistants]
  const readers = OFFERED.filter(({ username }) => members.includes(username))
  for (const [n, { username }] of readers.entries()) {
    const ctx = await story.as(username, minutesFrom(story.now, -25))
    for (const [channelId, no] of newest) {
      const behind = (no + n) % (UNREAD + 1)
      if (no > behind) await markRead(ctx, channelId, no - behind)
    }
  }
}

/** Everything that was said in a class, in order. */
export const holdTalk = async (story: Story, one: FilledClass): Promise<void> => {
  const { club, lines } = TALKS[one.key]
  const channels = await channelsOf(story, one, club)
  const newest = new Map<string, number>()
  for (const line of lines) {
    const channelId = channels.get(line.in)
    if (!channelId) throw new Error(`the class has no ${line.in}`)
    newest.set(channelId, await say(story, one, channelId, line))
  }
  await read(story, one, newest)
}
