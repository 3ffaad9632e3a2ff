import * as boards from '#domain/boards/contract.ts'
import { newId } from '#domain/ids.ts'
import { inTransaction } from '#platform/context.ts'
import {
  type AccessCase,
  accessCase,
  CLASS_STAFF,
  MEMBERS,
  rawCase,
  type World,
} from '../testing/access-case.ts'
import { createBoard } from './board.ts'
import { storeBoardFile } from './file.ts'

const PIXEL = Buffer.from('GIF89a\x01\x00\x01\x00', 'latin1')

const aBoard = async ({ school, class: room }: World): Promise<string> => {
  const id = newId()
  await inTransaction(school.system, (tx) => createBoard(tx, { id, classId: room.id, name: 'Board' }))
  return id
}
const fileOn = (boardId: string) => `/api/boards/${boardId}/files/${'ab'.repeat(32)}`

export const cases: AccessCase[] = [
  accessCase(boards.getBoard, ['owner', ...MEMBERS], async (world) => ({
    params: { boardId: await aBoard(world) },
    input: {},
  })),
  accessCase(boards.lockBoard, CLASS_STAFF, async (world) => ({
    params: { boardId: await aBoard(world) },
    input: { locked: true },
  })),
  accessCase(boards.handBoard, CLASS_STAFF, async (world) => ({
    params: { boardId: await aBoard(world), accountId: world.people.student.id },
    input: { presents: true },
  })),
  accessCase(boards.listDrawers, CLASS_STAFF, async (world) => ({
    params: { boardId: await aBoard(world) },
    input: {},
  })),
  accessCase(boards.removeShapesOf, CLASS_STAFF, async (world) => ({
    params: { boardId: await aBoard(world), accountId: world.people.student.id },
    input: {},
  })),
  accessCase(boards.restoreShapes, CLASS_STAFF, async (world) => ({
    params: { boardId: await aBoard(world) },
    input: { ids: [] },
  })),
  rawCase(`PUT ${boards.BOARD_FILE_PATH}`, [...CLASS_STAFF, 'student'], async (world) => ({
    method: 'PUT',
    path: fileOn(await aBoard(world)),
    body: PIXEL.toString('latin1'),
    headers: { 'content-type': 'image/gif' },
  })),
  rawCase(`GET ${boards.BOARD_FILE_PATH}`, ['owner', ...MEMBERS], async (world) => {
    const boardId = await aBoard(world)
    const teacher = await world.school.contextOf(world.people.teacher)
    await storeBoardFile(teacher, boardId, 'ab'.repeat(32), PIXEL)
    return { method: 'GET', path: fileOn(boardId) }
  }),
]
