import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LineNumbers } from './line.ts'
import { readVp8 } from './vp8.ts'

/** A payload as browsers send it: 15-bit picture id, base layer index, and the first byte of the frame. */
const picture = (id: number, base: number, keyFrame: boolean): Buffer =>
  Buffer.from([0x90, 0xc0, 0x80 | (id >> 8), id & 0xff, base, keyFrame ? 0 : 1, 7, 7])

const frame = (stream: string, sequence: number, keyFrame = false, id = 9, base = 3) => ({
  stream,
  sequence: sequence & 0xffff,
  timestamp: (sequence * 3_000) >>> 0,
  payload: picture(id & 0x7fff, base & 0xff, keyFrame),
})

describe('a line down', () => {
  test('is one unbroken stream whatever sources it is lent to, at whatever numbers these are', () => {
    const source = fc.record({
      from: fc.integer({ min: 0, max: 0xffff }),
      count: fc.integer({ min: 1, max: 8 }),
      id: fc.integer({ min: 0, max: 0x7fff }),
      base: fc.integer({ min: 0, max: 0xff }),
    })
    fc.assert(
      fc.property(fc.array(source, { minLength: 2, maxLength: 6 }), (sources) => {
        const line = new LineNumbers('video')
        const sent = sources.flatMap(({ from, count, id, base }, n) => {
          line.want(`s${n}`, true)
          return Array.from({ length: count }, (_, step) =>
            line.next(frame(`s${n}`, from + step, step === 0, id + step, base + step), n * 1_000 + step * 33),
          )
        })
        const first = sent[0]!
        sent.forEach((one, index) => {
          expect(one!.sequence).toBe((first.sequence + index) & 0xffff)
          const vp8 = readVp8(one!.payload)
          expect(vp8.picture!.id).toBe((readVp8(first.payload).picture!.id + index) & 0x7fff)
          expect(vp8.base!.index).toBe((readVp8(first.payload).base!.index + index) & 0xff)
        })
        const times = sent.map((one) => one!.timestamp)
        times.slice(1).forEach((time, index) => {
          expect((time - times[index]! + 2 ** 32) % 2 ** 32).toBeLessThan(2 ** 31)
        })
      }),
    )
  })

  test('shows the old picture until a whole one of the new source is there', () => {
    const line = new LineNumbers('video')
    line.want('a high', true)
    expect(line.next(frame('a high', 5), 0)).toBeNull()
    expect(line.next(frame('a high', 6, true), 0)).not.toBeNull()
    line.want('a low', false)
    expect(line.waiting).toBe(true)
    expect(line.next(frame('a low', 900), 10)).toBeNull()
    expect(line.next(frame('a high', 7), 20)).not.toBeNull()
    expect(line.next(frame('a low', 901, true), 30)?.sequence).toBe(8)
    expect(line.waiting).toBe(false)
    expect(line.next(frame('a high', 8), 40)).toBeNull()
  })

  test('sends nothing of what it is no longer lent to', () => {
    const line = new LineNumbers('audio')
    line.want('a high', true)
    expect(line.next(frame('a high', 1), 0)).not.toBeNull()
    line.want(null, true)
    expect(line.next(frame('a high', 2), 0)).toBeNull()
  })

  test('keeps the holes that were lost, and leaves none for packets without a picture', () => {
    const line = new LineNumbers('video')
    line.want('a high', true)
    const at = (sequence: number, key = false) => line.next(frame('a high', sequence, key), 0)?.sequence
    expect(at(65_534, true)).toBe(65_534)
    line.skip('a high', 65_535)
    line.skip('a high', 0)
    expect(at(1)).toBe(65_535)
    expect(at(4)).toBe(2)
    line.skip('a high', 5)
    // One that was late comes to its place among those before the empty one.
    expect(at(3)).toBe(1)
    expect(at(6)).toBe(3)
  })
})

test('a payload that is cut short is read without harm', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => {
      expect(() => readVp8(Buffer.from(bytes))).not.toThrow()
    }),
  )
})
