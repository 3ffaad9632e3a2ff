import { expect, it } from 'vitest'
import { type ListedPerson, linesOf, matchPasted } from './pasted-list.ts'

const person = (id: string, displayName: string, more: Partial<ListedPerson> = {}): ListedPerson => ({
  id,
  displayName,
  username: `user.${id}`,
  studentNumber: null,
  email: null,
  role: 'student',
  ...more,
})

const PEOPLE = [
  person('emma', 'Emma Zhang 张雨桐', { studentNumber: '2026001', username: 'emma' }),
  person('li1', '李明', { studentNumber: '2026002' }),
  person('li2', '李明', { studentNumber: '2026003' }),
  person('oc', 'Sinéad O’Connor', { email: 'sinead@example.org' }),
  person('san', '张三'),
  person('wei', 'Zhang Wei', { role: 'guardian' }),
]
const match = (text: string, members: string[] = []) =>
  matchPasted(linesOf(text), PEOPLE, 'student', new Set(members)).map(({ state, people }) =>
    `${state} ${people.map((one) => one.id).join('+')}`.trim(),
  )

it('a line is a name, a username, a number or an address, in whatever form it was copied', () => {
  const text = [
    '张雨桐',
    'ＥＭＭＡ',
    '２０２６００１',
    'emma zhang',
    "Sine\u0301ad O'Connor",
    'Sinead@Example.org',
    '张　三',
  ]
  for (const line of text) expect(match(line)[0]).toMatch(/^found (emma|oc|san)$/)
})

it('columns of a spreadsheet and a family name first are read, the number before the name', () => {
  expect(match('Zhang, Emma\n2026003\t李明\n1. 张三\n• Emma Zhang')).toEqual([
    'found emma',
    'found li2',
    'found san',
    'twice emma',
  ])
})

it('two of one name are for somebody to decide; who is unknown, cannot be in it, or is there is said', () => {
  expect(match('李明\n王五\nZhang Wei\n张三\n---\n\n', ['san'])).toEqual([
    'several li1+li2',
    'unknown',
    'unfit wei',
    'here san',
  ])
})

it('every line that says anything has its number in the text and becomes one line of the answer', () => {
  const lines = matchPasted(linesOf('\n张三\n\n李明\nzhang san\n张三, 7A'), PEOPLE, 'student', new Set())
  expect(lines.map(({ no, state }) => [no, state])).toEqual([
    [2, 'found'],
    [4, 'several'],
    [5, 'unknown'],
    [6, 'twice'],
  ])
})
