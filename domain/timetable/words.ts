import type { Breach } from './breaches.ts'
import type { RuleCost, TimetableCost } from './cost.ts'

/** What each rule wants, as the end of "N of M …". */
const WISHES: { readonly [Kind in RuleCost['kind']]: readonly [unmet: string, unit: string] } = {
  'not-placed': ['lessons have no place', 'lesson'],
  clash: ['lessons meet people who are elsewhere at that time', 'clash'],
  'room-taken': ['lessons have a room that is taken', 'lesson'],
  'no-room': ['lessons have no room', 'lesson'],
  unavailable: ['times to be kept free are not', 'period'],
  'day-periods': ['lessons lie at another time of day', 'period'],
  fixed: ['fixed lessons are elsewhere', 'lesson'],
  unbroken: ['long lessons run over a break', 'lesson'],
  'room-suits': ['lessons have a room that does not suit', 'lesson'],
  'room-capacity': ['lessons have a room that is too small', 'student'],
  'room-stability': ['courses change rooms', 'extra room'],
  'minimum-days': ['courses lie on too few days', 'day'],
  'distinct-days': ['days have too many lessons of one subject', 'lesson'],
  gaps: ['timetables have gaps', 'free period'],
  isolated: ['days have lessons on their own', 'lesson'],
  'day-load': ['days are too long or too short', 'period'],
  consecutive: ['days have too long a run of lessons', 'period'],
  lunch: ['days have no time for lunch', 'period'],
  'working-days': ['people have too many or too few working days', 'day'],
  'same-time': ['parallel lessons are not parallel', 'lesson'],
  repeat: ['lessons differ from the week before', 'lesson'],
  'building-change': ['times there is no time to walk', 'walk'],
  unmoved: ['lessons are moved', 'lesson'],
}

const number = (value: number): string => value.toLocaleString('en')

/** The names a breach concerns, and when: "Algebra, 7A (day 1, period 3)". Days and periods count from 1 for people. */
export const breachInWords = ({ names, day, period, amount }: Breach): string => {
  const when = [
    ...(day === undefined ? [] : [`day ${day + 1}`]),
    ...(period === undefined ? [] : [`period ${period + 1}`]),
  ].join(', ')
  const what = names.join(', ') + (when === '' ? '' : ` (${when})`)
  return amount === 1 ? what : `${what} × ${number(amount)}`
}

const SHOWN = 6

/** One rule's line: "9 of 9,140 days have lessons on their own (9 × 2 = 18): 7A (day 1), …". */
export const ruleInWords = (rule: RuleCost): string => {
  const [unmet, unit] = WISHES[rule.kind]
  const units = `${number(rule.amount)} ${unit}${rule.amount === 1 ? '' : unit.endsWith('sh') ? 'es' : 's'}`
  const price = rule.level === 'hard' ? `hard, ${units}` : `${units} × ${rule.weight} = ${number(rule.cost)}`
  const head = `${number(rule.breaches.length)} of ${number(rule.checked)} ${unmet}`
  if (rule.breaches.length === 0) return `${head} (${rule.level === 'hard' ? 'hard' : 'cost 0'})`
  const shown = rule.breaches.slice(0, SHOWN).map(breachInWords)
  const more = rule.breaches.length - shown.length
  return `${head} (${price}): ${shown.join('; ')}${more > 0 ? `; and ${number(more)} more` : ''}`
}

/** The whole result in words: a line for each rule, and the sum. */
export const inWords = (cost: TimetableCost): string[] => [
  ...cost.rules.map(ruleInWords),
  cost.hard === 0
    ? `Feasible, cost ${number(cost.soft)}`
    : `Not feasible: ${number(cost.hard)} hard ${cost.hard === 1 ? 'breach' : 'breaches'}, cost ${number(cost.soft)}`,
]
