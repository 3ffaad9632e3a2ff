import { expect, test } from 'vitest'
import { isOnPaper } from './submission.ts'

test('work that came back although nothing was handed in was done on paper', () => {
  expect(isOnPaper({ handedIn: 0, returned: 45 })).toBe(true)
  expect(isOnPaper({ handedIn: 1, returned: 45 })).toBe(false)
  expect(isOnPaper({ handedIn: 0, returned: 0 })).toBe(false)
})
