import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { newId } from '#domain/ids.ts'
import { lessonsRemoved } from '#domain/lectures/contract.ts'
import type { Lesson } from '#domain/lectures/lecture.ts'
import { topicOf } from '#domain/realtime.ts'
import { setSchoolZone } from '../i18n/zone.ts'
import { type FakeServer, fakeServer } from '../realtime/testing.ts'
import { draw } from '../ui/testing/draw.tsx'
import LessonScreen from './LessonScreen.tsx'

const lesson: Lesson = {
  id: newId(),
  classId: newId(),
  className: 'Mathematics 8A',
  subject: 'Mathematics',
  hue: 0,
  title: 'Fractions',
  startsAt: '2026-09-01T06:00:00Z',
  endsAt: '2026-09-01T06:45:00Z',
  state: 'planned',
  held: 'online',
  room: '2.14',
  seriesId: null,
  lecture: null,
}

let server: FakeServer
beforeEach(() => {
  setSchoolZone('Asia/Shanghai')
  server = fakeServer()
  server.connect()
})
afterEach(() => server.stop())

/** Longer than anything that an event asks for is put off. */
const quiet = () => new Promise((resolve) => setTimeout(resolve, 1300))

test('a lesson whose planning is taken back is gone from its page; of others taken back it asks nothing', async () => {
  const root = await draw(() => <LessonScreen />, 'en', {
    path: '/c/:classId/lessons/:lessonId',
    url: `/c/${lesson.classId}/lessons/${lesson.id}`,
  })
  await vi.waitFor(() => expect(server.asked).toHaveLength(1), { timeout: 2000 })
  server.asked[0]?.answer(lesson)
  await vi.waitFor(() => expect(root.textContent).toContain('2.14'))
  const topic = topicOf('class', lesson.classId)
  await vi.waitFor(() => expect(server.subscribes()).toContain(topic))
  await quiet()
  const before = server.asked.length
  server.publish(topic, lessonsRemoved.name, { lessonIds: [newId(), newId()] })
  await quiet()
  expect(server.asked).toHaveLength(before)
  server.publish(topic, lessonsRemoved.name, { lessonIds: [newId(), lesson.id] })
  await vi.waitFor(() => expect(server.asked).toHaveLength(before + 1), { timeout: 2000 })
  server.asked.at(-1)?.answer({ type: 'not-found' }, 404)
  await vi.waitFor(() => expect(root.textContent).not.toContain('Fractions'))
})
