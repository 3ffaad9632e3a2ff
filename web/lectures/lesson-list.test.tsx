import { createRoot } from 'solid-js'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { newId } from '#domain/ids.ts'
import { listMyLessons } from '#domain/lectures/contract.ts'
import { call } from '../call.ts'
import { type FakeServer, fakeServer } from '../realtime/testing.ts'
import { createLessonList } from './lesson-list.ts'

let server: FakeServer
beforeEach(() => {
  server = fakeServer()
  server.connect()
})
afterEach(() => server.stop())

test('lessons are asked for by their span alone: the server refuses a question with more in it', async () => {
  const span = { from: '2026-11-29T16:00:00.000Z', to: '2026-12-06T16:00:00.000Z' }
  const dispose = createRoot((end) => {
    const classId = newId()
    createLessonList({
      span: () => span,
      classIds: () => [classId],
      fetch: (asked) => call(listMyLessons, {}, asked).then((answer) => answer.lessons),
    })
    return end
  })
  await vi.waitFor(() => expect(server.asked).toHaveLength(1))
  const [, query] = (server.asked[0]?.path ?? '').split('?')
  expect([...new URLSearchParams(query)]).toEqual(Object.entries(span))
  dispose()
})
