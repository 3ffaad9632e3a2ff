import type { Connection } from '#platform/db/connect.ts'

/** How large a school is filled in, and for how many terms it has been at work. */
export interface SchoolSize {
  pupils: number
  /** Classes of one term; those of earlier terms are archived. */
  classes: number
  terms: number
  /** In each class, as far as there are as many pupils. */
  classSize: number
  /** Of each term: */
  messages: number
  lessons: number
  handIns: number
  events: number
  /** The first class of each term has so many pupils and columns, and a channel with a tenth of all messages more. */
  largeClass: { pupils: number; assignments: number }
}

/** The school that docs/benchmarks.md speaks of. */
export const LARGE_SCHOOL: SchoolSize = {
  pupils: 3_000,
  classes: 400,
  terms: 3,
  classSize: 30,
  messages: 500_000,
  lessons: 20_000,
  handIns: 140_000,
  events: 2_000_000,
  largeClass: { pupils: 300, assignments: 60 },
}

/** Who and what of a filled school a screen is asked about. */
export interface FilledSchool {
  schoolId: string
  owner: string
  /** Teaches the large class of every term. */
  teacher: string
  /** Is in the large class of every term. */
  student: string
  /** Of that student and another one. */
  guardian: string
  /** The large class of the running term, and an ordinary one of the teacher's. */
  largeClass: string
  class: string
  /** The busiest channel, and how many messages it has. */
  channel: string
  channelLast: number
  /** An assignment of the large class that is over, and one of its lessons whose register is confirmed. */
  assignment: string
  lesson: string
  board: string
}

const TERM_DAYS = 120
/** So much of the running term is over. */
const DAYS_GONE = 100

/** Ids that everybody can work out again from what they name. */
const UID = `create or replace function pg_temp.uid(kind text, n bigint) returns uuid language sql immutable
  as $$ select overlay(overlay(md5(kind || n) placing '8' from 13 for 1) placing '8' from 17 for 1)::uuid $$`

const people = ({ pupils }: SchoolSize, teachers: number) => `
  insert into account (id, school_id, username, username_key, display_name, role, created_at)
  select pg_temp.uid(role, n), pg_temp.uid('school', 0), role || n, role || n, initcap(role) || ' ' || n, role, now()
  from (values ('owner', 1), ('registrar', 1), ('teacher', ${teachers}), ('student', ${pupils}), ('guardian', ${Math.ceil(pupils / 2)}))
    as of (role, many), generate_series(0, many - 1) n;
  insert into guardianship (guardian_id, student_id)
  select pg_temp.uid('guardian', n / 2), pg_temp.uid('student', n) from generate_series(0, ${pupils - 1}) n;`

const classesOf = (size: SchoolSize, t: number, teachers: number) => {
  const { classes, pupils, classSize, largeClass } = size
  const now = t === size.terms - 1
  return `
  insert into term (id, school_id, name, starts_on, ends_on)
  select pg_temp.uid('term', ${t}), pg_temp.uid('school', 0), 'Term ${t}', begins::date, (begins + interval '${TERM_DAYS} days')::date from at;
  insert into class (id, school_id, term_id, code, code_key, name, subject, hue, created_at, archived_at)
  select id, pg_temp.uid('school', 0), pg_temp.uid('term', ${t}), 'C' || c, 'c' || c, 'Class ' || c, 'Mathematics', c % 12, begins,
    ${now ? 'null' : `begins + interval '${TERM_DAYS} days'`} from classes, at;
  insert into audience (id, school_id, kind, class_id, created_at) select id, pg_temp.uid('school', 0), 'class', id, begins from classes, at;
  insert into enrollment (class_id, account_id, role, started_at)
  select id, pg_temp.uid('teacher', c % ${teachers}), 'teacher', begins from classes, at;
  create temp table member as
  select distinct on (c, p) c, id, p, i, pg_temp.uid('student', p) as account from (
    select c, id, i, (c * ${classSize} + i) % ${pupils} as p from classes,
      generate_series(0, case when c = 0 then ${Math.min(largeClass.pupils, pupils)} else ${Math.min(classSize, pupils)} end - 1) i) all_of_them
  order by c, p;
  insert into enrollment (class_id, account_id, role, started_at) select id, account, 'student', begins from member, at;
  insert into channel (id, audience_id, kind, name, position, posting, created_at)
  select pg_temp.uid(kind, ${t * classes} + c), id, kind, '', position, posting, begins
  from classes, at, (values ('announcements', 0, 'staff'), ('general', 1, 'everyone'), ('questions', 2, 'everyone')) as of (kind, position, posting);`
}

