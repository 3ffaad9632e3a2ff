import { expect, test } from 'vitest'
import { clockAhead, refusesFrame } from './check.ts'

const OURS = 'https://class.school.example'

test.each([
  [null, null, false],
  [null, 'SAMEORIGIN', true],
  [null, 'DENY', true],
  [`frame-ancestors ${OURS}`, null, false],
  [`default-src 'self'; frame-ancestors 'self' ${OURS}`, 'SAMEORIGIN', false],
  ['frame-ancestors https://*.school.example', null, false],
  ['frame-ancestors *', null, false],
  ['frame-ancestors https:', null, false],
  ["frame-ancestors 'none'", null, true],
  ["frame-ancestors 'self'", null, true],
  ['frame-ancestors https://other.example', null, true],
  ['frame-ancestors http://class.school.example', null, true],
  ["script-src 'self'", null, false],
])('a page with the policy %s and X-Frame-Options %s refuses our frame: %s', (csp, frameOptions, refused) => {
  expect(refusesFrame({ csp, frameOptions }, OURS)).toBe(refused)
})

test('a clock is ahead, behind, or not told', () => {
  const now = new Date('2026-12-01T10:00:00.400Z')
  expect(clockAhead('Tue, 01 Dec 2026 10:02:00 GMT', now)).toBe(120)
  expect(clockAhead('Tue, 01 Dec 2026 09:59:00 GMT', now)).toBe(-60)
  expect(clockAhead(null, now)).toBeNull()
  expect(clockAhead('yesterday', now)).toBeNull()
})
