import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { distinguish } from './distinguish.ts'

const person = (
  id: string,
  displayName: string,
  studentNumber: string | null = null,
  username: string | null = null,
) => ({
  id,
  displayName,
  studentNumber,
  username,
})

describe('people of one name', () => {
  test('are told apart by number, else user name; others need nothing', () => {
    const found = distinguish([
      person('1', 'Bo Chen', '101', 'bo'),
      person('2', 'ＢＯ  chen', null, 'bo2'),
      person('3', 'An Li', '102', 'an'),
    ])
    expect([...found]).toEqual([
      ['1', '101'],
      ['2', 'bo2'],
    ])
  })

  test('are told apart by a letter where nothing else may be known, the same whatever the order of the list', () => {
    const pupils = [person('b', '王伟'), person('a', '王 伟'), person('c', '王芳')]
    expect(distinguish(pupils)).toEqual(
      new Map([
        ['a', 'A'],
        ['b', 'B'],
      ]),
    )
    expect(distinguish(pupils.toReversed())).toEqual(distinguish(pupils))
  })

  test('who stand in a list twice are still one', () => {
    expect(distinguish([person('a', 'Bo'), person('a', 'Bo')]).size).toBe(0)
  })

  test('never look alike, however many they are', () => {
    const names = fc.array(fc.constantFrom('Bo', 'bo', 'An', 'ＡＮ'), { minLength: 2, maxLength: 60 })
    fc.assert(
      fc.property(names, (all) => {
        const people = all.map((name, n) => person(String(n).padStart(3, '0'), name))
        const found = distinguish(people)
        const shown = people.map(
          ({ id, displayName }) => `${displayName.normalize('NFKC').toLowerCase()} ${found.get(id)}`,
        )
        expect(new Set(shown).size).toBe(people.length)
      }),
    )
  })
})
