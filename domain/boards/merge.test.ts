import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { byPlace, isSameChange, mergeElements, type Placed, separatePlaces, wins } from './merge.ts'

const change = fc.record<Placed>({
  id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
  version: fc.integer({ min: 1, max: 6 }),
  versionNonce: fc.integer({ min: 0, max: 5 }),
  index: fc.constantFrom('a0', 'a1', 'a1V', 'a2', 'a3', 'b00'),
})
/** The same change always has the same content, as it does when it comes from one browser. */
const history = fc
  .array(change, { maxLength: 40 })
  .map((list) => [...new Map(list.map((e) => [`${e.id}:${e.version}:${e.versionNonce}`, e])).values()])

const apply = (scene: Map<string, Placed>, batch: Placed[]): Map<string, Placed> => {
  const next = new Map(scene)
  for (const element of mergeElements(scene, batch).accepted) next.set(element.id, element)
  return next
}
const drawn = (scene: Map<string, Placed>) => [...scene.values()].sort(byPlace)
const chunk = (list: Placed[], size: number): Placed[][] =>
  list.length === 0 ? [] : [list.slice(0, size), ...chunk(list.slice(size), size)]

describe('merging shapes', () => {
  it('the order in which changes arrive does not matter', () => {
    fc.assert(
      fc.property(
        history.chain((list) =>
          fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
        ),
        fc.integer({ min: 1, max: 7 }),
        ([list, shuffled], size) => {
          const one = chunk(list, size).reduce(apply, new Map<string, Placed>())
          const other = shuffled.map((e) => [e]).reduce(apply, new Map<string, Placed>())
          expect(drawn(one)).toEqual(drawn(other))
        },
      ),
    )
  })

  it('a message that arrives twice changes nothing and is not answered', () => {
    fc.assert(
      fc.property(history, (list) => {
        const once = apply(new Map(), list)
        const again = mergeElements(once, [...once.values()])
        expect(again).toEqual({ accepted: [], losers: [] })
        expect(drawn(apply(once, list))).toEqual(drawn(once))
      }),
    )
  })

  it('a browser that is answered with what beat it ends with the same board', () => {
    fc.assert(
      fc.property(history, fc.nat(), (list, cut) => {
        const theirs = list.slice(0, cut % (list.length + 1))
        const mine = list.slice(theirs.length)
        const server = apply(new Map(), theirs)
        const local = apply(new Map(), mine)
        const { accepted, losers } = mergeElements(server, local.values())
        const onServer = new Map(server)
        for (const element of accepted) onServer.set(element.id, element)
        const inBrowser = apply(local, [...losers, ...server.values()])
        expect(drawn(inBrowser)).toEqual(drawn(onServer))
      }),
    )
  })

  it('exactly one of two different changes of a shape wins', () => {
    fc.assert(
      fc.property(change, change, (a, b) => {
        fc.pre(!isSameChange(a, b))
        expect(wins(a, b)).toBe(!wins(b, a))
      }),
    )
  })

  it('the higher version stands, and of equal versions the lower nonce', () => {
    const stored = new Map([['a', { id: 'a', version: 3, versionNonce: 50 }]])
    const losing = { id: 'a', version: 3, versionNonce: 51 }
    const winning = { id: 'a', version: 3, versionNonce: 49 }
    expect(mergeElements(stored, [losing]).losers).toEqual([stored.get('a')])
    expect(mergeElements(stored, [losing, winning])).toEqual({ accepted: [winning], losers: [] })
  })
})

describe('places in the pile', () => {
  it('no two shapes share a place, whatever is added at the same moment', () => {
    fc.assert(
      fc.property(fc.array(history, { maxLength: 6 }), (batches) => {
        const scene = new Map<string, Placed>()
        for (const batch of batches) {
          const { accepted } = mergeElements(scene, batch)
          for (const element of separatePlaces(scene, accepted)) scene.set(element.id, element)
          const places = [...scene.values()].map((element) => element.index)
          expect(new Set(places).size).toBe(places.length)
        }
      }),
    )
  })

  it('a shape that finds its place taken goes just above, as one further change', () => {
    const scene = new Map<string, Placed>([
      ['a', { id: 'a', version: 1, versionNonce: 1, index: 'a1' }],
      ['b', { id: 'b', version: 1, versionNonce: 1, index: 'a2' }],
    ])
    const [moved] = separatePlaces(scene, [{ id: 'c', version: 4, versionNonce: 9, index: 'a1' }])
    expect(moved).toMatchObject({ id: 'c', version: 5 })
    expect(moved!.versionNonce).not.toBe(9)
    expect(moved!.index > 'a1' && moved!.index < 'a2').toBe(true)
  })
})
