import { describe, expect, it } from 'vitest'
import { drawable } from './cost.ts'
import { admitElement, POINT_LIMIT } from './element.ts'
import { mayDraw, mayEdit } from './right.ts'
import { aRectangle, aStroke, aText, oddestShapes } from './samples.ts'

describe('what may stand on a board', () => {
  it('shapes, strokes and text are let through as they are', () => {
    for (const element of [aRectangle(), aStroke(), aText('白板 board')]) {
      expect(admitElement(element, false)).toEqual(element)
    }
  })

  it.each(['iframe', 'embeddable', 'magicframe', 'selection', 'script'])('%s is refused', (type) => {
    const generated = { customData: { generationData: { status: 'done', html: '<script>1</script>' } } }
    expect(admitElement({ ...aRectangle(), type, ...generated }, true)).toBeNull()
  })

  it('fields that are not named are stripped, in custom data too', () => {
    const element = { ...aRectangle(), srcdoc: '<b>', customData: { owner: 'me', html: '<b>' } }
    expect(admitElement(element, true)).toEqual({ ...aRectangle(), customData: { owner: 'me' } })
  })

  it('a link stays only when staff set it and it is http or https', () => {
    const link = 'https://example.org/lesson'
    expect(admitElement(aRectangle({ link }), true)?.link).toBe(link)
    expect(admitElement(aRectangle({ link }), false)?.link).toBeNull()
    for (const bad of ['javascript:alert(1)', ' data:text/html,x', 'vbscript:x', '/admin', 'https:// a b']) {
      expect(admitElement(aRectangle({ link: bad }), true)?.link).toBeNull()
    }
  })

  it('a picture carries the number of its file, never the file', () => {
    const picture = {
      ...aRectangle(),
      type: 'image',
      fileId: 'ab'.repeat(32),
      status: 'pending',
      scale: [1, 1],
      crop: null,
    }
    expect(admitElement(picture, false)).toMatchObject({ status: 'saved' })
    expect(admitElement({ ...picture, fileId: 'data:image/png;base64,AAAA' }, false)).toBeNull()
    expect(admitElement({ ...picture, dataURL: 'data:x' }, false)).not.toHaveProperty('dataURL')
  })

  it('what no database stores is taken out of a text', () => {
    const text = `a${String.fromCharCode(0)}b${String.fromCharCode(0xd800)}c 😀`
    expect(admitElement(aText(text), false)).toMatchObject({ text: 'a\ufffdb\ufffdc 😀' })
  })

  it.each([
    ['a stroke that is too long', aStroke({ points: Array.from({ length: POINT_LIMIT + 1 }, () => [0, 0]) })],
    ['a text that is too long', aText('x'.repeat(10_001))],
    ['a shape out of the world', aRectangle({ x: 1e12 })],
    ['a size that is no number', aRectangle({ width: Number.NaN })],
    ['a place that is no fractional index', aRectangle({ index: 'a10' })],
    ['a version without end', aRectangle({ version: Number.MAX_SAFE_INTEGER })],
    ['an id that breaks objects', aRectangle({ id: '__proto__' })],
    ['a colour that is markup', aRectangle({ strokeColor: '"><script>' })],
    ['a thing that is no shape', null],
  ])('%s is refused', (_name, element) => {
    expect(admitElement(element, true)).toBeNull()
  })
})

describe('who may draw', () => {
  const mine = aRectangle({ customData: { owner: 'me' } })
  const teachers = aRectangle({ customData: { owner: 'teacher' } })
  const who = (role: 'teacher' | 'presenter' | 'editor' | 'viewer', locked = false) => ({
    accountId: 'me',
    role,
    locked,
  })

  it('a student adds shapes and changes their own, and nobody else’s', () => {
    expect(mayEdit(who('editor'), undefined)).toBe(true)
    expect(mayEdit(who('editor'), mine)).toBe(true)
    expect(mayEdit(who('editor'), teachers)).toBe(false)
    expect(mayEdit(who('editor'), aRectangle())).toBe(false)
  })

  it('staff and whoever was handed the board may change every shape', () => {
    expect(mayEdit(who('teacher', true), teachers)).toBe(true)
    expect(mayEdit(who('presenter', true), teachers)).toBe(true)
  })

  it('on a locked board a student changes nothing, not even their own', () => {
    expect(mayDraw(who('editor', true))).toBe(false)
    expect(mayEdit(who('editor', true), mine)).toBe(false)
    expect(mayEdit(who('viewer'), undefined)).toBe(false)
  })
})

describe('bounds of a shape', () => {
  it('let through what is largest and oddest, which a test of the surface draws', () => {
    for (const odd of oddestShapes()) expect(admitElement(odd, true), odd.id).not.toBeNull()
    for (const odd of oddestShapes()) expect(drawable(odd), odd.id).toBe(odd)
  })

  it('refuse what blanks or freezes a surface', () => {
    const line = oddestShapes().find(({ type }) => type === 'line')
    const refused = [
      { ...line, points: [] },
      { ...aStroke(), points: [] },
      aRectangle({ width: 1e7, height: 1e7, fillStyle: 'hachure' }),
      aRectangle({ x: 1e7 }),
      aRectangle({ strokeWidth: -1 }),
      aRectangle({ roughness: 1e4 }),
      aRectangle({ groupIds: Array.from({ length: 30 }, (_, n) => `g${n}`) }),
      { ...line, startArrowhead: 'constructor' },
    ]
    for (const element of refused) expect(admitElement(element, true)).toBeNull()
  })
})
