import { createRoot } from 'solid-js'
import { afterEach, expect, test } from 'vitest'
import type { AttendanceStatus, RegisterRow } from '#domain/attendance/attendance.ts'
import * as contract from '#domain/attendance/contract.ts'
import { setLessonHeld } from '#domain/lectures/contract.ts'
import { Problem } from '#domain/problem.ts'
import { endedLesson } from '../lectures/testing.ts'
import { until } from '../ui/testing/person.ts'
import { changesIn, type Door, door, serve } from '../ui/testing/server.ts'
import { createRegister, type RegisterStore } from './register.ts'

const aRow = (
  accountId: string,
  status: AttendanceStatus | null,
  change: Partial<RegisterRow> = {},
): RegisterRow => ({
  accountId,
  displayName: accountId,
  studentNumber: null,
  username: accountId,
  status,
  minutes: 40,
  source: 'presence',
  note: null,
  arrivedAt: null,
  leftAt: null,
  awayMinutes: 0,
  ...change,
})
const aRegister = (rows: RegisterRow[], change: object = {}): contract.Register =>
  ({
    lessonId: 'one',
    minutes: 45,
    held: 'online',
    confirmedAt: null,
    confirmedBy: null,
    rows,
    ...change,
  }) as never

let dispose = () => {}
afterEach(() => dispose())

/** The register of a lesson, as the server has it; `marked` is what becomes of it by each mark. */
const begin = async (first: contract.Register, doors: readonly Door[] = []) => {
  let stored = first
  const asked = serve([
    ...doors,
    door(contract.getRegister, () => stored),
    door(contract.markAttendance, (_, { marks }) => {
      for (const mark of marks) {
        const { accountId, status, ...note } = mark
        stored = {
          ...stored,
          rows: stored.rows.map((row) => (row.accountId === accountId ? { ...row, status, ...note } : row)),
        }
      }
      return stored
    }),
  ])
  const register = createRoot((end): RegisterStore => {
    dispose = end
    return createRegister(() => endedLesson('one'))
  })
  await until(() => expect(register.register()).toBeTruthy())
  const row = (id: string) => register.register()?.rows.find((one) => one.accountId === id) as RegisterRow
  return { register, row, changes: () => changesIn(asked).map(({ input }) => input) }
}

test('a mark shows before the server has it, and marks go one after the other', async () => {
  const arrive: (() => void)[] = []
  const { register, row, changes } = await begin(aRegister([aRow('emma', null), aRow('leo', null)]), [
    door(contract.markAttendance, async (_, { marks }) => {
      await new Promise<void>((resolve) => arrive.push(resolve))
      return aRegister([aRow('emma', 'late'), aRow('leo', marks[0]?.accountId === 'leo' ? 'absent' : null)])
    }),
  ])
  const [first, second] = [register.mark(row('emma'), 'late'), register.mark(row('leo'), 'absent')]
  expect([register.statusOf(row('emma')), register.statusOf(row('leo'))]).toEqual(['late', 'absent'])
  await until(() => expect(arrive).toHaveLength(1))
  expect(changes()).toHaveLength(1)
  arrive[0]?.()
  await first
  expect(register.statusOf(row('leo'))).toBe('absent')
  await until(() => expect(arrive).toHaveLength(2))
  arrive[1]?.()
  await second
  expect(changes()).toEqual([
    { marks: [{ accountId: 'emma', status: 'late' }] },
    { marks: [{ accountId: 'leo', status: 'absent' }] },
  ])
})

test('a refused mark shows what was there, and the refusal is told', async () => {
  const { register, row } = await begin(aRegister([aRow('emma', 'present')]), [
    door(contract.markAttendance, () => {
      throw new Problem('forbidden')
    }),
  ])
  await expect(register.mark(row('emma'), 'absent')).rejects.toBeInstanceOf(Problem)
  expect(register.statusOf(row('emma'))).toBe('present')
})

