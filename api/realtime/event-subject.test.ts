import { expect, it } from 'vitest'
import { newId } from '#domain/ids.ts'
import { earlierDatabase } from '../testing/database.ts'

it('stored events of an earlier release learn whose words they carry, and lose those of what is gone', async () => {
  const { connection, update } = await earlierDatabase('20261130T0700_event_subject')
  const [message, lesson] = [newId(), newId()]
  const stored = [
    ['message.sent', { message: { id: message, body: 'kept' } }],
    ['message.edited', { messageId: message, body: 'kept too' }],
    ['lesson.changed', { lesson: { id: lesson, title: 'Taken back', room: '12', hue: 3 } }],
    ['member.left', { accountId: newId() }],
  ] as const
  for (const [at, [name, payload]] of stored.entries())
    await connection.query(
      `insert into event (topic, no, name, payload, at) values ('t', $1, $2, $3, now())`,
      [at + 1, name, JSON.stringify(payload)],
    )
  await update()
  const rows = await connection.query('select subject, payload from event order by no')
  expect(rows).toEqual([
    { subject: message, payload: stored[0][1] },
    { subject: message, payload: stored[1][1] },
    { subject: lesson, payload: { lesson: { id: lesson, title: '', room: null, hue: 3 } } },
    { subject: null, payload: stored[3][1] },
  ])
})
