import type { FilledSchool } from './filled-school.ts'

export const ASKERS = ['owner', 'teacher', 'student', 'guardian'] as const
export type Asker = (typeof ASKERS)[number]

const DAY_MS = 24 * 3_600_000

/** What the screens ask of a filled school by GET, door by door, and who has a screen that does. */
export const screenAsks = (
  school: FilledSchool,
  now: Date,
): { by: Asker[]; door: string; path: string }[] => {
  const { largeClass, class: small, channel, channelLast, student, assignment, lesson, board } = school
  const at = (days: number) => encodeURIComponent(new Date(now.getTime() + days * DAY_MS).toISOString())
  const all: Asker[] = [...ASKERS]
  const inClass: Asker[] = ['owner', 'teacher', 'student']
  const ask = (by: Asker[], door: string, path: string) => ({ by, door, path })
  return [
    ask(all, 'me', '/api/me'),
    ask(all, 'today', '/api/today'),
    ask(all, 'today, whole', '/api/today?whole=true'),
    ask(all, 'inbox', '/api/inbox'),
    ask(['teacher', 'student'], 'work', '/api/work'),
    ask(all, 'classes', '/api/classes'),
    ask(inClass, 'class', `/api/classes/${small}`),
    ask(inClass, 'members of 300', `/api/classes/${largeClass}/members`),
    ask(['teacher', 'student'], 'channels', `/api/classes/${largeClass}/channels`),
    ask(all, 'other channels', '/api/channels'),
    ask(['teacher', 'student'], 'messages, newest', `/api/channels/${channel}/messages?limit=50`),
    ask(
      ['teacher', 'student'],
      'messages, middle',
      `/api/channels/${channel}/messages?limit=50&before=${channelLast >> 1}`,
    ),
    ask(all, 'week of lessons', `/api/lessons?from=${at(-3)}&to=${at(4)}`),
    ask(['owner'], 'month of lessons', `/api/lessons?from=${at(-15)}&to=${at(15)}`),
    ask(inClass, 'lessons of a class', `/api/classes/${largeClass}/lessons?from=${at(-30)}&to=${at(30)}`),
    ask(inClass, 'lesson', `/api/lessons/${lesson}`),
    ask(['teacher', 'student'], 'register', `/api/lessons/${lesson}/register`),
    ask(['teacher', 'student'], 'board', `/api/boards/${board}`),
    ask(all, 'attendance', `/api/people/${student}/attendance`),
    ask(inClass, 'assignments', `/api/classes/${small}/assignments`),
    ask(inClass, 'assignments, 300 × 60', `/api/classes/${largeClass}/assignments`),
    ask(['guardian'], 'assignments, 300 × 60', `/api/classes/${largeClass}/assignments?studentId=${student}`),
    ask(inClass, 'assignment', `/api/assignments/${assignment}`),
    ask(['teacher'], 'submissions of 300', `/api/assignments/${assignment}/submissions`),
    ask(['teacher'], 'marking', `/api/assignments/${assignment}/submissions/${student}`),
    ask(['student'], 'submission', `/api/assignments/${assignment}/submission`),
    ask(['owner', 'teacher'], 'gradebook', `/api/classes/${small}/gradebook`),
    ask(['owner', 'teacher'], 'gradebook, 300 × 60', `/api/classes/${largeClass}/gradebook`),
    ask(['owner', 'teacher'], 'gradebook changes', `/api/classes/${largeClass}/gradebook/changes?since=0`),
    ask(
      ['teacher', 'student', 'guardian'],
      'grades of one',
      `/api/classes/${largeClass}/students/${student}/grades`,
    ),
    ask(['owner'], 'people', '/api/people'),
    ask(['owner'], 'people, searched', '/api/people?q=Student%2029'),
    ask(['owner'], 'person', `/api/people/${student}`),
    ask(['owner'], 'terms', '/api/terms'),
    ask(['owner'], 'jobs', '/api/jobs'),
    ask(['owner'], 'jobs, failed', '/api/jobs?state=failed'),
    ask(['owner'], 'health', '/api/health'),
    ask(['owner'], 'audit', '/api/audit'),
    ask(['owner'], 'audit of a person', `/api/audit?actorId=${school.teacher}`),
    ask(['owner'], 'audit of a rare act', '/api/audit?action=class.created'),
    ask(['owner'], 'audit of none', '/api/audit?action=school.created'),
    ask(['owner'], 'reports', '/api/reports'),
    ask(['owner'], 'roster imports', '/api/roster-imports'),
    ask(['owner'], 'kept apart', '/api/kept-apart'),
    ask(['owner', 'student'], 'sessions', '/api/me/sessions'),
  ]
}
