import { describe, expect, it } from 'vitest'
import { readOneRoster } from './one-roster.ts'
import type { RosterSheet } from './roster-columns.ts'

const file = (name: string, ...lines: string[]): RosterSheet => ({
  name,
  rows: lines.map((line, at) => ({ row: at + 1, cells: line.split('|') })),
})
const users = file(
  'users',
  'sourcedId|status|enabledUser|username|givenName|familyName|agentSourcedIds',
  'u1|active|true|ann|Ann|Lee|u3',
  'u2|active|true|teach|Tom|Poe|',
  'u3|active|true|mum|May|Lee|u1',
)
const roles = file(
  'roles',
  'sourcedId|status|userSourcedId|roleType|role',
  'r1|active|u1|secondary|aide',
  'r2|active|u1|primary|student',
  'r3|tobedeleted|u2|primary|administrator',
  'r4|active|u2|primary|teacher',
  'r5|active|u3|primary|parent',
)
const classes = file(
  'classes',
  'sourcedId|status|title|courseSourcedId|classCode|termSourcedIds|subjects',
  'c1|active|Maths 7|k1|M7|t2,t1|',
  'c2|active|Art 7|k9||t9|Art,Craft',
)
const enrollments = file(
  'enrollments',
  'sourcedId|status|classSourcedId|schoolSourcedId|userSourcedId|role',
  'e1|active|c1|s1|u1|student',
  'e2|active|c2|s1|u2|teacher',
  'e3|active|c8|s1|u8|student',
)
const rest = [
  file('courses', 'sourcedId|status|title', 'k1|active|Mathematics'),
  file('academicSessions', 'sourcedId|status|title', 't1|active|Year', 't2|active|Autumn'),
  file('orgs', 'sourcedId|status|name', 's1|active|School'),
]
const all = [users, roles, classes, enrollments, ...rest]
const cellsOf = (sheets: readonly RosterSheet[] | undefined, name: string) =>
  sheets?.find((sheet) => sheet.name === name)?.rows.map(({ cells }) => cells.join('|'))

describe('a OneRoster archive', () => {
  const { sheets, missing } = readOneRoster(all) ?? {}

  it('names people and their guardians by what they sign in with, by their primary role that is still so', () => {
    expect(cellsOf(sheets, 'users')).toEqual([
      'sourcedId|status|enabledUser|username|givenName|familyName|guardian of|role',
      'u1|active|true|ann|Ann|Lee||student',
      'u2|active|true|teach|Tom|Poe||teacher',
      'u3|active|true|mum|May|Lee|ann|parent',
    ])
  })

  it('names classes by code, subject and term, and leaves an id that points nowhere as it is', () => {
    expect(cellsOf(sheets, 'classes')).toEqual([
      'sourcedId|status|title|courseSourcedId|class code|term|subject',
      'c1|active|Maths 7|k1|M7|Autumn|Mathematics',
      'c2|active|Art 7|k9|c2|t9|Art',
    ])
    expect(cellsOf(sheets, 'enrollments')).toEqual([
      'sourcedId|status|class code|term|username|role',
      'e1|active|M7|Autumn|ann|student',
      'e2|active|c2|t9|teach|teacher',
      'e3|active|c8||u8|student',
    ])
    expect(sheets?.map(({ name }) => name)).toEqual(['users', 'classes', 'enrollments'])
  })

  it('of 1.1 has the role beside the name', () => {
    const old = file('users', 'sourcedId|status|role|username', 'u1|active|student|ann')
    expect(cellsOf(readOneRoster([old, classes])?.sheets, 'users')).toEqual([
      'sourcedId|status|role|username|guardian of',
      'u1|active|student|ann|',
    ])
  })

  it('says which files its manifest promises in vain', () => {
    expect(missing).toEqual([])
    const manifest = file(
      'manifest',
      'propertyName|value',
      'file.users|bulk',
      'file.classes|delta',
      'file.enrollments|absent',
    )
    expect(readOneRoster([manifest, users])?.missing).toEqual(['classes.csv'])
  })

  it('is no other workbook, and no single list of its kind', () => {
    expect(readOneRoster([file('a', 'username|name', 'x|y'), file('b', 'code|name')])).toBeNull()
    expect(readOneRoster([users])).toBeNull()
  })
})
