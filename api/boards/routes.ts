import type { Hono } from 'hono'
import { BOARD_FILE_LIMIT } from '#domain/boards/board.ts'
import * as boards from '#domain/boards/contract.ts'
import { boardFileId } from '#domain/boards/element.ts'
import { DONE } from '#domain/contract.ts'
import { isId } from '#domain/ids.ts'
import { notFound, Problem } from '#domain/problem.ts'
import { type Feature, type Http, type HttpEnv, onSignal, route } from '../feature.ts'
import { bodyOf } from '../http/body.ts'
import { webStream } from '../http/web-stream.ts'
import { boardFor } from './access.ts'
import { getBoard, handBoard, lockBoard } from './board.ts'
import { bringBack, drawersOf, removeAllOf } from './clean-up.ts'
import { readBoardFile, storeBoardFile } from './file.ts'
import { joinRoom, rooms } from './room.ts'

const fileParams = (http: Http): { boardId: string; fileId: string } => {
  if (!http.get('ctx').actor) throw new Problem('unauthenticated')
  const boardId = http.req.param('boardId') ?? ''
  const fileId = http.req.param('fileId') ?? ''
  if (!isId(boardId) || !boardFileId.safeParse(fileId).success) throw notFound()
  return { boardId, fileId }
}

const mountFiles = (app: Hono<HttpEnv>): void => {
  app.put(boards.BOARD_FILE_PATH, async (http) => {
    const { boardId, fileId } = fileParams(http)
    const bytes = await bodyOf(http, BOARD_FILE_LIMIT)
    await storeBoardFile(http.get('ctx'), boardId, fileId, bytes)
    return http.json({ ok: true })
  })
  app.get(boards.BOARD_FILE_PATH, async (http) => {
    const { boardId, fileId } = fileParams(http)
    const file = await readBoardFile(http.get('ctx'), boardId, fileId)
    // A picture never becomes another, but a right may end: the browser keeps it and asks each time whether it may show it.
    const kept = { etag: `"${fileId}"`, 'cache-control': 'private, no-cache' }
    if (http.req.header('if-none-match') === kept.etag)
      return new Response(null, { status: 304, headers: kept })
    return new Response(webStream(await file.body()), {
      headers: {
        'content-type': file.mediaType,
        'content-length': String(file.size),
        'content-disposition': 'inline; filename="picture"',
        'content-security-policy': "default-src 'none'; sandbox",
        ...kept,
      },
    })
  })
}

export const boardsFeature: Feature = {
  name: 'boards',
  routes: [
    route(boards.getBoard, (ctx, { params }) => getBoard(ctx, params.boardId)),
    route(boards.lockBoard, (ctx, { params, input }) => lockBoard(ctx, params.boardId, input.locked)),
    route(boards.handBoard, (ctx, { params, input }) => handBoard(ctx, params, input.presents)),
    route(boards.listDrawers, (ctx, { params }) => drawersOf(ctx, params.boardId)),
    route(boards.removeShapesOf, (ctx, { params }) => removeAllOf(ctx, params.boardId, params.accountId)),
    route(boards.restoreShapes, async (ctx, { params, input }) => {
      await bringBack(ctx, params.boardId, input.ids)
      return DONE
    }),
  ],
  raw: mountFiles,
  topics: {
    board: {
      check: (ctx, id) => boardFor(ctx, id, 'board.read'),
      joined: joinRoom,
      left: rooms.leave,
    },
  },
  signals: [
    onSignal('board', boards.helloBoard, async (ctx, id, { since }, connection) =>
      (await rooms.of(ctx, id)).hello(ctx, connection, since),
    ),
    onSignal('board', boards.editBoard, async (ctx, id, edit) => (await rooms.of(ctx, id)).edit(ctx, edit)),
    onSignal('board', boards.pointBoard, async (ctx, id, pointer, connection) =>
      (await rooms.of(ctx, id)).point(connection, pointer),
    ),
  ],
  stop: rooms.settle,
}
