import { describe, expect, it } from 'vitest'
import { decideEdit } from './edit.ts'
import { type BoardElement, ELEMENT_LIMIT, TEXT_LIMIT } from './element.ts'
import { OWN_LIMIT, OWN_WEIGHT, STAFF_RESERVE, weightOf } from './quota.ts'
import { aRectangle, aText } from './samples.ts'

const student = { accountId: 'li', role: 'editor', locked: false } as const
const teacher = { accountId: 'wang', role: 'teacher', locked: false } as const
const sceneOf = (elements: BoardElement[]) => new Map(elements.map((element) => [element.id, element]))
const many = (count: number, owner: string) =>
  Array.from({ length: count }, (_, n) =>
    aRectangle({ id: `${owner}${n}`, index: `b${n.toString(36).padStart(3, '0')}1`, customData: { owner } }),
  )
const draw = (
  scene: Map<string, BoardElement>,
  drawer: typeof student | typeof teacher,
  element: BoardElement,
) => decideEdit(scene, drawer, { elements: [element], ink: [] })

describe('room on a board', () => {
  it('is bounded for one student, who hears that it is theirs that is too much', () => {
    const scene = sceneOf(many(OWN_LIMIT, 'li'))
    expect(draw(scene, student, aRectangle({ id: 'one-more' }))).toMatchObject({
      accepted: [],
      denied: [{ id: 'one-more', element: null }],
      full: 'own',
    })
    expect(
      draw(scene, { ...student, accountId: 'mei' } as never, aRectangle({ id: 'other' })).full,
    ).toBeNull()
    expect(draw(scene, teacher, aRectangle({ id: 'mine' })).full).toBeNull()
  })

  it('counts what shapes weigh, so that long texts are not many for free', () => {
    const long = 'x'.repeat(TEXT_LIMIT)
    const texts = Array.from({ length: Math.floor(OWN_WEIGHT / weightOf(aText(long))) }, (_, n) =>
      aText(long, { id: `t${n}`, customData: { owner: 'li' } }),
    )
    const scene = sceneOf(texts)
    expect(draw(scene, student, aText(long, { id: 'more' })).full).toBe('own')
    // What gets lighter, or goes, is let through: a full board can be tidied.
    expect(
      draw(scene, student, { ...texts[0]!, text: '', originalText: '', version: 2 } as BoardElement).full,
    ).toBeNull()
    expect(draw(scene, student, { ...texts[0]!, isDeleted: true, version: 2 }).accepted).toHaveLength(1)
  })

  it('is kept free for staff when students have filled the rest', () => {
    const owners = ['a', 'b', 'c', 'd', 'e']
    const scene = sceneOf(owners.flatMap((owner) => many((ELEMENT_LIMIT - STAFF_RESERVE) / 5, owner)))
    expect(draw(scene, student, aRectangle({ id: 'late' })).full).toBe('board')
    expect(draw(scene, teacher, aRectangle({ id: 'mine' })).accepted).toHaveLength(1)
  })
})