const messagesOf = ({ classes, messages, events }: SchoolSize, t: number, teachers: number) => `
  create temp table said as
  select *, row_number() over (partition by channel order by n) as no, begins + n * interval '${DAYS_GONE} days' / ${messages * 1.1} as at from (
    select n, c, pg_temp.uid('message', ${t * messages * 2} + n) as id, pg_temp.uid(kind, ${t * classes} + c) as channel,
      case when kind = 'announcements' then pg_temp.uid('teacher', c % ${teachers})
        else (select account from member m where m.c = of.c and m.i = (n / ${classes} * 7) % 10) end as author
    from (select n, case when n < ${messages} then n % ${classes} else 0 end as c,
        case when n >= ${messages} then 'general' when n / ${classes} % 20 = 0 then 'announcements' when n / ${classes} % 20 < 4 then 'questions' else 'general' end as kind
      from generate_series(0::bigint, ${Math.floor(messages * 1.1) - 1}) n) of) said, at;
  insert into message (id, channel_id, no, author_id, body, created_at, deleted_at)
  select id, channel, no, author, repeat('The homework for tomorrow. ', 4), at, case when n % 100 = 0 then at + interval '1 minute' end from said;
  update channel set last_message_no = last.no from (select channel, max(no) as no from said group by channel) last where channel.id = last.channel;
  insert into read_state (channel_id, account_id, read_no, updated_at)
  select ch.id, e.account_id, greatest(0, ch.last_message_no - abs(hashtext(e.account_id::text || ch.id)) % 9), now()
  from classes join enrollment e on e.class_id = classes.id join channel ch on ch.audience_id = classes.id;
  insert into event (topic, no, name, subject, payload, actor_id, at, goes_at)
  select 'channel:' || channel, no, 'message.sent', id, jsonb_build_object('message', jsonb_build_object('id', id, 'channelId', channel,
    'no', no, 'author', jsonb_build_object('id', author, 'displayName', 'Somebody', 'role', 'student'), 'body', repeat('The homework for tomorrow. ', 4),
    'createdAt', at, 'editedAt', null, 'deletedAt', null, 'files', '[]'::jsonb, 'reactions', '[]'::jsonb)), author, at, at + interval '30 days' from said;
  insert into event (topic, no, name, payload, at, goes_at)
  select 'class:' || pg_temp.uid('class', ${t * classes} + n % ${classes}), n / ${classes} + 1, 'lesson.changed', '{"lesson": {}}', begins + n * interval '${DAYS_GONE} days' / ${events},
    begins + n * interval '${DAYS_GONE} days' / ${events} + interval '30 days' from generate_series(0::bigint, ${events - messages - 1}) n, at;
  insert into topic_head (topic, no)
  select 'channel:' || channel, max(no) from said group by channel
  union all select 'class:' || id, ${Math.ceil((events - messages) / classes) + 1} from classes;
  drop table said;`

