import { afterEach, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { getBoard } from '#domain/boards/contract.ts'
import { aRectangle, oddestShapes } from '#domain/boards/samples.ts'
import { draw } from '../ui/testing/draw.tsx'
import { door, serve } from '../ui/testing/server.ts'
import Board from './Board.tsx'
import { findBroken, loadIsland } from './open.ts'

const view = { langCode: 'en', theme: 'light', viewOnly: false, mayClear: false } as const
/** What breaks the drawing surface, and what the server never lets through. */
const harmful = { ...aRectangle({ id: 'harm', index: 'a5' }), type: 'line', points: undefined } as never
const good = Array.from({ length: 9 }, (_, n) => aRectangle({ id: `g${n}`, index: `b${n}1`, x: n * 20 }))

afterEach(() => {
  for (const one of document.querySelectorAll('.excalidraw')) one.parentElement?.remove()
})

test('the shape over which the surface breaks is found among others, by halves', async () => {
  expect(await findBroken([...good.slice(0, 4), harmful, ...good.slice(4)], view)).toEqual(new Set(['harm']))
})

test('a board that cannot be drawn says so, says nothing of being saved, and opens without what breaks it', async () => {
  serve([
    door(getBoard, () => ({
      id: 'board',
      classId: 'class',
      locked: false,
      role: 'editor' as const,
      seq: 1,
      elements: [...good, harmful],
    })),
  ])
  await draw(() => <Board boardId="board" accountId="me" />)
  await expect.element(page.getByText('Something on this board cannot be shown here.')).toBeVisible()
  expect(page.getByText('Saved', { exact: true }).elements()).toHaveLength(0)
  await page.getByRole('button', { name: 'Show the board without it' }).click()
  await expect
    .poll(() => page.getByText('Something on this board cannot be shown here.').elements().length, {
      timeout: 120_000,
    })
    .toBe(0)
  await expect.poll(() => document.querySelectorAll('canvas.interactive').length).toBe(1)
})

test('the surface draws the largest and oddest shapes that are let through', async () => {
  const { canDraw } = await loadIsland()
  for (const element of oddestShapes()) {
    expect(await canDraw([element], view), element.id).toBe(true)
  }
})
