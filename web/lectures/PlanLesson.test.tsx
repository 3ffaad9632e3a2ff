import { createSignal } from 'solid-js'
import { beforeEach, expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import * as contract from '#domain/lectures/contract.ts'
import type { Lesson } from '#domain/lectures/lecture.ts'
import { Problem } from '#domain/problem.ts'
import { enter } from '../accounts/session.ts'
import { setSchoolZone } from '../i18n/zone.ts'
import { Toaster } from '../ui/Toast.tsx'
import { draw } from '../ui/testing/draw.tsx'
import { changesIn, type Door, door, serve, somebody } from '../ui/testing/server.ts'
import { PlanLesson } from './PlanLesson.tsx'

const lesson: Lesson = {
  id: 'lesson',
  classId: 'algebra',
  className: 'algebra',
  subject: 'Mathematics',
  hue: 0,
  title: 'Fractions',
  startsAt: '2026-11-26T07:00:00.000Z',
  endsAt: '2026-11-26T07:45:00.000Z',
  state: 'planned',
  held: 'room',
  room: '2.14',
  seriesId: 'series',
  lecture: null,
}
const thursday = { day: '2026-11-26', starts: '08:00', ends: '09:30' }

/** The open form of somebody who teaches two classes; `doors` answer before the usual ones. */
const openForm = async (props: { lesson?: Lesson; at?: typeof thursday }, doors: readonly Door[] = []) => {
  enter(somebody('teacher', 'teacher', ['algebra', 'optics']))
  setSchoolZone('Europe/Berlin')
  const asked = serve([
    ...doors,
    door(contract.listClashes, () => ({ clashes: [], more: 0 })),
    door(contract.scheduleLesson, () => lesson),
    door(contract.updateLesson, () => lesson),
  ])
  const [open, setOpen] = createSignal(true)
  const done: Lesson[] = []
  const root = await draw(() => (
    <>
      <PlanLesson
        {...props}
        open={open()}
        classIds={props.lesson ? [props.lesson.classId] : ['algebra', 'optics']}
        onClose={() => setOpen(false)}
        onDone={(saved) => done.push(saved)}
      />
      <Toaster />
    </>
  ))
  await vi.waitFor(() => expect(root.querySelector('dialog[open]')).not.toBeNull())
  const field = (label: string) => {
    const found = [...root.querySelectorAll('label')].find((one) => one.textContent?.startsWith(label))
    return (found?.control ?? root) as HTMLInputElement
  }
  return {
    root,
    field,
    done,
    isOpen: open,
    choose: (label: string, value: string) =>
      userEvent.selectOptions(field(label) as unknown as HTMLSelectElement, value),
    send: () => root.querySelector<HTMLButtonElement>('button[type=submit]')!,
    changes: () => changesIn(asked).map(({ name, input }) => ({ name, input })),
  }
}

beforeEach(() => localStorage.clear())

test('a lesson that is moved stays as long as it was, and its end can be another', async () => {
  const form = await openForm({ at: thursday })
  await userEvent.fill(form.field('Starts'), '')
  await userEvent.type(form.field('Starts'), '10:20')
  expect(form.field('Ends').value).toBe('11:50')
  await userEvent.fill(form.field('Ends'), '11:05')
  expect(form.field('Starts').value).toBe('10:20')
  await userEvent.fill(form.field('Starts'), '08:00')
  expect(form.field('Ends').value).toBe('08:45')
  await userEvent.fill(form.field('Starts'), '23:30')
  expect(form.field('Ends').value).toBe('08:45')
})

test('free time that was chosen stands in the form, and goes to the class that is chosen as one request', async () => {
  const form = await openForm({ at: thursday })
  expect([form.field('Starts').value, form.field('Ends').value]).toEqual(['08:00', '09:30'])
  expect(form.field('Day').value).toContain('26')
  expect(document.activeElement).toBe(form.field('Class'))
  expect(form.send().disabled).toBe(true)
  await form.choose('Class', 'optics')
  await userEvent.fill(form.field('What is it about?'), 'Lenses')
  await userEvent.fill(form.field('Room'), 'Lab 2')
  form.send().click()
  form.send().click()
  await vi.waitFor(() => expect(form.isOpen()).toBe(false))
  expect(form.changes()).toEqual([
    {
      name: 'POST /api/classes/:classId/lessons',
      input: {
        id: expect.any(String),
        title: 'Lenses',
        room: 'Lab 2',
        startsAt: '2026-11-26T07:00:00.000Z',
        endsAt: '2026-11-26T08:30:00.000Z',
      },
    },
  ])
  expect(form.done).toEqual([lesson])
  expect(form.root.textContent).toContain('Undo')
})

test('what the server refuses is said at its field, and nothing that was typed is lost', async () => {
  const refuse = door(contract.scheduleLesson, () => {
    throw new Problem('invalid', { errors: [{ path: 'endsAt', code: 'ends-before-start' }] })
  })
  const form = await openForm({ at: thursday }, [refuse])
  await form.choose('Class', 'algebra')
  await userEvent.fill(form.field('What is it about?'), 'Lenses')
  await userEvent.fill(form.field('Ends'), '07:00')
  form.send().click()
  await vi.waitFor(() => expect(form.field('Ends').getAttribute('aria-invalid')).toBe('true'))
  expect(form.isOpen()).toBe(true)
  expect(form.field('What is it about?').value).toBe('Lenses')
})

const clash = {
  lessonId: 'other',
  className: 'Music 7',
  startsAt: '2026-11-26T07:30:00.000Z',
  endsAt: '2026-11-26T08:15:00.000Z',
  sameClass: false,
  teachers: ['Chen Jing'],
  room: null,
}
const inTheWay = () => door(contract.listClashes, () => ({ clashes: [clash], more: 0 }))

test('a lesson in the way is said before it is planned', async () => {
  const form = await openForm({ at: thursday }, [inTheWay()])
  await form.choose('Class', 'algebra')
  await vi.waitFor(() => expect(form.root.textContent).toContain('Chen Jing'))
  expect(form.root.textContent).toContain('Music 7')
  expect(form.send().disabled).toBe(false)
})

test('on a phone what is in the way is read without scrolling, beside the time it is about', async () => {
  await page.viewport(390, 844)
  try {
    const form = await openForm({ at: thursday }, [inTheWay()])
    await form.choose('Class', 'algebra')
    const note = () => {
      const found = document.createTreeWalker(form.root, NodeFilter.SHOW_TEXT)
      while (found.nextNode())
        if (found.currentNode.textContent?.includes('Chen Jing')) return found.currentNode.parentElement
      return null
    }
    await vi.waitFor(() => expect(note()).not.toBeNull())
    const ends = form.field('Ends').getBoundingClientRect().bottom
    const nextField = form.field('How it is held').getBoundingClientRect().top
    expect(note()!.getBoundingClientRect().top).toBeGreaterThanOrEqual(ends)
    expect(note()!.getBoundingClientRect().bottom).toBeLessThanOrEqual(nextField)
  } finally {
    await page.viewport(1024, 768)
  }
})

test('repeated every week it shows its dates, and what is left out is not planned', async () => {
  const dates = ['2026-11-26', '2026-12-03', '2026-12-10'].map((on) => ({
    on,
    startsAt: `${on}T07:00:00.000Z`,
    endsAt: `${on}T08:30:00.000Z`,
    clashes: [],
    more: 0,
  }))
  const form = await openForm({ at: thursday }, [
    door(contract.previewSeries, () => ({ until: '2026-12-15', lessons: dates })),
    door(contract.scheduleSeries, () => ({ lessons: [lesson] })),
  ])
  await form.choose('Class', 'algebra')
  await userEvent.fill(form.field('What is it about?'), 'Lenses')
  await userEvent.click(form.field('Repeat weekly'))
  await vi.waitFor(() => expect(form.send().textContent).toContain('Plan 3 lessons'))
  await userEvent.click(form.root.querySelectorAll<HTMLInputElement>('fieldset input[type=checkbox]')[1]!)
  await vi.waitFor(() => expect(form.send().textContent).toContain('Plan 2 lessons'))
  form.send().click()
  await vi.waitFor(() => expect(form.isOpen()).toBe(false))
  expect(form.changes()).toEqual([
    {
      name: 'POST /api/classes/:classId/lessons/series',
      input: {
        id: expect.any(String),
        title: 'Lenses',
        room: '',
        on: '2026-11-26',
        starts: '08:00',
        ends: '09:30',
        until: '2026-12-15',
        skip: ['2026-12-03'],
      },
    },
  ])
})

test('a lesson of a series is changed in what was touched alone, and with the later ones if that is said', async () => {
  const form = await openForm({ lesson })
  expect(form.field('Room').value).toBe('2.14')
  await userEvent.fill(form.field('Room'), '2.15')
  await userEvent.click(form.field('This and later ones'))
  form.send().click()
  await vi.waitFor(() => expect(form.isOpen()).toBe(false))
  expect(form.changes()).toEqual([
    {
      name: 'PATCH /api/lessons/:lessonId',
      input: { room: '2.15', later: true, changeId: expect.any(String) },
    },
  ])
})
