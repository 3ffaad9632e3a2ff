import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Encoding } from '#domain/encodings.ts'
import { encodeIn } from '#domain/text-encoding-fixture.ts'
import { readCtt, readSolRows } from '#domain/timetable/ctt.ts'
import { readGradeCases } from './grades/format.ts'
import { readTextFile } from './text-file.ts'
import { readingFile } from './timetable/files.ts'

/** Every command reads its files by one rule, whatever program saved them. */

const folder = mkdtempSync(join(tmpdir(), 'lectern-text-'))
afterAll(() => rmSync(folder, { recursive: true }))

const CTT = `Name: 秋季
Courses: 3
Rooms: 2
Days: 3
Periods_per_day: 4
Curricula: 1
Constraints: 1

COURSES:
数学 张老师 2 2 28
英语 李老师 3 2 30
音乐 张老师 1 1 12

ROOMS:
一号楼 30
礼堂 200

CURRICULA:
初一 2 数学 英语

UNAVAILABILITY_CONSTRAINTS:
数学 0 3

END.
`
const SOL = '数学 一号楼 0 0\n英语 礼堂 1 3\n'
const GRADES = `{
  "format": "grade-cases/1",
  "schemes": { "学生成绩": [["优秀", 0.9], ["良好", 0.75], ["及格", 0.6], ["不及格", 0]] },
  "letters": [{ "scheme": "学生成绩", "percent": 61, "letter": "及格" }],
  "late": [],
  "cases": []
}
`

const saved = (bytes: Uint8Array): string => {
  const path = join(folder, 'file')
  writeFileSync(path, bytes)
  return path
}
const marked = (text: string, encoding: Encoding) => encodeIn(`\uFEFF${text}`, encoding)
const dos = (text: string) => text.replaceAll('\n', '\r\n')

const SAVED: [string, (text: string) => Uint8Array][] = [
  ['with a byte order mark', (text) => marked(text, 'utf-8')],
  ['with the line ends of Windows', (text) => encodeIn(dos(text), 'utf-8')],
  ['with both', (text) => marked(dos(text), 'utf-8')],
  ['in GBK', (text) => encodeIn(dos(text), 'gb18030')],
  ['in UTF-16 with a mark', (text) => marked(dos(text), 'utf-16le')],
  ['in UTF-16 without one', (text) => encodeIn(text, 'utf-16le')],
  ['in UTF-16 the other way round', (text) => marked(text, 'utf-16be')],
]

describe.each(SAVED)('a file saved %s', (_name, bytesOf) => {
  it('is the same timetable problem', () => {
    expect(readingFile(saved(bytesOf(CTT)), readCtt)).toEqual(readCtt(CTT))
  })

  it('is the same solution', () => {
    const instance = readCtt(CTT)
    const rows = readingFile(saved(bytesOf(SOL)), (text) => readSolRows(instance, text))
    expect(rows).toEqual(readSolRows(instance, SOL))
  })

  it('is the same file of grades', () => {
    expect(readGradeCases(readTextFile(saved(bytesOf(GRADES))))).toEqual(readGradeCases(GRADES))
  })
})

describe('a .ctt file of another program', () => {
  const read = (text: string) => readingFile(saved(encodeIn(text, 'utf-8')), readCtt)
  const courses = (text: string) => read(text).courses.map(({ id, lessons }) => `${id} ${lessons.length}`)

  it.each([
    ['without an end', CTT.replace('END.\n', '')],
    [
      'with tabs and blanks at the ends',
      CTT.replaceAll(' ', '\t').replaceAll('\n', ' \t\n').replaceAll(':\t', ': '),
    ],
    ['without blank lines', CTT.replaceAll('\n\n', '\n')],
    ['with titles in small letters', CTT.replace('COURSES:', 'Courses:').replace('CURRICULA:', 'curricula:')],
    ['with blanks in its name', CTT.replace('秋季', 'Autumn  2026: new')],
    ['without constraints', CTT.replace('Constraints: 1', 'Constraints: 0').replace('数学 0 3\n', '')],
  ])('%s is read', (_name, text) => {
    expect(courses(text)).toEqual(['数学 2', '英语 3', '音乐 1'])
  })

  it.each([
    [
      'that lost a line',
      CTT.replace('Courses: 3', 'Courses: 4'),
      'Line 2: "Courses: 4" does not fit: COURSES has 3.',
    ],
    ['with a line twice', CTT.replace('音乐 张', '数学 张'), 'Line 12: The course "数学" is listed twice.'],
    [
      'whose group has a course it has not',
      CTT.replace('数学 英语', '数学 体育'),
      'There is no course "体育".',
    ],
    ['with a remark', `# by a script\n${CTT}`, 'Line 1: Not a header line: "# by a script".'],
    [
      'with a day it has not',
      CTT.replace('数学 0 3', '数学 3 0'),
      'Outside the 3 days of 4 periods: "数学 3 0".',
    ],
    ['with a name that is no text', CTT.replace('李老师', '李\uFFFD师'), 'is no text in utf-8'],
  ])('%s is refused in one sentence', (_name, text, sentence) => {
    expect(() => read(text)).toThrow(sentence)
  })
})
