import type { RosterSheet, RosterSheetRow } from './roster-columns.ts'

/**
 * The files of a OneRoster 1.1 or 1.2 archive as lists that an import knows. They point at each other by ids of the
 * system they come from; here each pointer becomes what it points at: a username, a class code, the name of a term. Rows
 * and columns keep their places, so that what is said of a cell is found in the file.
 */

const MANIFEST = 'manifest'
/** Read only for what the lists point at; none of them is a list of its own. */
const POINTED_AT: ReadonlySet<string> = new Set([MANIFEST, 'orgs', 'academicsessions', 'courses', 'roles'])
const LISTS = ['users', 'classes', 'enrollments'] as const

const keyOf = (text: string): string => text.trim().toLowerCase()

/** A file whose first row names its columns. */
class Table {
  readonly sheet: RosterSheet
  readonly rows: readonly RosterSheetRow[]
  private readonly heads: readonly string[]
  private readonly byId = new Map<string, RosterSheetRow>()

  constructor(sheet: RosterSheet) {
    this.sheet = sheet
    const [head, ...rows] = sheet.rows
    this.heads = (head?.cells ?? []).map(keyOf)
    this.rows = rows
    for (const row of rows) this.byId.set(this.get(row, 'sourcedId'), row)
  }

  get(row: RosterSheetRow | undefined, column: string): string {
    return row?.cells[this.heads.indexOf(keyOf(column))] ?? ''
  }

  find(id: string): RosterSheetRow | undefined {
    return this.byId.get(id)
  }

  /** The sheet with columns put in the place of others, or behind the last one. */
  with(columns: readonly NewColumn[]): RosterSheet {
    const [head] = this.sheet.rows
    if (!head) return this.sheet
    const places = columns.map(({ inPlaceOf }) => this.heads.indexOf(keyOf(inPlaceOf)))
    let next = this.heads.length
    const at = places.map((place) => (place >= 0 ? place : next++))
    const changed = (row: RosterSheetRow, value: (column: NewColumn) => string): RosterSheetRow => {
      const cells = Array.from({ length: Math.max(next, row.cells.length) }, (_, n) => row.cells[n] ?? '')
      for (const [n, column] of columns.entries()) cells[at[n] ?? 0] = value(column)
      return { ...row, cells }
    }
    return {
      ...this.sheet,
      rows: [
        changed(head, ({ title }) => title),
        ...this.rows.map((row) => changed(row, ({ of }) => of(row))),
      ],
    }
  }
}

interface NewColumn {
  inPlaceOf: string
  /** A header that an import knows. */
  title: string
  of: (row: RosterSheetRow) => string
}

type Tables = ReadonlyMap<string, Table>
const EMPTY = new Table({ name: '', rows: [] })
const tableOf = (tables: Tables, name: string): Table => tables.get(name) ?? EMPTY

const idsIn = (cell: string): string[] =>
  cell
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '')

/** The roles of 1.2 stand in a file of their own; the primary one counts. */
const rolesOf = (tables: Tables): ReadonlyMap<string, string> => {
  const roles = tableOf(tables, 'roles')
  const found = new Map<string, string>()
  for (const row of roles.rows) {
    if (keyOf(roles.get(row, 'status')) === 'tobedeleted') continue
    const [user, role] = [roles.get(row, 'userSourcedId'), roles.get(row, 'role')]
    if (!found.has(user) || keyOf(roles.get(row, 'roleType')) === 'primary') found.set(user, role)
  }
  return found
}

const GUARDIANS = new Set(['parent', 'guardian', 'relative'])

type RoleOf = (row: RosterSheetRow) => string

/** Whose guardian each user is: a student's row names its guardians, or a guardian's row the students. */
const wardsOf = (users: Table, roleOf: RoleOf): ReadonlyMap<string, Set<string>> => {
  const wards = new Map<string, Set<string>>()
  const isGuardian = (row: RosterSheetRow | undefined) =>
    row !== undefined && GUARDIANS.has(keyOf(roleOf(row)))
  const add = (guardian: string, student: string) =>
    wards.set(guardian, (wards.get(guardian) ?? new Set()).add(student))
  for (const row of users.rows) {
    const [id, others] = [users.get(row, 'sourcedId'), idsIn(users.get(row, 'agentSourcedIds'))]
    if (isGuardian(row)) for (const other of others) add(id, other)
    else for (const other of others.filter((one) => isGuardian(users.find(one)))) add(other, id)
  }
  return wards
}

