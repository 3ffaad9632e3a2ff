import { describe, expect, test } from 'vitest'
import type { BoardElement } from '#domain/boards/element.ts'
import { Company } from './company.ts'
import { gather } from './outgoing.ts'
import { force, reconcile, settlePlaces, stampOf } from './scene.ts'

/** Only what the scene itself reads of a shape. */
const shape = (id: string, index: string, version = 1, change: object = {}): BoardElement =>
  ({
    id,
    type: 'rectangle',
    index,
    version,
    versionNonce: version,
    isDeleted: false,
    groupIds: [],
    updated: version,
    ...change,
  }) as unknown as BoardElement
const ids = (elements: readonly BoardElement[] | null) => elements?.map(({ id }) => id)
const nobody = new Set<string>()

describe('what arrives on a board', () => {
  test('is put in its place; where nothing is new nothing is drawn anew', () => {
    const local = [shape('a', 'a1'), shape('c', 'a3')]
    const merged = reconcile(local, [shape('b', 'a2')], nobody)
    expect(ids(merged.elements)).toEqual(['a', 'b', 'c'])
    expect(ids(merged.settled)).toEqual(['b'])
    expect(reconcile(local, [shape('a', 'a1')], nobody)).toMatchObject({ elements: null, deferred: [] })
  })

  test('is a copy: Excalidraw changes its shapes in place', () => {
    const arrival = shape('b', 'a2')
    const [shown] = reconcile([], [arrival], nobody).elements ?? []
    expect(shown).toEqual(arrival)
    expect(shown).not.toBe(arrival)
  })

  test('takes the place of an older one, and leaves a newer one', () => {
    const older = reconcile([shape('a', 'a1', 1)], [shape('a', 'a1', 2)], nobody)
    expect(older.elements?.[0]?.version).toBe(2)
    const newer = reconcile([shape('a', 'a1', 3)], [shape('a', 'a1', 2)], nobody)
    expect(newer).toEqual({ elements: null, deferred: [], settled: [] })
  })

  test('for a shape under the hand waits; only its place in the pile is taken at once', () => {
    const mine = shape('a', 'a1', 1)
    const merged = reconcile([mine], [shape('a', 'a5', 4)], new Set(['a']))
    expect(merged.elements).toBeNull()
    expect(ids(merged.deferred)).toEqual(['a'])
    expect(mine.index).toBe('a5')
    expect(mine.version).toBeGreaterThanOrEqual(4)
    const still = shape('b', 'a1', 1)
    reconcile([still], [shape('b', 'a1', 4)], new Set(['b']))
    expect(still.version).toBe(1)
  })
})

test('what the server refused is as the server has it, and what it never had is gone', () => {
  const local = [shape('a', 'a1', 5), shape('b', 'a2', 5), shape('c', 'a3')]
  const after = force(local, [
    { id: 'a', element: shape('a', 'a9', 1) },
    { id: 'b', element: null },
  ])
  expect(ids(after)).toEqual(['c', 'a'])
  expect(after[1]?.version).toBe(1)
})

describe('two shapes in one place of the pile', () => {
  test('part: the one the server does not know goes above', () => {
    const sorted = [shape('known', 'a1'), shape('new', 'a1'), shape('top', 'a2')]
    settlePlaces(sorted, ({ id }) => id === 'new')
    expect(ids(sorted)).toEqual(['known', 'new', 'top'])
    expect(sorted[1]!.index > 'a1' && sorted[1]!.index < 'a2').toBe(true)
  })

  test('part also when the lower one is the new one, and stay when both are known', () => {
    const lower = [shape('new', 'a1'), shape('known', 'a1')]
    settlePlaces(lower, ({ id }) => id === 'new')
    expect(ids(lower)).toEqual(['known', 'new'])
    const both = [shape('a', 'a1'), shape('b', 'a1')]
    settlePlaces(both, () => false)
    expect(both.map(({ index }) => index)).toEqual(['a1', 'a1'])
  })
})

test('a stamp tells two changes of the same count apart', () => {
  expect(stampOf({ version: 3, versionNonce: 7 })).toBe('3:7')
})

describe('the next message', () => {
  test('holds what fits, at least one shape, and leaves the rest for the one after', () => {
    const large = (id: string) => shape(id, 'a1', 1, { text: 'x'.repeat(70_000) })
    expect([...gather([large('a'), large('b')], new Map()).sent.keys()]).toEqual(['a'])
    const huge = gather([shape('a', 'a1', 1, { text: 'x'.repeat(200_000) })], new Map())
    expect(huge.elements).toHaveLength(1)
    const many = Array.from({ length: 450 }, (_, n) => shape(`s${n}`, 'a1'))
    expect(gather(many, new Map()).sent.size).toBe(400)
  })

  test('remembers shapes as they were then: they are changed in place later', () => {
    const element = shape('a', 'a1', 1)
    const { sent } = gather([element], new Map())
    element.version = 2
    expect(sent.get('a')?.version).toBe(1)
  })

  test('sends of a stroke that grew only what is new, and a changed one whole', () => {
    const stroke = (points: number[][], change: object = {}) =>
      shape('s', 'a1', points.length, {
        type: 'freedraw',
        points,
        pressures: [],
        lastCommittedPoint: null,
        ...change,
      })
    const before = stroke([
      [0, 0],
      [1, 1],
    ])
    const after = stroke([
      [0, 0],
      [1, 1],
      [2, 2],
    ])
    const grown = gather([after], new Map([['s', before]]))
    expect(grown.elements).toEqual([])
    expect(grown.ink).toMatchObject([{ id: 's', from: 2, points: [[2, 2]] }])
    const moved = gather(
      [
        stroke(
          [
            [0, 0],
            [1, 1],
            [2, 2],
          ],
          { x: 5 },
        ),
      ],
      new Map([['s', before]]),
    )
    expect(moved.ink).toEqual([])
    expect(moved.elements).toHaveLength(1)
  })
})

describe('who has a board open', () => {
  const peer = (connection: string) => ({ connection, accountId: connection, name: connection }) as never

  test('is everybody whom any of the server’s processes reported lately', () => {
    const company = new Company()
    company.report({ process: 'one', peers: [peer('a')] }, 0)
    expect(company.report({ process: 'two', peers: [peer('b')] }, 10_000)).toHaveLength(2)
    expect(company.report({ process: 'two', peers: [peer('b')] }, 30_000)).toHaveLength(2)
    expect(company.report({ process: 'two', peers: [peer('b')] }, 30_001)).toHaveLength(1)
  })

  test('points as they last did, and no more once they are gone', () => {
    const company = new Company()
    company.report({ process: 'one', peers: [peer('a'), peer('b')] }, 0)
    company.point({
      pointers: [
        ['a', 1, 2, 'pointer', 'up'],
        ['b', 3, 4, 'laser', 'down'],
      ],
    } as never)
    expect(company.pointers.get('b')).toEqual({ x: 3, y: 4, tool: 'laser', button: 'down' })
    company.report({ process: 'one', peers: [peer('a')] }, 1)
    expect([...company.pointers.keys()]).toEqual(['a'])
  })
})
