import { expect, test } from 'vitest'
import { NO_SCREEN, withAsk, withoutAsk, withSharer } from './screen.ts'

test('who asks waits in order while somebody shares, once each, and where nobody shares there is nothing to ask', () => {
  const shared = withSharer(NO_SCREEN, 'teacher')
  expect(withAsk(NO_SCREEN, 'a')).toBe(NO_SCREEN)
  expect(withAsk(shared, 'teacher')).toBe(shared)
  const asked = withAsk(withAsk(withAsk(shared, 'b'), 'a'), 'b')
  expect(asked.askIds).toEqual(['b', 'a'])
  expect(withoutAsk(asked, 'b').askIds).toEqual(['a'])
  expect(withoutAsk(asked, 'nobody')).toBe(asked)
})

test('sharing answers the own question, and those of the others stand', () => {
  const asked = withAsk(withAsk(withSharer(NO_SCREEN, 'teacher'), 'a'), 'b')
  expect(withSharer(asked, 'a')).toEqual({ sharerId: 'a', askIds: ['b'] })
})
