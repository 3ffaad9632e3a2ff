import { expect, test } from 'vitest'
import { worthPreparing } from './prepare.ts'

test('a statement is prepared from its second time on', () => {
  const worthIt = worthPreparing()
  expect([worthIt('select 1'), worthIt('select 1'), worthIt('select 2'), worthIt('select 1')]).toEqual([
    false,
    true,
    false,
    true,
  ])
})

test('long texts never are, and new ones no more once there are many', () => {
  const worthIt = worthPreparing()
  const long = `select '${'x'.repeat(10_000)}'`
  expect([worthIt(long), worthIt(long)]).toEqual([false, false])
  worthIt('first')
  for (let n = 0; n < 1_000; n++) worthIt(`select ${n}`)
  expect([worthIt('late'), worthIt('late'), worthIt('first')]).toEqual([false, false, true])
})
