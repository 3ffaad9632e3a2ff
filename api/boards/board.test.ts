import { beforeAll, describe, expect, it } from 'vitest'
import {
  boardEdited,
  boardState,
  getBoard,
  handBoard,
  lockBoard,
  pointBoard,
} from '#domain/boards/contract.ts'
import { inkBetween } from '#domain/boards/ink.ts'
import { aRectangle, aStroke, aText } from '#domain/boards/samples.ts'
import { newId } from '#domain/ids.ts'
import { topicOf } from '#domain/realtime.ts'
import { inTransaction } from '#platform/context.ts'
import { BoardBot } from '../testing/board-bot.ts'
import { type Person, type TestClass, TestSchool } from '../testing/school.ts'
import { createBoard } from './board.ts'

let school: TestSchool
let room: TestClass

const aBoard = async (): Promise<string> => {
  const id = newId()
  await inTransaction(school.system, (tx) => createBoard(tx, { id, classId: room.id, name: 'Board' }))
  return id
}
const open = (person: Person, boardId: string) => new BoardBot(person, boardId).open()
const settle = () => new Promise((resolve) => setTimeout(resolve, 80))

beforeAll(async () => {
  school = await TestSchool.start()
  room = await school.aClass({ students: 3 })
})

describe('a shared board', () => {
  it('what one draws, the others get, and who comes later sees the same', async () => {
    const boardId = await aBoard()
    const [teacher, student] = [await open(room.teacher, boardId), await open(room.students[0]!, boardId)]
    await teacher.draw(aRectangle({ id: 'a' }))
    await student.draw(aText('勾股定理 a²+b²=c²', { id: 'b', index: 'a2' }))
    await settle()
    await teacher.listen()
    await student.listen()
    const late = await open(room.students[1]!, boardId)
    expect(teacher.picture()).toHaveLength(2)
    expect(student.picture()).toEqual(teacher.picture())
    expect(late.picture()).toEqual(teacher.picture())
    expect(late.scene.get('b')).toMatchObject({ text: '勾股定理 a²+b²=c²' })
    expect(late.scene.get('b')?.customData?.owner).toBe(room.students[0]!.id)
  })

  it('a growing stroke travels as its new points alone', async () => {
    const boardId = await aBoard()
    const [teacher, student] = [await open(room.teacher, boardId), await open(room.students[0]!, boardId)]
    let stroke = aStroke({ id: 's' })
    await teacher.draw(stroke)
    for (let n = 2; n < 6; n += 1) {
      const longer = aStroke({ id: 's', points: [...stroke.points, [n, n]], version: n })
      teacher.scene.set('s', longer)
      expect(await teacher.edit([], [inkBetween(stroke, longer)!])).toMatchObject({ denied: [], whole: [] })
      stroke = longer
    }
    await settle()
    const edits = student.socket.frames.filter((f) => f.t === 'signal' && f.name === boardEdited.name)
    expect(edits.slice(1).every((f) => f.t === 'signal' && !JSON.stringify(f.payload).includes('seed'))).toBe(
      true,
    )
    await student.listen()
    expect(student.scene.get('s')).toMatchObject({ points: stroke.points, version: 5 })
  })

  it('a student cannot change the teacher’s shape and gets it back as it is', async () => {
    const boardId = await aBoard()
    const [teacher, student] = [await open(room.teacher, boardId), await open(room.students[0]!, boardId)]
    await teacher.draw(aRectangle({ id: 'a' }))
    await settle()
    await student.listen()
    const answer = await student.draw(aRectangle({ id: 'a', x: 500, version: 9 }))
    expect(answer.denied).toMatchObject([{ id: 'a', element: { x: 10, version: 1 } }])
    expect(student.picture()).toEqual(teacher.picture())
    expect(await teacher.hello()).toMatchObject({ seq: 1 })
  })

  it('a locked board refuses students at once and takes their changes back, staff draw on', async () => {
    const boardId = await aBoard()
    const [teacher, student] = [await open(room.teacher, boardId), await open(room.students[0]!, boardId)]
    await student.draw(aRectangle({ id: 'mine' }))
    await room.teacher.client.call(lockBoard, { boardId }, { locked: true })
    expect(await student.socket.event('board.locked')).toMatchObject({ payload: { locked: true } })
    const moved = await student.draw(aRectangle({ id: 'mine', x: 0, version: 2 }))
    expect(moved.denied).toMatchObject([{ id: 'mine', element: { x: 10, version: 1 } }])
    const added = await student.draw(aRectangle({ id: 'new', index: 'a9' }))
    expect(added.denied).toEqual([{ id: 'new', element: null }])
    expect((await teacher.draw(aRectangle({ id: 'hers', index: 'a5' }))).denied).toEqual([])
    expect(await student.hello()).toMatchObject({ locked: true, role: 'editor' })
    await room.teacher.client.call(lockBoard, { boardId }, { locked: false })
    expect((await student.draw(aRectangle({ id: 'new', index: 'a9' }))).denied).toEqual([])
  })

  it('a student who is handed the board draws while it is locked and changes any shape, until it is taken back', async () => {
    const boardId = await aBoard()
    const [teacher, student] = [await open(room.teacher, boardId), await open(room.students[0]!, boardId)]
    const other = await open(room.students[1]!, boardId)
    const hand = (presents: boolean) =>
      room.teacher.client.call(handBoard, { boardId, accountId: room.students[0]!.id }, { presents })
    await teacher.draw(aRectangle({ id: 'hers' }))
    await room.teacher.client.call(lockBoard, { boardId }, { locked: true })
    await hand(true)
    expect(await student.socket.event('board.handed')).toMatchObject({
      payload: { boardId, accountId: room.students[0]!.id, presents: true },
    })
    expect((await student.draw(aRectangle({ id: 'new', index: 'a5' }))).denied).toEqual([])
    expect((await student.draw(aRectangle({ id: 'hers', x: 70, version: 2 }))).denied).toEqual([])
    expect((await other.draw(aRectangle({ id: 'mine', index: 'a7' }))).denied).toEqual([
      { id: 'mine', element: null },
    ])
    expect(await student.hello()).toMatchObject({ role: 'presenter', locked: true })
    expect((await teacher.hello()).peers.map((peer) => peer.role).sort()).toEqual([
      'editor',
      'presenter',
      'teacher',
    ])
    await hand(false)
    const late = await student.draw(aRectangle({ id: 'late', index: 'a9' }))
    expect(late.denied).toEqual([{ id: 'late', element: null }])
    expect(await student.hello()).toMatchObject({ role: 'editor' })
  })

  it('answers however many hand it over at once', async () => {
    const boardId = await aBoard()
    const hand = () =>
      room.teacher.client.status(handBoard, { boardId, accountId: room.students[0]!.id }, { presents: true })
    // More than there are database connections: none may wait for a second one with a first in its hand.
    const answers = await Promise.all(Array.from({ length: 40 }, hand))
    expect(new Set(answers)).toEqual(new Set([200]))
  })

  it('is handed over once however often that is said, and only to who may draw on it', async () => {
    const boardId = await aBoard()
    const student = await open(room.students[0]!, boardId)
    const hand = (accountId: string) =>
      room.teacher.client.status(handBoard, { boardId, accountId }, { presents: true })
    expect(await Promise.all([hand(room.students[0]!.id), hand(room.students[0]!.id)])).toEqual([200, 200])
    await settle()
    const told = student.socket.frames.filter((f) => f.t === 'event' && f.name === 'board.handed')
    expect(told).toHaveLength(1)
    const stranger = (await school.aClass()).students[0]!
    expect(await hand(stranger.id)).toBe(404)
    expect(await hand(newId())).toBe(404)
    expect(
      await room.students[1]!.client.status(
        handBoard,
        { boardId, accountId: room.students[1]!.id },
        { presents: true },
      ),
    ).toBe(403)
  })

  it('an iframe never reaches others, not even from the teacher', async () => {
    const boardId = await aBoard()
    const [teacher, student] = [await open(room.teacher, boardId), await open(room.students[0]!, boardId)]
    const frame = {
      ...aRectangle({ id: 'f' }),
      type: 'iframe',
      customData: { generationData: { html: '<script>' } },
    }
    const answer = await teacher.edit([frame as never])
    expect(answer.denied).toEqual([{ id: 'f', element: null }])
    await settle()
    await student.listen()
    expect(student.picture()).toEqual([])
    const scene = await room.teacher.client.call(getBoard, { boardId }, {})
    expect(scene.elements).toEqual([])
  })

  it('two who add a shape at the same place both keep it, in the same order for everybody', async () => {
    const boardId = await aBoard()
    const bots = await Promise.all([open(room.teacher, boardId), open(room.students[0]!, boardId)])
    await Promise.all(bots.map((bot, n) => bot.draw(aRectangle({ id: `n${n}` }))))
    await settle()
    for (const bot of bots) await bot.listen()
    expect(bots[0]!.picture()).toHaveLength(2)
    expect(bots[1]!.picture()).toEqual(bots[0]!.picture())
    const places = [...bots[0]!.scene.values()].map((element) => element.index)
    expect(new Set(places).size).toBe(2)
  })

  it('pointers reach the others gathered, with who is here', async () => {
    const boardId = await aBoard()
    const [teacher, student] = [await open(room.teacher, boardId), await open(room.students[0]!, boardId)]
    const topic = topicOf('board', boardId)
    for (let x = 0; x < 10; x += 1)
      await student.socket.ask(topic, pointBoard.name, { x, y: 1, tool: 'laser', button: 'down' })
    await settle()
    const sent = teacher.socket.frames.filter((f) => f.t === 'signal' && f.name === 'board.pointers')
    expect(sent.length).toBeGreaterThan(0)
    expect(sent.length).toBeLessThan(5)
    expect(sent.at(-1)).toMatchObject({
      payload: { pointers: [[expect.any(String), 9, 1, 'laser', 'down']] },
    })
    expect((await teacher.hello()).peers.map((peer) => peer.role).sort()).toEqual(['editor', 'teacher'])
    student.socket.close()
    await teacher.socket.until(
      (f) =>
        f.t === 'signal' &&
        f.name === boardState.name &&
        (f.payload as { peers: unknown[] }).peers.length === 1,
    )
  })

  it('whoever is not of the class cannot open, listen or lock', async () => {
    const boardId = await aBoard()
    const stranger = (await school.aClass()).students[0]!
    expect(await stranger.client.status(getBoard, { boardId }, {})).toBe(404)
    expect(await stranger.client.status(lockBoard, { boardId }, { locked: true })).toBe(404)
    expect(await room.students[0]!.client.status(lockBoard, { boardId }, { locked: true })).toBe(403)
    const socket = await stranger.client.socket()
    expect(await socket.subscribe(topicOf('board', boardId))).toMatchObject({
      t: 'refused',
      kind: 'not-found',
    })
  })

  it('what one message says that no database stores does not harm the others’', async () => {
    const boardId = await aBoard()
    const bots = await Promise.all(room.students.map((student) => open(student, boardId)))
    const bad = aText(`a${String.fromCharCode(0)}b${String.fromCharCode(0xdc00)}`, { id: 'bad' })
    await Promise.all([
      bots[0]!.draw(bad),
      bots[1]!.draw(aRectangle({ id: 'good', index: 'a3' })),
      bots[2]!.draw(aRectangle({ id: 'fine', index: 'a4' })),
    ])
    const scene = await room.teacher.client.call(getBoard, { boardId }, {})
    expect(scene.elements.map((element) => element.id).sort()).toEqual(['bad', 'fine', 'good'])
  })
})
