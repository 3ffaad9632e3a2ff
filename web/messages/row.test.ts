import { describe, expect, test } from 'vitest'
import { setSchoolZone } from '../i18n/zone.ts'
import { beginsDay, continues, type Shown, shownMessage, shownOutgoing } from './row.ts'

const said = (authorId: string, at: string): Shown => ({
  id: at,
  authorId,
  authorName: authorId,
  role: null,
  at,
  message: null,
  outgoing: null,
})

describe('a row', () => {
  test('goes on without a name when the same person says more within five minutes', () => {
    setSchoolZone('Asia/Shanghai')
    const before = said('emma', '2026-11-23T02:00:00.000Z')
    expect(continues(said('emma', '2026-11-23T02:04:59.999Z'), before)).toBe(true)
    expect(continues(said('emma', '2026-11-23T02:05:00.000Z'), before)).toBe(false)
    expect(continues(said('leo', '2026-11-23T02:01:00.000Z'), before)).toBe(false)
    expect(continues(before, undefined)).toBe(false)
  })

  test('begins a day by the clock of the school, and then has its name again', () => {
    setSchoolZone('Asia/Shanghai')
    const before = said('emma', '2026-11-23T15:58:00.000Z')
    const after = said('emma', '2026-11-23T16:01:00.000Z')
    expect(beginsDay(after, before)).toBe(true)
    expect(continues(after, before)).toBe(false)
    setSchoolZone('Europe/London')
    expect(beginsDay(after, before)).toBe(false)
    expect(beginsDay(after, undefined)).toBe(true)
  })

  test('of an own message on its way bears the own name, and of a sent one its author’s', () => {
    const outgoing = { id: 'o', channelId: 'c', body: 'Hello', files: [], at: '2026-11-23T02:00:00.000Z' }
    expect(shownOutgoing(outgoing as never, { id: 'emma', displayName: 'Emma Li' }, 'student')).toMatchObject(
      { id: 'o', authorId: 'emma', authorName: 'Emma Li', role: 'student', message: null },
    )
    const message = {
      id: 'm',
      author: { id: 'leo', displayName: 'Leo', role: 'assistant' },
      createdAt: 'now',
    }
    expect({ ...shownMessage(message as never) }).toMatchObject({
      id: 'm',
      authorId: 'leo',
      authorName: 'Leo',
      role: 'assistant',
      at: 'now',
      outgoing: null,
    })
  })
})
