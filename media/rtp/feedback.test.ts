import fc from 'fast-check'
import { expect, test } from 'vitest'
import { GenericNack, RtcpHeader, TransportWideCC } from 'werift'
import { ArrivalTimes, nackOf } from './feedback.ts'

const open = (bytes: Buffer) => ({
  header: RtcpHeader.deSerialize(bytes.subarray(0, 4)),
  body: bytes.subarray(4),
})

test('another reader finds in a request exactly what is missing', () => {
  const missing = fc.uniqueArray(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 60 })
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffff }), missing, (from, steps) => {
      const sequences = steps.map((step) => (from + step) & 0xffff)
      const { header, body } = open(nackOf(1, 77, sequences))
      expect(header.length * 4).toBe(body.length)
      const read = GenericNack.deSerialize(body, header)
      expect(read.mediaSourceSsrc).toBe(77)
      expect(new Set(read.lost.map((one) => one & 0xffff))).toEqual(new Set(sequences))
    }),
  )
})

/** Reads the statuses and times of a feedback by the letter of the draft. */
const readTimes = (body: Buffer): Map<number, number> => {
  const [base, count] = [body.readUInt16BE(8), body.readUInt16BE(10)]
  let at = 16
  const statuses: number[] = []
  while (statuses.length < count) {
    const chunk = body.readUInt16BE(at)
    at += 2
    if (chunk & 0x8000) for (let slot = 0; slot < 7; slot += 1) statuses.push((chunk >> (12 - slot * 2)) & 3)
    else for (let n = chunk & 0x1fff; n > 0; n -= 1) statuses.push(chunk >> 13)
  }
  const times = new Map<number, number>()
  let time = body.readUIntBE(12, 3) * 64_000
  statuses.slice(0, count).forEach((status, index) => {
    if (status === 0) return
    time += (status === 1 ? body.readUInt8(at) : body.readInt16BE(at)) * 250
    at += status === 1 ? 1 : 2
    times.set((base + index) & 0xffff, time)
  })
  return times
}

test('a feedback names every packet that came, when it came, and every one that did not', () => {
  const packets = fc.array(fc.record({ lost: fc.boolean(), after: fc.integer({ min: 0, max: 200_000 }) }), {
    minLength: 1,
    maxLength: 200,
  })
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0xffff }), packets, (from, list) => {
      const arrivals = new ArrivalTimes()
      const came = new Map<number, number>()
      let now = 5_000_000
      const all = [{ lost: false, after: 0 }, ...list, { lost: false, after: 10 }]
      all.forEach(({ lost, after }, step) => {
        now += after
        if (lost) return
        came.set((from + step) & 0xffff, now)
        arrivals.arrived((from + step) & 0xffff, now)
      })
      const { header, body } = open(arrivals.take(1, 2)!)
      expect(header.length * 4).toBe(body.length)
      const told = readTimes(body)
      expect([...told.keys()]).toEqual([...came.keys()])
      for (const [sequence, at] of came) expect(Math.abs(told.get(sequence)! - at)).toBeLessThanOrEqual(250)
      expect(() => TransportWideCC.deSerialize(body, header)).not.toThrow()
      expect(arrivals.take(1, 2)).toBeNull()
    }),
  )
})

test('the next feedback goes on where the last one ended: a packet lost between the two is told as lost', () => {
  const arrivals = new ArrivalTimes()
  arrivals.arrived(65_534, 1_000)
  arrivals.take(1, 2)
  arrivals.arrived(1, 2_000)
  const { body } = open(arrivals.take(1, 2)!)
  expect(body.readUInt16BE(8)).toBe(65_535)
  expect(body.readUInt16BE(10)).toBe(3)
  expect([...readTimes(body).keys()]).toEqual([1])
})
