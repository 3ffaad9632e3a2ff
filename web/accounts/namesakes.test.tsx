import { createSignal, For } from 'solid-js'
import { expect, test, vi } from 'vitest'
import { listMembers, type Member } from '#domain/classes/contract.ts'
import { draw } from '../ui/testing/draw.tsx'
import { door, serve } from '../ui/testing/server.ts'
import { createClassNames, namesOf } from './namesakes.ts'

const member = (id: string, displayName: string, studentNumber: string | null = null): Member => ({
  id,
  displayName,
  studentNumber,
  username: null,
  role: 'student',
})

/** The names of who is on a screen of a class with this roster. */
const drawNames = async (roster: Member[], ...ids: string[]) => {
  const asked = serve([door(listMembers, () => ({ members: roster }))])
  const [shown, setShown] = createSignal(roster.filter(({ id }) => ids.includes(id)))
  const root = await draw(() => {
    const names = createClassNames(() => 'class', shown)
    return <For each={shown()}>{(one) => <p>{names.nameOf(one)}</p>}</For>
  })
  return {
    asked,
    show: (...next: string[]) => setShown(roster.filter(({ id }) => next.includes(id))),
    names: () => [...root.querySelectorAll('p')].map((one) => one.textContent),
  }
}

test('on a screen where nobody is called as another nothing is asked', async () => {
  const screen = await drawNames([member('a', 'Bo'), member('b', 'An')], 'a', 'b')
  expect(screen.names()).toEqual(['Bo', 'An'])
  expect(screen.asked).toEqual([])
})

test('two of one name show their numbers to who may know them, asked once', async () => {
  const screen = await drawNames(
    [member('a', 'Bo', '101'), member('b', 'ＢＯ', '102'), member('c', 'An')],
    'a',
  )
  screen.show('a', 'b')
  await vi.waitFor(() => expect(screen.names()).toEqual(['Bo (101)', 'ＢＯ (102)']))
  screen.show('a', 'b', 'c')
  await vi.waitFor(() => expect(screen.names()).toEqual(['Bo (101)', 'ＢＯ (102)', 'An']))
  expect(screen.asked).toHaveLength(1)
})

test('pupils see a letter that means the same person on every screen of the class', async () => {
  const roster = [member('a', 'Bo'), member('b', 'Bo'), member('c', 'Bo')]
  const screen = await drawNames(roster, 'b', 'c')
  await vi.waitFor(() => expect(screen.names()).toEqual(['Bo (B)', 'Bo (C)']))
  expect(namesOf(roster)).toEqual(['Bo (A)', 'Bo (B)', 'Bo (C)'])
})
