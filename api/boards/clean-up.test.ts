import { beforeAll, describe, expect, it } from 'vitest'
import { getBoard, listDrawers, removeShapesOf, restoreShapes } from '#domain/boards/contract.ts'
import { aRectangle } from '#domain/boards/samples.ts'
import { newId } from '#domain/ids.ts'
import { inTransaction } from '#platform/context.ts'
import { BoardBot } from '../testing/board-bot.ts'
import { type TestClass, TestSchool } from '../testing/school.ts'
import { createBoard } from './board.ts'

let school: TestSchool
let room: TestClass
beforeAll(async () => {
  school = await TestSchool.start()
  room = await school.aClass({ students: 2 })
})

const aBoard = async (): Promise<string> => {
  const id = newId()
  await inTransaction(school.system, (tx) => createBoard(tx, { id, classId: room.id, name: 'Board' }))
  return id
}
const shapes = async (boardId: string) =>
  (await room.teacher.client.call(getBoard, { boardId }, {})).elements.map(({ id }) => id).sort()

describe('cleaning up', () => {
  it('takes away what one student drew, live and for good, and one undo brings all of it back', async () => {
    const boardId = await aBoard()
    const [noisy, quiet] = room.students as [(typeof room.students)[0], (typeof room.students)[0]]
    const bots = [
      await new BoardBot(noisy, boardId).open(),
      await new BoardBot(quiet, boardId).open(),
    ] as const
    for (const [at, id] of ['n1', 'n2', 'n3'].entries())
      await bots[0].draw(aRectangle({ id, index: `a${at + 1}` }))
    await bots[1].draw(aRectangle({ id: 'q1', index: 'a8' }))
    const { client } = room.teacher
    const { drawers } = await client.call(listDrawers, { boardId }, {})
    expect(drawers.map(({ id, shapes: count }) => [id, count])).toEqual([
      [noisy.id, 3],
      [quiet.id, 1],
    ])

    const { ids } = await client.call(removeShapesOf, { boardId, accountId: noisy.id }, {})
    expect(ids.sort()).toEqual(['n1', 'n2', 'n3'])
    expect(await shapes(boardId)).toEqual(['q1'])
    await bots[1].hello()
    expect(bots[1].picture()).toHaveLength(1)

    await bots[0].draw(aRectangle({ id: 'n4', index: 'a9' }))
    await client.call(restoreShapes, { boardId }, { ids })
    await client.call(restoreShapes, { boardId }, { ids })
    expect(await shapes(boardId)).toEqual(['n1', 'n2', 'n3', 'n4', 'q1'])
    // They are still whose they were.
    expect((await client.call(listDrawers, { boardId }, {})).drawers[0]).toMatchObject({
      id: noisy.id,
      shapes: 4,
    })
  })

  it('is for whoever leads the board', async () => {
    const boardId = await aBoard()
    const { client } = room.students[0]!
    expect(await client.status(removeShapesOf, { boardId, accountId: room.teacher.id }, {})).toBe(403)
  })
})

describe('what an older release let through', () => {
  it('is not shown where no browser could draw it, drawn plainly where it would cost too much, and harms nothing else', async () => {
    const boardId = await aBoard()
    const teacher = await new BoardBot(room.teacher, boardId).open()
    await teacher.draw(aRectangle({ id: 'good', index: 'a1' }))
    const { db } = school.services.connection
    const stored = { version: 1, nonce: 1, ownerId: room.teacher.id, seq: 1, boardId }
    const huge = aRectangle({ id: 'huge', index: 'a3', width: 90_000, height: 90_000, fillStyle: 'hachure' })
    const empty = { ...aRectangle({ id: 'empty', index: 'a2' }), type: 'line', points: [] }
    for (const element of [huge, empty])
      await db
        .insertInto('boardElement')
        .values({ ...stored, elementId: element.id, element: JSON.stringify(element) })
        .execute()
    const scene = await room.students[0]!.client.call(getBoard, { boardId }, {})
    expect(scene.elements.map(({ id, fillStyle }) => [id, fillStyle]).sort()).toEqual([
      ['good', 'solid'],
      ['huge', 'solid'],
    ])
  })
})
