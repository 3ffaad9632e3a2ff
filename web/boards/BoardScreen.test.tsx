import { expect, test, vi } from 'vitest'
import { sees } from '../ui/testing/person.ts'
import { become, drawScreen } from '../ui/testing/screen.tsx'
import { serve, somebody } from '../ui/testing/server.ts'
import type { BoardProps } from './Board.tsx'
import BoardScreen from './BoardScreen.tsx'

// What a board does has tests of its own; here is which one is opened, and for whom.
vi.mock('./Board.tsx', () => ({
  default: (props: BoardProps) => <p>{`board ${props.boardId} for ${props.accountId}`}</p>,
}))

test('the address of a board opens that board for whoever is signed in', async () => {
  serve([])
  become(somebody('emma', 'student', ['algebra']))
  const root = await drawScreen(BoardScreen, '/boards/:boardId', '/boards/b1')
  await sees(root, 'board b1 for emma')
  expect(document.title).toContain('Board')
})
