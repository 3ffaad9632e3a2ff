import { expect, test } from 'vitest'
import type { Ward } from '#domain/accounts/contract.ts'
import { draw } from '../ui/testing/draw.tsx'
import { somebody } from '../ui/testing/server.ts'
import { enter, forget } from './session.ts'
import { WardSwitch } from './WardSwitch.tsx'
import { wardAmong } from './ward.ts'

const [emma, leo] = ['Emma', 'Leo'].map((name): Ward => ({ id: name, displayName: name, classIds: [] })) as [
  Ward,
  Ward,
]

test('the child in the address is meant, else the one looked at last, else the first; never one of another class', () => {
  expect(wardAmong([emma, leo], 'Leo', 'Emma')).toBe(leo)
  expect(wardAmong([emma, leo], undefined, 'Leo')).toBe(leo)
  expect(wardAmong([emma, leo], null, null)).toBe(emma)
  expect(wardAmong([leo], 'Emma', 'Emma')).toBe(leo)
  expect(wardAmong([], 'Emma')).toBeUndefined()
})

test('a guardian of one child has nothing to choose, of two chooses by name', async () => {
  const one = await draw(() => <WardSwitch wards={[emma]} value="Emma" onChoose={() => {}} />)
  expect(one.querySelector('input')).toBeNull()
  expect(one.textContent).toContain('Emma')
  const chosen: string[] = []
  const two = await draw(() => (
    <WardSwitch wards={[emma, leo]} value="Emma" onChoose={(id) => chosen.push(id)} />
  ))
  const inputs = [...two.querySelectorAll('input')]
  expect(inputs.map((input) => input.checked)).toEqual([true, false])
  inputs[1]?.click()
  expect(chosen).toEqual(['Leo'])
})

test('a guardian of two children of one name chooses the one who is meant', async () => {
  const twins = ['a', 'b'].map((id): Ward => ({ id, displayName: 'Bo Chen', classIds: [] }))
  enter({ ...somebody('guardian', 'student', []), role: 'guardian', wards: twins })
  const chosen: string[] = []
  const root = await draw(() => <WardSwitch wards={twins} value="a" onChoose={(id) => chosen.push(id)} />)
  expect([...root.querySelectorAll('label')].map((label) => label.textContent)).toEqual([
    'Bo Chen (A)',
    'Bo Chen (B)',
  ])
  root.querySelectorAll('input')[1]?.click()
  expect(chosen).toEqual(['b'])
  forget()
})
