import { expect, test } from 'vitest'
import { createGate } from './gate.ts'

test('so many works run at a time, in the order they came, and one that fails leaves its place', async () => {
  const gate = createGate(3)
  let inside = 0
  let most = 0
  const order: number[] = []
  const works = Array.from({ length: 20 }, (_, n) =>
    gate(async () => {
      order.push(n)
      inside += 1
      most = Math.max(most, inside)
      await new Promise((resolve) => setTimeout(resolve, 1))
      inside -= 1
      if (n % 4 === 0) throw new Error(String(n))
      return n
    }),
  )
  const ends = await Promise.allSettled(works)
  expect(most).toBe(3)
  expect(order).toEqual(Array.from({ length: 20 }, (_, n) => n))
  expect(ends.filter(({ status }) => status === 'rejected')).toHaveLength(5)
  expect(await gate(async () => 'free again')).toBe('free again')
})
