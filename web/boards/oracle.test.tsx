import { reconcileElements } from '@excalidraw/excalidraw'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isSameChange } from '#domain/boards/merge.ts'
import { aRectangle } from '#domain/boards/samples.ts'
import { reconcile } from './scene.ts'

/** Excalidraw's own rule, in the browser it needs: ours must agree with it on every pair of scenes. */

const NONE = { id: '', version: -1, versionNonce: -1 }

type Theirs = Parameters<typeof reconcileElements>

const change = fc.record({
  id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
  version: fc.integer({ min: 1, max: 5 }),
  versionNonce: fc.integer({ min: 0, max: 4 }),
  isDeleted: fc.boolean(),
})
/** Every shape has a place of its own, as the server sees to; the same change is the same shape. */
const scenes = fc
  .array(change, { maxLength: 14 })
  .map((list) => list.map((one, at) => aRectangle({ ...one, x: at, index: `a${one.id.charCodeAt(0) - 97}` })))
const lastOfEach = <E extends { id: string }>(list: E[]): E[] => [
  ...new Map(list.map((element) => [element.id, element])).values(),
]

test('merging agrees with Excalidraw’s reconcileElements', () => {
  fc.assert(
    fc.property(scenes, scenes, (one, other) => {
      const local = lastOfEach(one)
      const remote = lastOfEach(other)
      // Of one and the same change there is one content.
      const known = new Map(local.map((element) => [element.id, element]))
      fc.pre(remote.every((element) => !isSameChange(element, known.get(element.id) ?? NONE)))
      const copy = structuredClone({ local, remote })
      const theirs = reconcileElements(
        copy.local as unknown as Theirs[0],
        copy.remote as unknown as Theirs[1],
        {} as Theirs[2],
      ) as unknown as { id: string; version: number; versionNonce: number; x: number }[]
      const ours =
        reconcile(local, remote, new Set()).elements ??
        [...local].sort((a, b) => (a.index < b.index ? -1 : 1))
      const seen = (list: typeof theirs) => list.map((e) => [e.id, e.version, e.versionNonce, e.x])
      expect(seen(ours)).toEqual(seen(theirs))
    }),
    { numRuns: 500 },
  )
})