const lessonsOf = ({ classes, lessons }: SchoolSize, t: number, teachers: number) => `
  create temp table held as
  select n, c, pg_temp.uid('class', ${t * classes} + c) as class, pg_temp.uid('lesson', ${t * lessons} + n) as id, pg_temp.uid('lecture', ${t * lessons} + n) as lecture,
    pg_temp.uid('board', ${t * lessons} + n) as board, pg_temp.uid('chat', ${t * lessons} + n) as channel, pg_temp.uid('teacher', c % ${teachers}) as teacher,
    starts, starts + interval '45 minutes' as ends, starts < now() - interval '1 hour' as over
  from (select n, n % ${classes} as c, date_trunc('hour', begins + n * interval '${TERM_DAYS} days' / ${lessons}) as starts from generate_series(0::bigint, ${lessons - 1}) n, at) of;
  insert into lesson (id, class_id, title, starts_at, ends_at, state, created_by, created_at)
  select id, class, 'Lesson ' || n, starts, ends, case when over then 'ended' else 'planned' end, teacher, starts from held;
  insert into board (id, class_id, name, created_at) select board, class, 'Board', starts from held where over;
  insert into board_op (board_id, seq, elements, at) select board, s, '[{"id": "a", "type": "rectangle"}]', starts from held, generate_series(1, 5) s where over;
  insert into channel (id, audience_id, kind, name, created_at) select channel, class, 'lecture', 'Lesson', starts from held where over;
  insert into lecture (id, lesson_id, class_id, board_id, channel_id, engine, state, started_at, started_by, ended_at, register_confirmed_at, register_confirmed_by)
  select lecture, id, class, board, channel, 'none', 'ended', starts, teacher, ends, case when n / ${classes} % 20 < 19 then ends end, case when n / ${classes} % 20 < 19 then teacher end from held where over;
  insert into attendance (account_id, lesson_id, minutes, recorded_at, recorded_by, source, status)
  select account, held.id, 45, ends, teacher, 'presence', case when n % 15 = 0 then 'absent' else 'present' end from held join member using (c) where over;
  drop table held;`

const workOf = (size: SchoolSize, t: number, teachers: number) => {
  const { classes, classSize, handIns, largeClass } = size
  const each = Math.max(1, Math.round(handIns / (classes * classSize)))
  return `
  create temp table task as
  select c, id as class, a, pg_temp.uid('assignment', (${t * classes}::bigint + c) * 1000 + a) as id, pg_temp.uid('item', (${t * classes}::bigint + c) * 1000 + a) as item,
    pg_temp.uid('teacher', c % ${teachers}) as teacher, begins + (a + 1) * interval '${TERM_DAYS} days' / (many + 1) as due
  from (select *, case when c = 0 then ${Math.max(each, largeClass.assignments)} else ${each} end as many from classes) of, at, generate_series(0, many - 1) a;
  insert into assignment (id, class_id, title, body, state, due_at, published_at, created_by, created_at)
  select id, class, 'Work ' || a, repeat('Do this. ', 20), 'open', due, due - interval '14 days', teacher, due - interval '14 days' from task;
  insert into grade_item (id, class_id, title, max_points, position, assignment_id, created_at) select item, class, 'Work ' || a, 20, a, id, due from task;
  insert into gradebook (class_id, wanted, version) select id, 1, 1 from classes;
  create temp table work as
  select *, case when over and h < 85 then 'returned' when (over and h < 95) or h < 10 then 'submitted' else 'working' end as state from (
    select task.*, account, p, pg_temp.uid('submission', ((${t * classes}::bigint + c) * 1000 + a) * 100000 + p) as submission, due < now() as over, (p * 31 + a * 17) % 100 as h
    from task join member using (c)) of where h < 96 and (over or h < 20);
  insert into submission (id, assignment_id, student_id, state, last_attempt_no, returned_at, updated_at)
  select submission, id, account, state, case when state = 'working' then 0 else 1 end, case when state = 'returned' then due + interval '3 days' end, due from work;
  insert into attempt (id, submission_id, no, body, handed_in_at, late) select submission, submission, 1, 'My work.', due, false from work where state <> 'working';
  insert into grade_entry (id, item_id, student_id, no, score, recorded_at, recorded_by, attempt_no)
  select submission, item, account, 1, h % 21, due + interval '3 days', teacher, 1 from work where state = 'returned';
  insert into grade_release (item_id, student_id, entry_no, released_at, released_by) select item, account, 1, due + interval '3 days', teacher from work where state = 'returned';
  insert into work_return (id, assignment_id, student_id, no, entry_no, before_state, returned_at, returned_by, seen_at)
  select submission, id, account, 1, 1, 'submitted', due + interval '3 days', teacher, case when h < 80 then now() end from work where state = 'returned';
  insert into return_read (account_id, student_id, assignment_id, no) select account, account, id, 1 from work where state = 'returned' and h < 80;
  drop table work; drop table task;`
}

