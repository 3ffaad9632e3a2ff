import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inOrder } from './order.ts'

const PEOPLE = [
  { role: 'teacher', displayName: '陈静' },
  { role: 'teacher', displayName: 'James O’Connor' },
  { role: 'assistant', displayName: '安然' },
  { role: 'student', displayName: '李娜' },
  { role: 'student', displayName: '张伟' },
  { role: 'student', displayName: 'Student 2' },
  { role: 'student', displayName: 'Student 10' },
] as const

test('people are listed by role, then by pinyin, letters and figures, whatever order they come in', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray([...PEOPLE], { minLength: PEOPLE.length }), (shuffled) => {
      expect(inOrder(shuffled)).toEqual(PEOPLE)
    }),
  )
})
