import { newId } from '#domain/ids.ts'
import { type BellPeriod, type Bells, MOST_PERIODS } from '#domain/planner/bell.ts'
import type { PlannerFacts } from '#domain/planner/facts.ts'
import { type Room, wordKey } from '#domain/planner/room.ts'
import { parseLengths, sayLengths, type Teaching } from '#domain/planner/teaching.ts'
import { t } from '../i18n/translate.ts'

/** A column of an editable sheet: what a cell shows, and the row with what was typed in it; null: it cannot be read. */
export interface SheetColumn<Row> {
  key: string
  title: string
  text: (row: Row) => string
  typed: (row: Row, text: string) => Row | null
  /** What may be chosen there. */
  choices?: readonly string[]
  width?: string
}

/** Rows of one kind that are edited cell by cell. */
export interface SheetOf<Row extends { id: string }> {
  columns: readonly SheetColumn<Row>[]
  /** A new row, not yet worth keeping. */
  fresh: () => Row
  /** Whether a row says enough to be written. */
  isWhole: (row: Row) => boolean
}

const listed = (typed: string): string[] =>
  typed
    .split(/[,;，；、]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')

const wholeNumber = (typed: string, most: number): number | null => {
  const plain = typed.normalize('NFKC').trim()
  return /^\d{1,5}$/.test(plain) && Number(plain) <= most ? Number(plain) : null
}

export const roomSheet = (): SheetOf<Room> => ({
  fresh: () => ({ id: newId(), name: '', kind: '', features: [], seats: 0, building: '' }),
  isWhole: ({ name }) => name !== '',
  columns: [
    {
      key: 'name',
      title: t('planner.facts.rooms.name'),
      text: ({ name }) => name,
      typed: (row, name) => (name.trim() === '' || name.length > 60 ? null : { ...row, name: name.trim() }),
    },
    {
      key: 'kind',
      title: t('planner.facts.rooms.kind'),
      text: ({ kind }) => kind,
      typed: (row, kind) => (kind.length > 40 ? null : { ...row, kind: kind.trim() }),
    },
    {
      key: 'features',
      title: t('planner.facts.rooms.features'),
      text: ({ features }) => features.join(', '),
      typed: (row, features) => ({ ...row, features: listed(features) }),
    },
    {
      key: 'seats',
      title: t('planner.facts.rooms.seats'),
      width: '5rem',
      text: ({ seats }) => (seats === 0 ? '' : String(seats)),
      typed: (row, typed) => {
        const seats = typed.trim() === '' ? 0 : wholeNumber(typed, 10_000)
        return seats === null ? null : { ...row, seats }
      },
    },
    {
      key: 'building',
      title: t('planner.facts.rooms.building'),
      text: ({ building }) => building,
      typed: (row, building) => (building.length > 40 ? null : { ...row, building: building.trim() }),
    },
  ],
})

/** `1-5`, `1,3,5` or `12345`. */
const readWeekdays = (typed: string): number[] | null => {
  const plain = typed
    .normalize('NFKC')
    .replace(/[–—~至到]/g, '-')
    .trim()
  if (plain === '') return []
  const range = /^([1-7])-([1-7])$/.exec(plain)
  const [first, last] = [Number(range?.[1]), Number(range?.[2])]
  if (range) return last >= first ? Array.from({ length: last - first + 1 }, (_, n) => first + n) : null
  const days = plain.split(/[\s,，、;]*/).filter((part) => part !== '')
  return days.every((day) => /^[1-7]$/.test(day)) ? [...new Set(days.map(Number))].sort() : null
}

const sayWeekdays = (days: readonly number[]): string => {
  const [first, last] = [days[0], days.at(-1)]
  const runs = days.length > 2 && first !== undefined && last === first + days.length - 1
  return runs ? `${first}-${last}` : days.join(',')
}

const clockOf = (typed: string): string | null => {
  const found = /^(\d{1,2})[:：.](\d{2})$/.exec(typed.trim())
  const [hour, minute] = [Number(found?.[1]), Number(found?.[2])]
  if (!found || hour > 23 || minute > 59) return null
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

const readPeriods = (typed: string): BellPeriod[] | null => {
  const periods = listed(typed.normalize('NFKC')).map((part) => {
    const [starts, ends] = part.split(/\s*[-–—~]\s*/).map(clockOf)
    return starts && ends && starts < ends ? { starts, ends } : null
  })
  const whole = periods.flatMap((period) => period ?? [])
  return whole.length === periods.length && whole.length > 0 && whole.length <= MOST_PERIODS ? whole : null
}

export const bellSheet = (): SheetOf<Bells> => ({
  fresh: () => ({ id: newId(), name: '', weekdays: [], periods: [] }),
  isWhole: ({ name, periods }) => name !== '' && periods.length > 0,
  columns: [
    {
      key: 'name',
      title: t('planner.facts.bells.name'),
      width: '12rem',
      text: ({ name }) => name,
      typed: (row, name) => (name.trim() === '' || name.length > 60 ? null : { ...row, name: name.trim() }),
    },
    {
      key: 'weekdays',
      title: t('planner.facts.bells.weekdays'),
      width: '7rem',
      text: ({ weekdays }) => sayWeekdays(weekdays),
      typed: (row, typed) => {
        const weekdays = readWeekdays(typed)
        return weekdays && { ...row, weekdays }
      },
    },
    {
      key: 'periods',
      title: t('planner.facts.bells.periods'),
      text: ({ periods }) => periods.map(({ starts, ends }) => `${starts}-${ends}`).join(', '),
      typed: (row, typed) => {
        const periods = readPeriods(typed)
        return periods && { ...row, periods }
      },
    },
  ],
})

/** What somebody or something is found by, among its names. */
const finder = <Item extends { id: string }>(items: readonly Item[], namesOf: (item: Item) => string[]) => {
  const byName = new Map(items.flatMap((item) => namesOf(item).map((name) => [wordKey(name), item.id])))
  return (typed: string): string | null => byName.get(wordKey(typed)) ?? null
}

export const teachingSheet = ({ classes, teachers, rooms }: PlannerFacts): SheetOf<Teaching> => {
  const findClass = finder(classes, ({ code, name }) => [name, code])
  const findTeacher = finder(teachers, ({ displayName }) => [displayName])
  const findRoom = finder(rooms, ({ name }) => [name])
  const classOf = new Map(classes.map((one) => [one.id, one]))
  const teacherOf = new Map(teachers.map(({ id, displayName }) => [id, displayName]))
  const roomOf = new Map(rooms.map(({ id, name }) => [id, name]))
  const word = (key: 'subject' | 'roomKind' | 'parallel', title: string, most: number, needed = false) => ({
    key,
    title,
    text: (row: Teaching) => row[key],
    typed: (row: Teaching, typed: string) =>
      typed.length > most || (needed && typed.trim() === '') ? null : { ...row, [key]: typed.trim() },
  })
  return {
    fresh: () => ({
      id: newId(),
      classId: '',
      subject: '',
      teacherIds: [],
      lengths: [],
      days: null,
      roomKind: '',
      features: [],
      roomId: null,
      parallel: '',
    }),
    isWhole: ({ classId, subject, lengths }) => classId !== '' && subject !== '' && lengths.length > 0,
    columns: [
      {
        key: 'class',
        title: t('planner.facts.teachings.class'),
        choices: classes.map(({ name }) => name),
        text: ({ classId }) => classOf.get(classId)?.name ?? '',
        typed: (row, typed) => {
          const classId = findClass(typed)
          if (classId === null) return null
          return { ...row, classId, subject: row.subject || (classOf.get(classId)?.subject ?? '') }
        },
      },
      word('subject', t('planner.facts.teachings.subject'), 60, true),
      {
        key: 'teachers',
        title: t('planner.facts.teachings.teachers'),
        choices: teachers.map(({ displayName }) => displayName),
        text: ({ teacherIds }) => teacherIds.map((id) => teacherOf.get(id) ?? '').join(', '),
        typed: (row, typed) => {
          const found = listed(typed).map(findTeacher)
          const teacherIds = found.flatMap((id) => id ?? [])
          return teacherIds.length === found.length && found.length <= 6 ? { ...row, teacherIds } : null
        },
      },
      {
        key: 'lengths',
        title: t('planner.facts.teachings.lengths'),
        width: '6rem',
        text: ({ lengths }) => (lengths.length === 0 ? '' : sayLengths(lengths)),
        typed: (row, typed) => {
          const lengths = parseLengths(typed)
          return lengths && { ...row, lengths }
        },
      },
      {
        key: 'days',
        title: t('planner.facts.teachings.days'),
        width: '4rem',
        text: ({ days }) => (days === null ? '' : String(days)),
        typed: (row, typed) => {
          const days = typed.trim() === '' ? null : wholeNumber(typed, 7)
          return typed.trim() !== '' && !days ? null : { ...row, days }
        },
      },
      word('roomKind', t('planner.facts.teachings.roomKind'), 40),
      {
        key: 'features',
        title: t('planner.facts.teachings.features'),
        text: ({ features }) => features.join(', '),
        typed: (row, typed) => ({ ...row, features: listed(typed) }),
      },
      {
        key: 'room',
        title: t('planner.facts.teachings.room'),
        choices: rooms.map(({ name }) => name),
        text: ({ roomId }) => (roomId === null ? '' : (roomOf.get(roomId) ?? '')),
        typed: (row, typed) => {
          const roomId = typed.trim() === '' ? null : findRoom(typed)
          return typed.trim() !== '' && roomId === null ? null : { ...row, roomId }
        },
      },
      word('parallel', t('planner.facts.teachings.parallel'), 40),
    ],
  }
}
