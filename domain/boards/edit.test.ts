import { describe, expect, it } from 'vitest'
import { Delta, decideEdit } from './edit.ts'
import { type BoardElement, ELEMENT_LIMIT } from './element.ts'
import { applyInk, inkBetween } from './ink.ts'
import { aRectangle, aStroke } from './samples.ts'

const sceneOf = (...elements: BoardElement[]) => new Map(elements.map((element) => [element.id, element]))
const student = { accountId: 'li', role: 'editor', locked: false } as const
const teacher = { accountId: 'wang', role: 'teacher', locked: false } as const
const by = (owner: string) => ({ customData: { owner } })

describe('deciding an edit', () => {
  it('a new shape belongs to whoever sent it, whatever it says', () => {
    const { accepted, denied } = decideEdit(new Map(), student, {
      elements: [aRectangle({ ...by('wang') })],
      ink: [],
    })
    expect(accepted).toEqual([aRectangle(by('li'))])
    expect(denied).toEqual([])
  })

  it('a shape keeps its owner when the teacher changes it', () => {
    const scene = sceneOf(aRectangle(by('li')))
    const { accepted } = decideEdit(scene, teacher, { elements: [aRectangle({ version: 2, x: 0 })], ink: [] })
    expect(accepted[0]).toMatchObject({ x: 0, version: 2, customData: { owner: 'li' } })
  })

  it('a student who changes the teacher’s shape gets the stored one back by force', () => {
    const stored = aRectangle(by('wang'))
    const { accepted, denied } = decideEdit(sceneOf(stored), student, {
      elements: [aRectangle({ version: 99, ...by('li') })],
      ink: [],
    })
    expect(accepted).toEqual([])
    expect(denied).toEqual([{ id: 'r1', element: stored }])
  })

  it('on a locked board a student’s new shape is refused and has to go', () => {
    const { denied } = decideEdit(
      new Map(),
      { ...student, locked: true },
      { elements: [aRectangle()], ink: [] },
    )
    expect(denied).toEqual([{ id: 'r1', element: null }])
  })

  it('an iframe is refused for everybody', () => {
    const frame = { ...aRectangle(), type: 'iframe' }
    expect(decideEdit(new Map(), teacher, { elements: [frame], ink: [] })).toMatchObject({
      accepted: [],
      denied: [{ id: 'r1', element: null }],
    })
  })

  it('a stroke grows for its owner, and for nobody else', () => {
    const stored = aStroke(by('li'))
    const after = aStroke({ ...by('li'), points: [...stored.points, [5, 5]], version: 2 })
    const ink = [inkBetween(stored, after)!]
    expect(decideEdit(sceneOf(stored), student, { elements: [], ink })).toMatchObject({
      accepted: [after],
      ink,
    })
    const other = decideEdit(sceneOf(stored), { ...student, accountId: 'han' }, { elements: [], ink })
    expect(other).toMatchObject({ accepted: [], ink: [], denied: [{ id: 's1', element: stored }] })
  })

  it('a stroke whose beginning is not known is asked for whole', () => {
    const grown = inkBetween(aStroke(), aStroke({ points: [...aStroke().points, [5, 5]], version: 2 }))!
    expect(decideEdit(new Map(), student, { elements: [], ink: [grown] }).whole).toEqual(['s1'])
    const shorter = aStroke({ points: [[0, 0]], ...by('li') })
    expect(decideEdit(sceneOf(shorter), student, { elements: [], ink: [grown] }).whole).toEqual(['s1'])
  })

  it('the same message twice is accepted once and refused never', () => {
    const first = decideEdit(new Map(), student, { elements: [aRectangle()], ink: [] })
    const again = decideEdit(sceneOf(...first.accepted), student, { elements: [aRectangle()], ink: [] })
    expect(again).toEqual({ accepted: [], ink: [], back: [], denied: [], whole: [], full: null })
  })

  it('a shape that was moved to a free place goes back to its sender', () => {
    const { accepted, back } = decideEdit(sceneOf(aRectangle(by('wang'))), student, {
      elements: [aRectangle({ id: 'r2' })],
      ink: [],
    })
    expect(accepted).toEqual(back)
    expect(accepted[0]?.index).not.toBe('a1')
  })

  it('a full board takes no further shape, but lets the ones there be moved and deleted', () => {
    const full = new Map<string, BoardElement>()
    for (let n = 0; n < ELEMENT_LIMIT; n += 1) full.set(`e${n}`, aRectangle({ id: `e${n}`, index: `b${n}` }))
    const elements = [
      aRectangle({ id: 'new' }),
      aRectangle({ id: 'e1', version: 2, index: 'a2', isDeleted: true }),
    ]
    const decision = decideEdit(full, teacher, { elements, ink: [] })
    expect(decision.denied.map(({ id }) => id)).toEqual(['new'])
    expect(decision.accepted.map(({ id }) => id)).toEqual(['e1'])
  })

  it('a version that leaps to the end of numbers is refused', () => {
    const { denied } = decideEdit(new Map(), student, {
      elements: [aRectangle({ version: 2_000_000 })],
      ink: [],
    })
    expect(denied).toHaveLength(1)
  })
})

describe('what travels together', () => {
  it('a stroke that begins and grows in one batch travels whole, one that only grows as its growth', () => {
    const first = aStroke()
    const second = aStroke({ points: [...first.points, [2, 2]], version: 2 })
    const third = aStroke({ points: [...second.points, [3, 3]], version: 3 })
    const step = (before: typeof first, after: typeof first) => ({
      accepted: [after],
      ink: [inkBetween(before, after)!],
    })

    const begins = new Delta()
    begins.add({ accepted: [first], ink: [] })
    begins.add(step(first, second))
    expect([begins.elements, begins.ink]).toEqual([[second], []])

    const grows = new Delta()
    grows.add(step(first, second))
    grows.add(step(second, third))
    expect(grows.elements).toEqual([])
    expect(grows.ink.map((piece) => applyInk(first, piece))).toEqual([third])
  })
})
