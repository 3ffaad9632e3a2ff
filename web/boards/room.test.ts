import { generateKeyBetween } from 'fractional-indexing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { BoardElement } from '#domain/boards/element.ts'
import type { BoardRole } from '#domain/boards/right.ts'
import { aRectangle, aStroke } from '#domain/boards/samples.ts'
import { FakeCanvas, FakeLine, FakeServer } from './fake-server.ts'
import { BoardRoom, type RoomState } from './room.ts'

/** A repeatable row of numbers in [0, 1). */
const dice = (seed: number) => () => {
  seed = (seed * 1_664_525 + 1_013_904_223) % 2 ** 32
  return seed / 2 ** 32
}

let server: FakeServer
let rooms: BoardRoom[]

const sit = (accountId: string, role: BoardRole) => {
  const canvas = new FakeCanvas()
  const line = new FakeLine(server, accountId, role)
  const states: RoomState[] = []
  const room = new BoardRoom({
    accountId,
    line,
    canvas,
    scene: server.snapshot(role),
    fetchScene: async () => server.snapshot(role),
    isReady: () => true,
    onState: (state) => states.push(state),
    onFull: () => {},
    onPointers: () => {},
  })
  rooms.push(room)
  line.connect()
  return { canvas, line, room, states }
}
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
const add = (canvas: FakeCanvas, element: BoardElement) => {
  canvas.drawn = [...canvas.drawn, element]
}

beforeEach(() => {
  vi.useFakeTimers()
  server = new FakeServer(dice(1))
  rooms = []
})
afterEach(() => {
  for (const room of rooms) room.close()
  vi.useRealTimers()
})

const act = (canvas: FakeCanvas, name: string, n: number, random: () => number) => {
  const live = canvas.drawn.filter((element) => !element.isDeleted)
  const one = live[Math.floor(random() * live.length)]
  const top = generateKeyBetween(canvas.drawn.at(-1)?.index ?? null, null)
  const dye = random()
  const nonce = Math.floor(random() * 2 ** 31)
  if (!one || dye < 0.4) add(canvas, aRectangle({ id: `${name}-${n}`, index: top, versionNonce: nonce }))
  else if (dye < 0.7) canvas.change(one.id, { x: Math.floor(random() * 999) }, nonce)
  else if (dye < 0.85) canvas.change(one.id, { isDeleted: true }, nonce)
  else {
    canvas.change(one.id, { index: top }, nonce)
    canvas.drawn = [...canvas.drawn.filter((element) => element !== one), one]
  }
}

describe('a board in three browsers', () => {
  it.each([
    ['teachers', ['teacher', 'teacher', 'teacher'] as const],
    ['a teacher and two students', ['teacher', 'editor', 'editor'] as const],
  ])('with %s drawing at once, through cuts, all see the same in the end', async (_who, roles) => {
    for (let seed = 1; seed < 6; seed += 1) {
      server = new FakeServer(dice(seed))
      const seats = roles.map((role, at) => sit(`p${at}`, role))
      const random = dice(seed * 77)
      for (let n = 0; n < 120; n += 1) {
        for (const [at, { canvas, line }] of seats.entries()) {
          act(canvas, `p${at}`, n, random)
          const chance = random()
          if (chance < 0.03) line.cut()
          else if (chance < 0.1) line.connect()
        }
        await pass(random() * 80)
      }
      for (const { line } of seats) {
        line.cut()
        line.connect()
      }
      await pass(5000)
      for (const { canvas } of seats) expect(canvas.picture()).toEqual(server.picture())
      expect(seats.every(({ states }) => states.at(-1)?.saved)).toBe(true)
      for (const { room } of seats) room.close()
    }
  })

  it('when everybody is still, nothing is sent', async () => {
    const [one, other] = [sit('a', 'teacher'), sit('b', 'editor')]
    add(one.canvas, aRectangle({ id: 'x' }))
    add(other.canvas, aRectangle({ id: 'y' }))
    await pass(2000)
    const before = one.line.sent + other.line.sent
    await pass(5000)
    expect(one.line.sent + other.line.sent).toBe(before)
    expect(one.canvas.picture()).toEqual(other.canvas.picture())
  })

  it('a change that comes while its shape is under the hand is kept and merged when the hand is off', async () => {
    const [teacher, student] = [sit('t', 'teacher'), sit('s', 'editor')]
    add(student.canvas, aRectangle({ id: 'x' }))
    await pass(500)
    student.canvas.underHand.add('x')
    student.canvas.change('x', { x: 1 }, 5)
    teacher.canvas.change('x', { x: 99 }, 4)
    teacher.canvas.change('x', { x: 100 }, 4)
    await pass(500)
    expect(student.canvas.get('x')?.x).toBe(1)
    student.canvas.underHand.clear()
    await pass(500)
    expect(student.canvas.get('x')?.x).toBe(100)
    expect(student.canvas.picture()).toEqual(teacher.canvas.picture())
  })

  it('what a locked board refuses goes from the screen by itself', async () => {
    const student = sit('s', 'editor')
    add(student.canvas, aRectangle({ id: 'x' }))
    await pass(500)
    server.locked = true
    student.canvas.change('x', { x: 500 }, 3)
    add(student.canvas, aRectangle({ id: 'new', index: 'a9' }))
    await pass(500)
    expect(student.canvas.drawn.map(({ id, x }) => [id, x])).toEqual([['x', 10]])
  })

  it('a student cannot pick up the teacher’s shapes, and the teacher can pick up all', async () => {
    const [teacher, student] = [sit('t', 'teacher'), sit('s', 'editor')]
    add(teacher.canvas, aRectangle({ id: 'x' }))
    add(student.canvas, aRectangle({ id: 'y', index: 'a5' }))
    await pass(500)
    expect(student.canvas.get('x')?.locked).toBe(true)
    expect(student.canvas.get('y')?.locked).toBe(false)
    expect(teacher.canvas.get('y')?.locked).toBe(false)
    expect(server.scene.get('x')?.locked).toBe(false)
  })

  it('a long stroke is sent by its new points, and the other sees all of it', async () => {
    const [teacher, student] = [sit('t', 'teacher'), sit('s', 'editor')]
    add(student.canvas, aStroke({ id: 'line' }))
    student.canvas.underHand.add('line')
    for (let n = 2; n < 60; n += 1) {
      const stroke = student.canvas.get('line')!
      if (stroke.type === 'freedraw')
        student.canvas.change('line', { points: [...stroke.points, [n, n]] } as Partial<BoardElement>, n)
      await pass(16)
    }
    student.canvas.underHand.clear()
    await pass(500)
    expect(teacher.canvas.get('line')).toMatchObject({ points: { length: 60 } })
    expect(teacher.canvas.picture()).toEqual(student.canvas.picture())
  })

  it('what was drawn offline is sent when the connection is back, and the state says so', async () => {
    const [teacher, student] = [sit('t', 'teacher'), sit('s', 'editor')]
    await pass(200)
    student.line.cut()
    add(student.canvas, aRectangle({ id: 'offline' }))
    await pass(1000)
    expect(student.states.at(-1)).toMatchObject({ connected: false })
    expect(teacher.canvas.drawn).toEqual([])
    student.line.connect()
    await pass(1000)
    expect(student.states.at(-1)).toMatchObject({ connected: true, saved: true })
    expect(teacher.canvas.picture()).toEqual(student.canvas.picture())
  })
})
