import type { Breach } from './breaches.ts'
import type { RuleCost, TimetableCost } from './cost.ts'
import type { Fact } from './facts/choices.ts'

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

/** Kinds of which there is a rule for every lesson or set of courses: all of one weight share a line. */
const ONE_LINE: readonly RuleCost['kind'][] = ['fixed', 'same-time']

const inOneLine = (rules: readonly RuleCost[]): RuleCost[] => {
  const lines: RuleCost[] = []
  for (const rule of rules) {
    const { kind, level, weight } = rule
    const before = lines.findIndex(
      (line) => line.kind === kind && line.level === level && line.weight === weight,
    )
    const line = ONE_LINE.includes(kind) ? lines[before] : undefined
    if (line === undefined) lines.push(rule)
    else {
      lines[before] = {
        ...line,
        checked: line.checked + rule.checked,
        breaches: [...line.breaches, ...rule.breaches],
        amount: line.amount + rule.amount,
        cost: line.cost + rule.cost,
      }
    }
  }
  return lines
}

/** The whole result in words: a line for each rule, and the sum. */
export const inWords = (cost: TimetableCost): string[] => [
  ...inOneLine(cost.rules).map(ruleInWords),
  cost.hard === 0
    ? `Feasible, cost ${number(cost.soft)}`
    : `Not feasible: ${number(cost.hard)} hard ${cost.hard === 1 ? 'breach' : 'breaches'}, cost ${number(cost.soft)}`,
]

const many = (count: number, one: string): string => `${number(count)} ${one}${count === 1 ? '' : 's'}`

/** Names as a list, the first few of many. */
export const listInWords = (names: readonly string[]): string => {
  const shown = names.slice(0, SHOWN).join(', ')
  return names.length > SHOWN ? `${shown} and ${number(names.length - SHOWN)} more` : shown
}

const FACTS: { readonly [Kind in Fact['kind']]: (fact: Fact, who: string, courses: string) => string } = {
  'lesson-time': ({ needed }, who) =>
    `${who} has a lesson of ${many(needed, 'period')} that may start at no time.`,
  'lesson-room': (_, who) => `${who} has a lesson that may be in no room.`,
  'free-periods': ({ needed, available }, who, courses) =>
    `${who} has ${many(needed, 'period')} of lessons (${courses}) and ${many(available, 'free period')} for them.`,
  'day-limit': ({ needed, available }, who) =>
    `${who} has ${many(needed, 'period')} of lessons and can be taught ${number(available)} by the rules for a day.`,
  'working-days': ({ needed, available }, who) =>
    `${who} must have lessons on ${many(needed, 'day')} and can on ${number(available)}.`,
  spread: ({ needed, available }, who) =>
    `${who} must lie on ${many(needed, 'day')} and can on ${number(available)}.`,
  'per-day': ({ needed, available }, who) =>
    `${who}: ${many(needed, 'lesson')}, and days for ${number(available)} at so many a day.`,
  rooms: ({ needed, available }, who, courses) =>
    `${who}: needed for ${many(needed, 'period')} (${courses}), and free in ${number(available)}.`,
  'parallel-time': (_, who) => `${who} must be at the same time, and have no time in common.`,
  'parallel-teacher': (_, who, courses) => `${courses} must be at the same time, and all have ${who}.`,
  'parallel-rooms': ({ needed, available }, who, courses) =>
    `${courses} must be at the same time in ${many(needed, 'room')}, and ${number(available)} can take them: ${who}.`,
}

/** A fact in a sentence: "Noether has 28 periods of lessons (Algebra, Logic) and 25 free periods for them." */
export const factInWords = (fact: Fact): string =>
  FACTS[fact.kind](fact, listInWords(fact.who), listInWords(fact.courses))
