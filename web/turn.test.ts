import { array, assert, asyncProperty, boolean } from 'fast-check'
import { expect, test } from 'vitest'
import { createTurn } from './turn.ts'

test('requests leave in the order of the acts, each when the one before is answered or refused', async () => {
  await assert(
    asyncProperty(array(boolean(), { maxLength: 8 }), async (answers) => {
      const inTurn = createTurn()
      const seen: string[] = []
      const settled = await Promise.allSettled(
        answers.map((well, at) =>
          inTurn(async () => {
            seen.push(`${at} leaves`)
            await Promise.resolve()
            seen.push(`${at} is back`)
            if (!well) throw new Error(String(at))
            return at
          }),
        ),
      )
      expect(seen).toEqual(answers.flatMap((_, at) => [`${at} leaves`, `${at} is back`]))
      expect(settled.map(({ status }) => status === 'fulfilled')).toEqual(answers)
    }),
  )
})
