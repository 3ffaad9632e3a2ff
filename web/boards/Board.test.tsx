import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { getBoard } from '#domain/boards/contract.ts'
import { Problem } from '#domain/problem.ts'
import { draw } from '../ui/testing/draw.tsx'
import { door, serve } from '../ui/testing/server.ts'
import Board from './Board.tsx'

test('a board on a slow line says that it is being opened, and a refusal says why and offers another try', async () => {
  let refuse: (problem: Problem) => void = () => {}
  const asked = serve([
    door(
      getBoard,
      () =>
        new Promise((_, reject) => {
          refuse = reject
        }),
    ),
  ])
  await draw(() => <Board boardId="board" accountId="me" />)
  await expect.element(page.getByText('Opening the board …')).toBeVisible()
  refuse(new Problem('unavailable'))
  const again = page.getByRole('button', { name: 'Try again' })
  await expect.element(again).toBeVisible()
  expect(page.getByText('Opening the board …').elements()).toHaveLength(0)
  await again.click()
  await expect.element(page.getByText('Opening the board …')).toBeVisible()
  expect(asked).toHaveLength(2)
})
