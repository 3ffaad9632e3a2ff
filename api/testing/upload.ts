import { UPLOADS_PATH } from '#domain/files/contract.ts'
import { newId } from '#domain/ids.ts'
import type { Client } from './client.ts'
import type { Person, TestSchool } from './school.ts'

/** Begins an upload as a tus client does. */
export const beginTus = async (
  client: Client,
  name: string,
  size: number,
  headers: Record<string, string> = {},
): Promise<{ location: string; id: string }> => {
  const answer = await client.fetch(UPLOADS_PATH, {
    method: 'POST',
    headers: {
      'tus-resumable': '1.0.0',
      'upload-length': String(size),
      'upload-metadata': `filename ${Buffer.from(name).toString('base64')}`,
      ...headers,
    },
  })
  if (answer.status !== 201) throw new Error(`upload refused with ${answer.status}: ${await answer.text()}`)
  const location = answer.headers.get('location') ?? ''
  return { location, id: location.split('/').at(-1) ?? '' }
}

/** Sends bytes from an offset on. */
export const patchTus = (
  client: Client,
  location: string,
  offset: number,
  body: Uint8Array | ReadableStream,
): Promise<Response> =>
  client.fetch(location, {
    method: 'PATCH',
    headers: {
      'tus-resumable': '1.0.0',
      'upload-offset': String(offset),
      'content-type': 'application/offset+octet-stream',
    },
    body: body as BodyInit,
    // Node's fetch asks for this when the body is a stream.
    ...{ duplex: 'half' },
  })

/** Uploads a file as this person; returns its id. */
export const upload = async (client: Client, name: string, bytes: Uint8Array): Promise<string> => {
  const { location, id } = await beginTus(client, name, bytes.length)
  if (bytes.length > 0) {
    const answer = await patchTus(client, location, 0, bytes)
    if (answer.status !== 204) throw new Error(`upload failed with ${answer.status}: ${await answer.text()}`)
  }
  return id
}

/** Attaches a file to a new message in the class's general channel; returns the message's id. */
export const attachToMessage = async (
  school: TestSchool,
  classId: string,
  author: Person,
  fileId: string,
): Promise<string> => {
  const { db } = school.services.connection
  const channel = await db
    .updateTable('channel')
    .set((row) => ({ lastMessageNo: row('lastMessageNo', '+', 1) }))
    .where('audienceId', '=', classId)
    .where('kind', '=', 'general')
    .returning(['id', 'lastMessageNo'])
    .executeTakeFirstOrThrow()
  const id = newId()
  await db
    .insertInto('message')
    .values({
      id,
      channelId: channel.id,
      no: channel.lastMessageNo,
      authorId: author.id,
      body: '',
      createdAt: new Date(),
    })
    .execute()
  await db.insertInto('messageFile').values({ messageId: id, fileId, position: 0 }).execute()
  return id
}