const usersOf = (tables: Tables, users: Table): RosterSheet => {
  const roles = rolesOf(tables)
  const roleOf = (row: RosterSheetRow) =>
    users.get(row, 'role') || roles.get(users.get(row, 'sourcedId')) || ''
  const wards = wardsOf(users, roleOf)
  const nameOf = (id: string) => users.get(users.find(id), 'username') || id
  return users.with([
    { inPlaceOf: 'role', title: 'role', of: roleOf },
    {
      inPlaceOf: 'agentSourcedIds',
      title: 'guardian of',
      of: (row) => [...(wards.get(users.get(row, 'sourcedId')) ?? [])].map(nameOf).join(','),
    },
  ])
}

/** A class without a code is called by the id it has elsewhere. */
const codeOf = (classes: Table, row: RosterSheetRow | undefined): string =>
  classes.get(row, 'classCode') || classes.get(row, 'sourcedId')

/** The term of a class by its name; a class in several is in the first. */
const termOf = (tables: Tables, classes: Table, row: RosterSheetRow | undefined): string => {
  const [id = ''] = idsIn(classes.get(row, 'termSourcedIds'))
  const sessions = tableOf(tables, 'academicsessions')
  return sessions.get(sessions.find(id), 'title') || id
}

const classesOf = (tables: Tables, classes: Table): RosterSheet => {
  const courses = tableOf(tables, 'courses')
  const subjectOf = (row: RosterSheetRow) =>
    idsIn(classes.get(row, 'subjects'))[0] ||
    courses.get(courses.find(classes.get(row, 'courseSourcedId')), 'title')
  return classes.with([
    { inPlaceOf: 'classCode', title: 'class code', of: (row) => codeOf(classes, row) },
    { inPlaceOf: 'subjects', title: 'subject', of: subjectOf },
    { inPlaceOf: 'termSourcedIds', title: 'term', of: (row) => termOf(tables, classes, row) },
  ])
}

const enrollmentsOf = (tables: Tables, enrollments: Table): RosterSheet => {
  const [users, classes] = [tableOf(tables, 'users'), tableOf(tables, 'classes')]
  const classOf = (row: RosterSheetRow) => enrollments.get(row, 'classSourcedId')
  const userOf = (row: RosterSheetRow) => enrollments.get(row, 'userSourcedId')
  return enrollments.with([
    {
      inPlaceOf: 'classSourcedId',
      title: 'class code',
      of: (row) => codeOf(classes, classes.find(classOf(row))) || classOf(row),
    },
    {
      inPlaceOf: 'userSourcedId',
      title: 'username',
      of: (row) => users.get(users.find(userOf(row)), 'username') || userOf(row),
    },
    {
      inPlaceOf: 'schoolSourcedId',
      title: 'term',
      of: (row) => termOf(tables, classes, classes.find(classOf(row))),
    },
  ])
}

const READ = { users: usersOf, classes: classesOf, enrollments: enrollmentsOf }

/** Which files the manifest promises and the archive does not have. */
const missingFrom = (tables: Tables): string[] => {
  const manifest = tableOf(tables, MANIFEST)
  return LISTS.filter((list) => {
    const row = manifest.rows.find(({ cells }) => keyOf(cells[0] ?? '') === `file.${list}`)
    return /^(bulk|delta)$/i.test(row?.cells[1] ?? '') && !tables.has(list)
  }).map((list) => `${list}.csv`)
}

export interface OneRoster {
  sheets: RosterSheet[]
  /** Files that the manifest promises and that are not there. */
  missing: string[]
}

/** The lists of a OneRoster archive; null when these sheets are none: nothing in them says `sourcedId`. */
export const readOneRoster = (sheets: readonly RosterSheet[]): OneRoster | null => {
  const isOne = sheets.some((sheet) => keyOf(sheet.rows[0]?.cells[0] ?? '') === 'sourcedid')
  if (!isOne || sheets.length < 2) return null
  const tables = new Map(sheets.map((sheet) => [keyOf(sheet.name), new Table(sheet)]))
  return {
    missing: missingFrom(tables),
    sheets: sheets
      .filter((sheet) => !POINTED_AT.has(keyOf(sheet.name)))
      .map((sheet) => {
        const list = LISTS.find((name) => name === keyOf(sheet.name))
        const table = tables.get(keyOf(sheet.name))
        return list && table ? READ[list](tables, table) : sheet
      }),
  }
}
