import { expect, test } from 'vitest'
import { statementNames } from './statement-names.ts'

test('a statement has a name of its own from its second time on', () => {
  const nameOf = statementNames()
  expect(['select 1', 'select 1', 'select 2', 'select 2', 'select 1'].map(nameOf)).toEqual([
    undefined,
    's0',
    undefined,
    's1',
    's0',
  ])
})

test('long texts never have one, and new ones no more once there are many', () => {
  const nameOf = statementNames()
  const long = `select '${'x'.repeat(10_000)}'`
  expect([nameOf(long), nameOf(long)]).toEqual([undefined, undefined])
  nameOf('first')
  for (let n = 0; n < 1_000; n++) nameOf(`select ${n}`)
  expect([nameOf('late'), nameOf('late'), nameOf('first')]).toEqual([undefined, undefined, 's0'])
})
