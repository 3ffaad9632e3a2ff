import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isOver } from './deadline.ts'

const at = (text: string) => new Date(`2026-11-29T${text}Z`)

test('the shown minute belongs to whoever has to keep it, whatever the seconds of the deadline', () => {
  for (const deadline of [at('23:58:00.000'), at('23:58:30.000'), at('23:58:59.999')]) {
    expect(isOver(deadline, at('23:57:59.000'))).toBe(false)
    expect(isOver(deadline, at('23:58:59.999'))).toBe(false)
    expect(isOver(deadline, at('23:59:00.000'))).toBe(true)
  }
  expect(isOver(null, at('23:59:00.000'))).toBe(false)
})

test('two moments that a clock shows alike are in time alike', () => {
  const anyDate = fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') })
  fc.assert(
    fc.property(anyDate, anyDate, fc.nat(59_999), (deadline, moment, more) => {
      const minute = new Date(Math.floor(moment.getTime() / 60_000) * 60_000)
      const other = new Date(minute.getTime() + more)
      expect(isOver(deadline, moment)).toBe(isOver(deadline, other))
      expect(isOver(deadline, moment)).toBe(
        isOver(new Date(Math.floor(deadline.getTime() / 60_000) * 60_000), moment),
      )
    }),
  )
})
