import { changePlannerFacts } from '#api/planner/fact-changes.ts'
import { createTimetable } from '#api/planner/timetable.ts'
import { newId } from '#domain/ids.ts'
import { USUAL_RULES } from '#domain/planner/rule.ts'
import type { FilledClass } from './school.ts'
import { minutesFrom, type Story } from './story.ts'

const BELLS = [
  ['08:00', '08:45'],
  ['08:55', '09:40'],
  ['10:00', '10:45'],
  ['10:55', '11:40'],
  ['14:00', '14:45'],
  ['14:55', '15:40'],
  ['16:00', '16:45'],
].map(([starts = '', ends = '']) => ({ starts, ends }))

const ROOMS = [
  { name: '101', kind: '', features: ['projector'], seats: 40, building: 'Main' },
  { name: '102', kind: '', features: [], seats: 36, building: 'Main' },
  { name: '201', kind: '', features: ['projector'], seats: 45, building: 'Main' },
  { name: 'Lab 1', kind: 'Laboratory', features: ['gas', 'water'], seats: 36, building: 'Science' },
]

/** Lessons a week of each class; physics has a double period in the laboratory. */
const lessonsOf = ({ code }: FilledClass) =>
  code.endsWith('PHYS')
    ? { lengths: [2, 1], roomKind: 'Laboratory' }
    : { lengths: [1, 1, 1, 1, 1], roomKind: '' }

/** What the school's timetable is made from, and a draft of it that the worker searches. */
export const planTimetable = async (story: Story, classes: readonly FilledClass[]): Promise<void> => {
  const ctx = await story.as('owner', minutesFrom(story.now, -60))
  await changePlannerFacts(ctx, {
    bells: {
      rows: [
        { id: newId(), name: 'Usual day', weekdays: [1, 2, 3, 4], periods: BELLS },
        { id: newId(), name: 'Short day', weekdays: [5], periods: BELLS.slice(0, 5) },
      ],
      removed: [],
    },
    rooms: { rows: ROOMS.map((room) => ({ id: newId(), ...room })), removed: [] },
    teachings: {
      rows: classes.map((one) => ({
        id: newId(),
        classId: one.id,
        subject: one.subject,
        teacherIds: [],
        days: null,
        features: [],
        roomId: null,
        parallel: '',
        ...lessonsOf(one),
      })),
      removed: [],
    },
    rules: {
      rows: USUAL_RULES.map((rule) => ({ ...rule, id: newId(), off: false, about: 'school', whom: '' })),
      removed: [],
    },
    times: [
      {
        accountId: story.idOf('teacher'),
        times: [1, 3].map((weekday) => ({ weekday, period: 0, level: 'wish' as const })),
      },
    ],
  })
  await createTimetable(ctx, { id: newId(), name: 'Week of the term 学期课表', seconds: 3, seed: 1 })
}
