import { createSignal } from 'solid-js'
import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { addMembers, findMembers } from '#domain/classes/contract.ts'
import { draw } from '../ui/testing/draw.tsx'
import { door, serve } from '../ui/testing/server.ts'
import { PastedList } from './PastedList.tsx'

const person = (id: string, displayName: string, studentNumber: string) => ({
  id,
  displayName,
  studentNumber,
  username: `user.${id}`,
  role: 'student' as const,
})
const an = person('a', 'An Li', '7')
const both = [person('b', 'Bo Chen', '101'), person('c', 'Bo Chen', '102')]
const line = (no: number, words: string, state: 'found' | 'several' | 'unknown', people: (typeof an)[]) => ({
  no,
  line: words,
  state,
  people,
})

test('a line that means two people says its number and both of them; what nobody decided stays when the others are added', async () => {
  const asked = serve([
    door(findMembers, () => ({
      lines: [
        line(1, 'An Li', 'found', [an]),
        line(3, 'Bo Chen', 'several', both),
        line(4, 'Bo', 'several', both),
        line(5, 'Nobody', 'unknown', []),
      ],
    })),
    door(addMembers, (_params, { accountIds }) => ({ added: [...accountIds] })),
  ])
  const [pasted, setPasted] = createSignal('')
  await draw(() => (
    <PastedList
      classId="class"
      role={'student' as const}
      text={pasted()}
      onText={setPasted}
      onChanged={() => {}}
    />
  ))
  const text = page.getByRole('textbox', { name: 'List of people' })
  await text.fill('An Li\n\nBo Chen\nBo\nNobody')
  await page.getByRole('button', { name: 'Look them up' }).click()
  const row = page.getByRole('listitem').filter({ hasText: '3. Bo Chen' })
  await expect.element(row).toHaveTextContent('Bo Chen · 101 · user.b')
  await expect.element(row).toHaveTextContent('Bo Chen · 102 · user.c')
  await page.getByLabelText('Line 3, Bo Chen: which of them?').selectOptions('c')
  await expect.element(page.getByText('2 lines mean nobody for certain')).toBeVisible()
  await page.getByRole('button', { name: 'Add 2 people' }).click()
  await expect.element(text).toHaveValue('Bo\nNobody')
  expect(asked.at(-1)?.input).toEqual({ accountIds: ['a', 'c'], role: 'student' })
})
