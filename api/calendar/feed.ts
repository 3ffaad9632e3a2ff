import { sql } from 'kysely'
import { type CalendarWords, calendarWords } from '#domain/calendar/calendar-words.ts'
import { type CalendarEvent, icalendar } from '#domain/calendar/ical.ts'
import { notFound, Problem } from '#domain/problem.ts'
import type { Locale } from '#domain/school/school.ts'
import { type Context, systemContext } from '#platform/context.ts'
import { actorOf } from '../accounts/account.ts'
import { loadActor } from '../accounts/session.ts'
import { classFor, visibleClasses } from '../classes/access.ts'
import { idOfToken } from './address.ts'

const DAY_MS = 86_400_000
/** What was, and what was cancelled, stays this long; so programs learn of it. */
const BACK_DAYS = 30
/** A school year and the holidays before it. */
const AHEAD_DAYS = 400
/** Far more than anybody has in that time. A calendar with holes would not be seen, so one with more is refused. */
const AT_MOST = 5_000
const whole = <Row>(rows: Row[]): Row[] => {
  if (rows.length > AT_MOST)
    throw new Problem('limit-reached', { code: 'span-too-long', params: { limit: AT_MOST } })
  return rows
}

const HOUR_MS = 3_600_000

interface Address {
  id: string
  accountId: string
  classId: string | null
}

/** The address of this token, and that somebody looked. Anything that is not open now was never there. */
const addressOf = async (ctx: Context, token: string): Promise<Address> => {
  const id = idOfToken(ctx.services, token)
  const row = id
    ? await ctx.db
        .selectFrom('calendarAddress')
        .select(['id', 'accountId', 'classId', 'lastReadAt'])
        .where('id', '=', id)
        .executeTakeFirst()
    : undefined
  if (!row) throw notFound()
  const now = ctx.now()
  if (!row.lastReadAt || now.getTime() - row.lastReadAt.getTime() > HOUR_MS)
    await ctx.db.updateTable('calendarAddress').set({ lastReadAt: now }).where('id', '=', row.id).execute()
  return row
}

/** The classes whose lessons are in it. Whoever sees all of the school has here what they are in themselves. */
const classesOf = async (ctx: Context, classId: string | null) => {
  if (classId) return [(await classFor(ctx, classId, 'lesson.read')).id]
  const { id, wards } = actorOf(ctx)
  const rows = await ctx.db
    .selectFrom('enrollment')
    .innerJoin('class', 'class.id', 'enrollment.classId')
    .select('classId')
    .distinct()
    .where('enrollment.accountId', 'in', [id, ...wards])
    .where('enrollment.endedAt', 'is', null)
    .where('class.archivedAt', 'is', null)
    .where(visibleClasses(actorOf(ctx), 'lesson.read'))
    .execute()
  return rows.map((row) => row.classId)
}

/** Of a guardian, whose lessons these are: class → names. */
const childrenIn = async (ctx: Context, classIds: readonly string[]): Promise<Map<string, string>> => {
  const { wards } = actorOf(ctx)
  if (wards.size === 0 || classIds.length === 0) return new Map()
  const rows = await ctx.db
    .selectFrom('enrollment')
    .innerJoin('account', 'account.id', 'enrollment.accountId')
    .select(['enrollment.classId', 'account.displayName'])
    .where('enrollment.accountId', 'in', [...wards])
    .where('enrollment.classId', 'in', [...classIds])
    .where('enrollment.endedAt', 'is', null)
    .orderBy('account.displayName')
    .execute()
  const names = new Map<string, string>()
  for (const { classId, displayName } of rows) {
    const before = names.get(classId)
    names.set(classId, before ? `${before}, ${displayName}` : displayName)
  }
  return names
}

interface Reader {
  classIds: readonly string[]
  children: ReadonlyMap<string, string>
  words: CalendarWords
  origin: string
  from: Date
  to: Date
}

const saidOf = ({ children, words }: Reader, classId: string, summary: string): string => {
  const child = children.get(classId)
  return child ? words.ofChild(child, summary) : summary
}

