import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { handBoard, listDrawers, removeShapesOf, restoreShapes } from '#domain/boards/contract.ts'
import { listMembers } from '#domain/classes/contract.ts'
import { createClassNames } from '../accounts/namesakes.ts'
import { Toaster } from '../ui/Toast.tsx'
import { draw } from '../ui/testing/draw.tsx'
import { door, serve } from '../ui/testing/server.ts'
import { BoardFooter } from './BoardFooter.tsx'

test('the board is handed to the one of two of the same name who is meant', async () => {
  const numbers = { bo: '101', other: '102' }
  const people = Object.keys(numbers).map((id) => ({ id, displayName: 'Bo Chen' }))
  const handed: string[] = []
  serve([
    door(listMembers, () => ({
      members: people.map((one) => ({
        ...one,
        role: 'student' as const,
        studentNumber: numbers[one.id as keyof typeof numbers],
        username: one.id,
      })),
    })),
    door(handBoard, ({ accountId }) => {
      handed.push(accountId)
      return { id: 'board', classId: 'class', locked: false, role: 'teacher' as const, seq: 1 }
    }),
  ])
  const state = {
    connected: true,
    saved: true,
    role: 'teacher' as const,
    locked: false,
    peers: people.map(({ id, displayName }) => ({
      connection: id,
      accountId: id,
      name: displayName,
      role: 'editor' as const,
    })),
  }
  await draw(() => {
    const names = createClassNames(
      () => 'class',
      () => people,
    )
    return <BoardFooter boardId="board" state={state} names={names} />
  })
  await page.getByRole('button', { name: 'Hand over' }).click()
  await expect.element(page.getByRole('menuitemcheckbox', { name: 'Bo Chen (101)' })).toBeVisible()
  await page.getByRole('menuitemcheckbox', { name: 'Bo Chen (102)' }).click()
  await expect.poll(() => handed).toEqual(['other'])
})

test('what somebody drew is removed in one press, and one more brings it back', async () => {
  const drawers = [
    { id: 'bo', displayName: 'Bo Chen', shapes: 12 },
    { id: 'li', displayName: 'Li Na', shapes: 1 },
  ]
  const restored: string[][] = []
  serve([
    door(listDrawers, () => ({ drawers })),
    door(removeShapesOf, ({ accountId }) => {
      drawers.splice(
        drawers.findIndex(({ id }) => id === accountId),
        1,
      )
      return { ids: ['a', 'b'] }
    }),
    door(restoreShapes, (_params, { ids }) => {
      restored.push(ids)
      return { ok: true as const }
    }),
  ])
  const state = { connected: true, saved: true, role: 'teacher' as const, locked: false, peers: [] }
  await draw(() => {
    const names = createClassNames(
      () => 'class',
      () => [],
    )
    return (
      <>
        <BoardFooter boardId="board" state={state} names={names} />
        <Toaster />
      </>
    )
  })
  await page.getByRole('button', { name: 'Clean up' }).click()
  await expect.element(page.getByText('12 shapes')).toBeVisible()
  await page
    .getByRole('listitem')
    .filter({ hasText: 'Bo Chen' })
    .getByRole('button', { name: 'Remove' })
    .click()
  await expect.element(page.getByText('Removed what Bo Chen drew.')).toBeVisible()
  await expect.poll(() => page.getByText('12 shapes').elements().length).toBe(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => restored).toEqual([['a', 'b']])
})