test('of two marks of one line the later shows, also while the earlier is answered', async () => {
  const { register, row } = await begin(aRegister([aRow('emma', null)]))
  const [first, second] = [register.mark(row('emma'), 'late'), register.mark(row('emma'), 'absent')]
  await first
  expect(register.statusOf(row('emma'))).toBe('absent')
  await second
  expect(register.statusOf(row('emma'))).toBe('absent')
})

test('a line is put back to what it was: a mark by hand with its reason, a proposal as nobody’s mark', async () => {
  const { register, changes } = await begin(aRegister([aRow('emma', 'absent')]))
  await register.putBack(aRow('emma', 'excused', { source: 'teacher', note: 'Doctor' }))
  await register.putBack(aRow('emma', 'late'))
  expect(changes()).toEqual([
    { marks: [{ accountId: 'emma', status: 'excused', note: 'Doctor' }] },
    { marks: [{ accountId: 'emma', status: null }] },
  ])
})

test('once it is confirmed a proposal is put back as the status it became', async () => {
  const { register, changes } = await begin(
    aRegister([aRow('emma', 'absent')], { confirmedAt: '2026-11-30T08:00:00.000Z' }),
  )
  await register.putBack(aRow('emma', 'late'))
  expect(changes()).toEqual([{ marks: [{ accountId: 'emma', status: 'late', note: null }] }])
})

test('a reason is sent once it is another one, without blanks around it, and an emptied one as none', async () => {
  const { register, row, changes } = await begin(
    aRegister([aRow('emma', 'excused', { note: 'Doctor' }), aRow('leo', null)]),
  )
  await register.saveReason(row('emma'))
  register.writeReason(row('emma'), ' Doctor ')
  expect(register.isReasoning(row('emma'))).toBe(true)
  await register.saveReason(row('emma'))
  expect(changes()).toEqual([])
  register.writeReason(row('emma'), ' Dentist ')
  expect(register.reasonOf(row('emma'))).toBe(' Dentist ')
  await register.saveReason(row('emma'))
  register.writeReason(row('emma'), '  ')
  await register.saveReason(row('emma'))
  // Who is not marked has nothing to give a reason for.
  register.writeReason(row('leo'), 'Why')
  await register.saveReason(row('leo'))
  expect(changes()).toEqual([
    { marks: [{ accountId: 'emma', status: 'excused', note: 'Dentist' }] },
    { marks: [{ accountId: 'emma', status: 'excused', note: null }] },
  ])
})

test('*all present* says how many, and its undo takes back those marks alone', async () => {
  const { register, row, changes } = await begin(aRegister([aRow('emma', null), aRow('leo', null)]), [
    door(contract.markAllPresent, () => ({
      register: aRegister([aRow('emma', 'present'), aRow('leo', 'present')]),
      marked: ['emma', 'leo'],
    })),
  ])
  const done = await register.allPresent()
  expect(done.count).toBe(2)
  expect(register.statusOf(row('emma'))).toBe('present')
  await done.undo()
  expect(changes().at(-1)).toEqual({
    marks: ['emma', 'leo'].map((accountId) => ({ accountId, status: null, was: 'present' })),
  })
})

test('confirming forgets the reasons that were being typed, and shows what the server made of it', async () => {
  const { register, row } = await begin(aRegister([aRow('emma', 'present')]), [
    door(contract.confirmAttendance, () =>
      aRegister([aRow('emma', 'present')], { confirmedAt: '2026-11-30T08:00:00.000Z' }),
    ),
  ])
  register.writeReason(row('emma'), 'Why')
  await register.confirm()
  expect(register.register()?.confirmedAt).toBe('2026-11-30T08:00:00.000Z')
  expect(register.isReasoning(row('emma'))).toBe(false)
})

test('another way of holding it fetches the register anew, for what it says is another', async () => {
  let fetched = 0
  const { register } = await begin(aRegister([]), [
    door(contract.getRegister, () => {
      fetched += 1
      return aRegister([], { held: fetched > 1 ? 'room' : 'online' })
    }),
    door(setLessonHeld, () => endedLesson('one', { held: 'room' })),
  ])
  await register.setHeld('room')
  expect(register.register()?.held).toBe('room')
})