const lessonsOf = async (ctx: Context, reader: Reader): Promise<CalendarEvent[]> => {
  const rows = await ctx.db
    .selectFrom('lesson')
    .innerJoin('class', 'class.id', 'lesson.classId')
    .select([
      'lesson.id',
      'lesson.classId',
      'class.name as className',
      'lesson.title',
      'lesson.startsAt',
      'lesson.endsAt',
      'lesson.room',
      'lesson.revision',
      'lesson.createdAt',
      'lesson.changedAt',
      sql<boolean>`lesson.state = 'cancelled'`.as('cancelled'),
    ])
    .where('lesson.classId', 'in', [...reader.classIds])
    .where('lesson.startsAt', '>', reader.from)
    .where('lesson.startsAt', '<', reader.to)
    .where(sql<boolean>`(lesson.state <> 'cancelled' or lesson.changed_at > ${reader.from})`)
    .orderBy('lesson.startsAt')
    .orderBy('lesson.id')
    .limit(AT_MOST + 1)
    .execute()
  return whole(rows).map((row) => {
    const url = `${reader.origin}/c/${row.classId}/lessons/${row.id}`
    const summary = row.title === row.className ? row.className : `${row.className}: ${row.title}`
    return {
      uid: `${row.id}@lectern`,
      sequence: row.revision,
      changedAt: row.changedAt ?? row.createdAt,
      startsAt: row.startsAt,
      endsAt: row.endsAt,
      summary: saidOf(reader, row.classId, summary),
      description: url,
      location: row.room ?? '',
      url,
      cancelled: row.cancelled,
    }
  })
}

/** What is to be handed in, where the reader sees assignments at all. */
const dueOf = async (ctx: Context, reader: Reader): Promise<CalendarEvent[]> => {
  const rows = await ctx.db
    .selectFrom('assignment')
    .innerJoin('class', 'class.id', 'assignment.classId')
    .select([
      'assignment.id',
      'assignment.classId',
      'class.name as className',
      'assignment.title',
      'assignment.dueAt',
      'assignment.revision',
      'assignment.createdAt',
      'assignment.changedAt',
      'assignment.deletedAt',
    ])
    .where('assignment.classId', 'in', [...reader.classIds])
    .where('assignment.state', '=', 'open')
    .where('assignment.dueAt', '>', reader.from)
    .where('assignment.dueAt', '<', reader.to)
    .where((where) =>
      where.or([where('assignment.deletedAt', 'is', null), where('assignment.deletedAt', '>', reader.from)]),
    )
    .where(visibleClasses(actorOf(ctx), 'assignment.read'))
    .orderBy('assignment.dueAt')
    .orderBy('assignment.id')
    .limit(AT_MOST + 1)
    .execute()
  return whole(rows).flatMap((row) => {
    if (!row.dueAt) return []
    const url = `${reader.origin}/c/${row.classId}/work/${row.id}`
    return {
      uid: `${row.id}@lectern`,
      sequence: row.revision,
      changedAt: row.changedAt ?? row.createdAt,
      startsAt: row.dueAt,
      endsAt: null,
      summary: saidOf(reader, row.classId, reader.words.due(`${row.className}: ${row.title}`)),
      description: url,
      url,
      cancelled: row.deletedAt !== null,
    }
  })
}

/** The names in the head of the calendar, and the language of the person it is for. */
const headOf = async (ctx: Context, { accountId, classId }: Address) => {
  const row = await ctx.db
    .selectFrom('account')
    .innerJoin('school', 'school.id', 'account.schoolId')
    .leftJoin('class', (join) => join.on('class.id', '=', classId))
    .select([
      'account.displayName',
      'school.name as schoolName',
      'class.name as className',
      sql<Locale>`coalesce(account.preferences ->> 'locale', school.locale)`.as('locale'),
    ])
    .where('account.id', '=', accountId)
    .executeTakeFirstOrThrow()
  const words = calendarWords(row.locale)
  const name =
    row.className === null
      ? words.own(row.displayName, row.schoolName)
      : words.ofClass(row.className, row.schoolName)
  return { words, name }
}

/**
 * The calendar behind a secret address, with the rights its account has now. `origin` begins the links in it. Throws
 * `not-found` for an address that is closed or wrong, an account that is disabled, and a class it may not see any more.
 */
export const readCalendar = async (asked: Context, token: string, origin: string): Promise<string> => {
  const address = await addressOf(asked, token)
  const actor = await loadActor(asked.services, address.accountId)
  if (!actor) throw notFound()
  const ctx: Context = { ...systemContext(asked.services), actor }
  const classIds = await classesOf(ctx, address.classId)
  const { words, name } = await headOf(ctx, address)
  if (classIds.length === 0) return icalendar(name, [])
  const now = ctx.now().getTime()
  const reader: Reader = {
    classIds,
    children: await childrenIn(ctx, classIds),
    words,
    origin,
    from: new Date(now - BACK_DAYS * DAY_MS),
    to: new Date(now + AHEAD_DAYS * DAY_MS),
  }
  return icalendar(name, [...(await lessonsOf(ctx, reader)), ...(await dueOf(ctx, reader))])
}
