import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inPresentForm, versionOf } from './event-version.ts'

/** An event whose every newer form says which reader made it. */
const withForms = (readers: number) => ({
  name: 'thing.happened',
  older: Array.from({ length: readers }, (_, n) => (payload: unknown) => [...(payload as number[]), n + 1]),
})

describe('a stored event', () => {
  it('goes through each reader from its own form on, in order, and what is of now through none', () => {
    fc.assert(
      fc.property(fc.nat(6), fc.nat(6), (readers, back) => {
        const type = withForms(readers)
        const version = Math.max(1, versionOf(type) - back)
        const through = Array.from({ length: versionOf(type) - version }, (_, n) => version + n)
        expect(inPresentForm(type, version, [])).toEqual(through)
      }),
    )
  })

  it('of a version that no release wrote is not guessed at', () => {
    for (const version of [0, 3, 1.5])
      expect(() => inPresentForm(withForms(1), version, [])).toThrow(RangeError)
  })
})
