import fc from 'fast-check'
import { expect, test } from 'vitest'
import { batched } from './batch.ts'

test('what comes while a batch is under way is the next batch, in the order it came', async () => {
  const batches: number[][] = []
  const double = batched(async (items: number[]) => {
    batches.push(items)
    await new Promise((resolve) => setImmediate(resolve))
    return items.map((item) => item * 2)
  }, 3)
  const outputs = await Promise.all([1, 2, 3, 4, 5].map(double))
  expect(outputs).toEqual([2, 4, 6, 8, 10])
  expect(batches).toEqual([[1], [2, 3, 4], [5]])
})

test('an item the database refuses fails alone', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.boolean(), { maxLength: 12 }),
      fc.integer({ min: 1, max: 5 }),
      async (oks, limit) => {
        const keep = batched(async (items: boolean[]) => {
          await new Promise((resolve) => setImmediate(resolve))
          if (items.includes(false)) throw Object.assign(new Error('refused'), { code: '22P05' })
          return items
        }, limit)
        const results = await Promise.allSettled(oks.map(keep))
        expect(results.map((result) => result.status === 'fulfilled')).toEqual(oks)
      },
    ),
  )
})

test('a lost database fails the whole batch at once, and the next batch is tried again', async () => {
  let runs = 0
  const keep = batched(async (items: number[]) => {
    runs++
    await new Promise((resolve) => setImmediate(resolve))
    if (runs === 2) throw Object.assign(new Error('gone'), { code: 'CONNECTION_CLOSED' })
    return items
  }, 10)
  const first = await Promise.allSettled([1, 2, 3].map(keep))
  expect(first.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'rejected'])
  expect(runs).toBe(2)
  expect(await keep(4)).toBe(4)
})
