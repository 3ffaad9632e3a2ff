import fc from 'fast-check'
import { expect, test } from 'vitest'
import { afterLook, FRESH, layerWithin, SHARES } from './share.ts'
import { Speakers } from './speakers.ts'

const talk = (speakers: Speakers, who: string, level: number, from: number, to: number) => {
  for (let now = from; now <= to; now += 20) speakers.heard(who, level, now)
}

test('who speaks is named, loudest first, and no longer after a pause', () => {
  const speakers = new Speakers()
  talk(speakers, 'quiet', 110, 0, 1_000)
  talk(speakers, 'near', 20, 0, 1_000)
  talk(speakers, 'far', 45, 0, 1_000)
  expect(speakers.speaking(1_010, 3)).toEqual(['near', 'far'])
  expect(speakers.speaking(3_000, 3)).toEqual([])
})

test('of more voices than can be carried, who speaks is always among them', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.nat({ max: 30 }), { minLength: 9, maxLength: 30 }),
      fc.nat({ max: 8 }),
      (ids, n) => {
        const speakers = new Speakers()
        const names = ids.map(String)
        for (const name of names) talk(speakers, name, 120, 0, 200)
        talk(speakers, names[n]!, 30, 200, 800)
        const carried = speakers.loudest(names, 8, 810)
        expect(carried).toHaveLength(8)
        expect(carried[0]).toBe(names[n])
      },
    ),
  )
})

test('a weak line loses pictures step by step and sound never; one good moment does not bring them back', () => {
  let watch = FRESH
  for (let look = 0; look < 20; look += 1) watch = afterLook(watch, 0.3)
  expect(watch.share).toBe('sound')
  expect(afterLook(watch, 0).share).toBe('sound')
  for (let look = 0; look < 6 * SHARES.length; look += 1) watch = afterLook(watch, 0)
  expect(watch.share).toBe('all')
  for (const share of SHARES) expect(layerWithin(share, 'microphone', 'high')).toBe('high')
  expect(layerWithin('small-cameras', 'camera', 'high')).toBe('low')
  expect(layerWithin('no-cameras', 'screen', 'high')).toBe('high')
  expect(layerWithin('sound', 'screen', 'high')).toBe('off')
})
