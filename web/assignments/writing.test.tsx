import { createRoot } from 'solid-js'
import { afterEach, expect, test, vi } from 'vitest'
import { type SubmissionView, saveDraft } from '#domain/assignments/contract.ts'
import { enter } from '../accounts/session.ts'
import type { Uploads } from '../files/uploads.ts'
import { door, serve, somebody } from '../ui/testing/server.ts'
import { createWriting } from './writing.ts'

const known = {
  state: 'working',
  attempts: 0,
  attemptList: [],
  draft: { body: '', files: [], savedAt: null },
}

afterEach(() => localStorage.clear())

test('what was typed last is what stays, however slow the save before it was', async () => {
  const arrive: (() => void)[] = []
  let stored = ''
  const asked = serve([
    door(saveDraft, async (_, { body }) => {
      await new Promise<void>((resolve) => arrive.push(resolve))
      stored = body
      return { savedAt: '2026-11-30T08:00:00.000Z' }
    }),
  ])
  enter(somebody('leo', 'student', ['class']))
  await createRoot(async (dispose) => {
    // Only what writing itself reads of a submission.
    const writing = createWriting('essay', known as unknown as SubmissionView, () => {
      return { ids: () => [] as string[] } as Uploads
    })
    writing.write('first')
    await vi.waitFor(() => expect(asked).toHaveLength(1), 5000)
    writing.write('first and second')
    window.dispatchEvent(new Event('online'))
    await Promise.resolve()
    expect(asked).toHaveLength(1)
    arrive[0]?.()
    await vi.waitFor(() => expect(asked).toHaveLength(2), 5000)
    arrive[1]?.()
    await vi.waitFor(() => expect(writing.state()).toBe('saved'))
    expect(stored).toBe('first and second')
    dispose()
  })
})
