import { describe, expect, it } from 'vitest'
import { readCtt, readSol, writeSol } from './ctt.ts'
import { lessonsOf } from './instance.ts'

const text = `Name: Small
Courses: 2
Rooms: 1
Days: 2
Periods_per_day: 3
Curricula: 1
Constraints: 2

COURSES:
Algebra  Noether 2 2 30
Logic\tBoole 1 1 12

ROOMS:
A\t20

CURRICULA:
first 2 Algebra Logic

UNAVAILABILITY_CONSTRAINTS:
Algebra 0 1
Algebra 1 2

END.
`

describe('a .ctt file', () => {
  it('becomes courses, rooms, groups and the rules of the competition', () => {
    const small = readCtt(text)
    expect(small).toMatchObject({ name: 'Small', days: 2, periods: 3, rooms: [{ id: 'A', capacity: 20 }] })
    expect(small.courses[0]).toMatchObject({
      id: 'Algebra',
      lessons: [1, 1],
      minDays: 2,
      groups: ['first'],
      teachers: ['Noether'],
      students: 30,
    })
    expect(lessonsOf(small).map((lesson) => [lesson.course.id, lesson.index])).toEqual([
      ['Algebra', 0],
      ['Algebra', 1],
      ['Logic', 0],
    ])
    expect(small.rules[0]).toMatchObject({
      level: 'hard',
      times: [
        {
          who: { kind: 'course', id: 'Algebra' },
          slots: [
            { day: 0, period: 1 },
            { day: 1, period: 2 },
          ],
        },
      ],
    })
  })

  it('is read with section titles in small letters', () => {
    const small = text.replace('COURSES:', 'Courses:').replace('ROOMS:', 'rooms :').replace('END.', 'End.')
    expect(readCtt(small)).toEqual(readCtt(text))
  })

  it('is read with carriage returns too', () => {
    expect(readCtt(text.replaceAll('\n', '\r\n'))).toEqual(readCtt(text))
  })

  it('is refused with the line that is wrong', () => {
    expect(() => readCtt(text.replace('Noether 2', 'Noether two'))).toThrow('"two" is not a whole number')
    expect(() => readCtt(text.replace('Algebra 1 2', 'Topology 1 2'))).toThrow('no course "Topology"')
    expect(() => readCtt(text.replace('first 2', 'first 3'))).toThrow('Members do not match')
  })
})

describe('a .ctt file whose numbers do not fit', () => {
  it.each([
    ['Courses: 2', 'Courses: 3', 'Line 2: "Courses: 3" does not fit: COURSES has 2.'],
    ['Rooms: 1', 'Rooms: 0', 'Line 3: "Rooms: 0" does not fit: ROOMS has 1.'],
    ['Curricula: 1', 'Curricula: 7', 'Line 6: "Curricula: 7" does not fit: CURRICULA has 1.'],
    ['Constraints: 2', 'Constraints: 1', 'has 2.'],
    ['Constraints: 2', 'Constraints: two', 'Line 7: "two" is not a whole number'],
    ['Algebra 0 1', 'Algebra 2 1', 'Line 20: Outside the 2 days of 3 periods: "Algebra 2 1".'],
    ['Algebra 0 1', 'Algebra 0 3', 'Line 20: Outside'],
    ['first 2 Algebra Logic', 'first 2 Algebra Algebra', 'is in it twice'],
    ['A\t20', 'A\t20 30', 'Line 14: More than 2 fields'],
    ['Boole 1 1 12', 'Boole 1 1 12 9', 'More than 5 fields'],
    ['Days: 2', 'Days: 2\nDays: 3', 'The header "Days" stands there twice.'],
    ['Days: 2\n', '', 'There is no header "Days".'],
    ['Noether', 'No\uFFFDther', 'Line 10: It holds bytes that are no text.'],
  ])('%j made %j is refused with the line', (from, to, why) => {
    expect(() => readCtt(text.replace(from, to))).toThrow(why)
  })

  it('is read with a byte order mark and with carriage returns alone', () => {
    expect(readCtt(`\uFEFF${text.replaceAll('\n', '\r')}`)).toEqual(readCtt(text))
  })
})

describe('a .ctt file that asks for what cannot be', () => {
  it('is refused for a course, room or curriculum that is listed twice', () => {
    expect(() => readCtt(text.replace('Logic\tBoole', 'Algebra\tBoole'))).toThrow(
      'The course "Algebra" is listed twice.',
    )
    expect(() => readCtt(text.replace('A\t20', 'A\t20\nA 30'))).toThrow('The room "A" is listed twice.')
    expect(() => readCtt(text.replace('first 2 Algebra Logic', 'first 1 Logic\nfirst 1 Algebra'))).toThrow(
      'The curriculum "first" is listed twice.',
    )
  })

  it('is refused for numbers that no school has', () => {
    const asked = (from: string, to: string) => () => readCtt(text.replace(from, to))
    expect(asked('Days: 2', 'Days: 0')).toThrow('0 is not from 1 to 60, as days must be: "Days: 0".')
    expect(asked('Days: 2', 'Days: 99999999')).toThrow('as days must be')
    expect(asked('day: 3', 'day: 31')).toThrow('31 is not from 1 to 20, as periods must be')
    expect(asked('Noether 2', 'Noether 99999999')).toThrow(/as lectures must be: "Algebra\s+Noether 99999999/)
    expect(asked('2 2 30', '2 2 999999999')).toThrow('as people must be')
    expect(asked('A\t20', 'A\t999999999')).toThrow('as people must be')
  })
})

describe('a solution', () => {
  it('is written one line a lesson and read back', () => {
    const small = readCtt(text)
    const timetable = [
      { day: 0, period: 0, room: 'A' },
      { day: 1, period: 0, room: 'A' },
      { day: 1, period: 1, room: 'A' },
    ]
    const lines = writeSol(small, timetable)
    expect(lines).toBe('Algebra A 0 0\nAlgebra A 1 0\nLogic A 1 1\n')
    expect(readSol(small, lines)).toEqual(timetable)
  })

  it('leaves lessons without a line unplaced, and refuses one too many', () => {
    const small = readCtt(text)
    expect(readSol(small, 'Algebra A 0 0\n')).toEqual([{ day: 0, period: 0, room: 'A' }, null, null])
    expect(() => readSol(small, 'Logic A 0 0\nLogic A 0 1\n')).toThrow('No lesson is left')
  })
})