const logsOf = ({ messages, pupils }: SchoolSize, t: number, teachers: number) => `
  insert into audit_entry (id, school_id, actor_id, action, target_kind, target_id, at)
  select pg_temp.uid('audit', ${t * messages} + n), pg_temp.uid('school', 0),
    case when n % 5 = 0 then pg_temp.uid('teacher', n % ${teachers}) else pg_temp.uid('student', n % ${pupils}) end,
    case when n % 5 = 0 then 'grade.recorded' when n % 5003 = 1 then 'class.created' else 'session.started' end, 'account', pg_temp.uid('student', n % ${pupils}),
    begins + n * interval '${DAYS_GONE} days' / ${Math.ceil(messages / 5)} from generate_series(0::bigint, ${Math.ceil(messages / 5) - 1}) n, at;
  insert into job_run (id, school_id, name, payload, state, percent, attempt, attempts, created_at, run_at, queued_at, started_at, finished_at)
  select pg_temp.uid('job', ${t * messages} + n), pg_temp.uid('school', 0), 'gradebook.rebuild', '{}', 'done', 100, 1, 5, moment, moment, moment, moment, moment
  from (select n, begins + n * interval '${DAYS_GONE} days' / ${Math.ceil(messages / 10)} as moment from generate_series(0::bigint, ${Math.ceil(messages / 10) - 1}) n, at) of;`

const termOf = (size: SchoolSize, t: number, teachers: number) => `
  create temp table at as select now() - interval '${DAYS_GONE + (size.terms - 1 - t) * TERM_DAYS} days' as begins;
  create temp table classes as select c, pg_temp.uid('class', ${t * size.classes} + c) as id from generate_series(0, ${size.classes - 1}) c;
  ${classesOf(size, t, teachers)}
  create index on member (c, i);
  ${messagesOf(size, t, teachers)}
  ${lessonsOf(size, t, teachers)}
  ${workOf(size, t, teachers)}
  ${logsOf(size, t, teachers)}
  drop table member; drop table classes; drop table at;`

/** What a screen is asked about, by the rules that `fillSchool` fills by. */
const found = async ({ query }: Connection, size: SchoolSize, teachers: number): Promise<FilledSchool> => {
  const first = (size.terms - 1) * size.classes
  const [row] = await query<Record<keyof FilledSchool, string>>(`
    select pg_temp.uid('school', 0) as "schoolId", pg_temp.uid('owner', 0) as owner, pg_temp.uid('teacher', 0) as teacher,
      pg_temp.uid('student', 0) as student, pg_temp.uid('guardian', 0) as guardian,
      pg_temp.uid('class', ${first}) as "largeClass", pg_temp.uid('class', ${first + (size.classes > teachers ? teachers : 0)}) as class,
      pg_temp.uid('general', ${first}) as channel, (select last_message_no from channel where id = pg_temp.uid('general', ${first})) as "channelLast",
      pg_temp.uid('assignment', ${first}::bigint * 1000 + 2) as assignment,
      pg_temp.uid('lesson', ${(size.terms - 1) * size.lessons}) as lesson, pg_temp.uid('board', ${(size.terms - 1) * size.lessons}) as board`)
  if (!row) throw new Error('an empty school')
  return { ...row, channelLast: Number(row.channelLast) }
}

/**
 * Fills an empty database with a school that has been at work for some terms, by plain SQL and without the checks of keys:
 * what would take a school years takes minutes. `connection` is one session, of a superuser. Nothing of it is random: the
 * same sizes give the same rows.
 */
export const fillSchool = async (connection: Connection, size: SchoolSize): Promise<FilledSchool> => {
  const { query } = connection
  const teachers = Math.max(1, Math.round(size.classes / 4))
  const run = async (statements: string) => {
    for (const statement of statements.split(';')) if (statement.trim()) await query(statement)
  }
  await query("set session_replication_role = 'replica'")
  await query(UID)
  await query(`insert into school (id, name, locale, time_zone, created_at)
    values (pg_temp.uid('school', 0), 'Filled School', 'en', 'UTC', now())`)
  await run(people(size, teachers))
  for (let t = 0; t < size.terms; t++) await run(termOf(size, t, teachers))
  await query("set session_replication_role = 'origin'")
  await query('analyze')
  return found(connection, size, teachers)
}
