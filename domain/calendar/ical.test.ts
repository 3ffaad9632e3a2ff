import fc from 'fast-check'
import ICAL from 'ical.js'
import { expect, test } from 'vitest'
import { type CalendarEvent, icalendar } from './ical.ts'

const lesson: CalendarEvent = {
  uid: '01a2@lectern',
  sequence: 3,
  changedAt: new Date('2026-11-01T09:00:00.123Z'),
  startsAt: new Date('2026-11-30T08:15:00Z'),
  endsAt: new Date('2026-11-30T09:00:00Z'),
  summary: 'Algebra 8A; fractions, part 2',
  description: 'Bring:\n- ruler\n- C:\\compass',
  location: 'Room 4, north',
  url: 'https://school.example/lesson/01a2',
  cancelled: false,
}

const read = (text: string) => {
  const calendar = new ICAL.Component(ICAL.parse(text))
  return {
    name: calendar.getFirstPropertyValue('x-wr-calname'),
    events: calendar.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component)),
    components: calendar.getAllSubcomponents('vevent'),
  }
}

test('another reader finds what was written, with commas, breaks and backslashes', () => {
  const { name, events, components } = read(icalendar('Riverside · 学校', [lesson]))
  expect(name).toBe('Riverside · 学校')
  const [event] = events
  expect(event?.uid).toBe(lesson.uid)
  expect(event?.sequence).toBe(3)
  expect(event?.summary).toBe(lesson.summary)
  expect(event?.description).toBe(lesson.description)
  expect(event?.location).toBe(lesson.location)
  expect(event?.startDate.toJSDate()).toEqual(lesson.startsAt)
  expect(event?.endDate.toJSDate()).toEqual(lesson.endsAt)
  expect(components[0]?.getFirstPropertyValue('status')).toBe('CONFIRMED')
})

test('times are in UTC, whatever zone the server is in', () => {
  expect(icalendar('', [lesson])).toContain('DTSTART:20261130T081500Z\r\nDTEND:20261130T090000Z\r\n')
})

test('a moment has no length and keeps nobody busy; what is cancelled says so', () => {
  const text = icalendar('', [{ ...lesson, endsAt: null, cancelled: true }])
  expect(text).not.toContain('DTEND')
  expect(text).toContain('TRANSP:TRANSPARENT\r\n')
  expect(text).toContain('STATUS:CANCELLED\r\n')
})

test('any text comes back as it was, on lines of at most 75 bytes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: what no text of the format may hold
      const said = text.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0009\u000B-\u001F\u007F]/g, '')
      const written = icalendar('x', [{ ...lesson, summary: `~${text}~` }])
      expect(read(written).events[0]?.summary).toBe(`~${said}~`)
      const lines = written.split('\r\n')
      expect(lines.every((line) => Buffer.byteLength(line) <= 75)).toBe(true)
      expect(written.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    }),
  )
})
