import * as XLSX from 'xlsx'
import type { Encoding } from '#domain/encodings.ts'
import { encodeIn } from '#domain/text-encoding-fixture.ts'
import { makeZip, workbookParts } from '#platform/spreadsheet/zip-fixture.ts'

/** Lists as schools have them, with who is in the school after each. Not for the product. */

/** A cell: text, a number, or what else a program keeps. */
type Cell = string | number | XLSX.CellObject
interface Page {
  name?: string
  rows: Cell[][]
  merges?: string[]
  /** Rows that are filtered away, as shown. */
  hidden?: number[]
}

const page = (...rows: Cell[][]): Page => ({ rows })
const as = (v: number, z: string): XLSX.CellObject => ({ t: 'n', v, z })
/** A number as a program keeps a date. */
const day = (v: number, z = 'd-mmm'): XLSX.CellObject => as(v, z)
/** An error of a formula, by its number: 0x2A is #N/A, 0x17 #REF!. */
const fault = (v: number): XLSX.CellObject => ({ t: 'e', v })

const workbook = (...pages: Page[]): Buffer => {
  const book = XLSX.utils.book_new()
  for (const [n, { name, rows, merges = [], hidden = [] }] of pages.entries()) {
    const sheet = XLSX.utils.aoa_to_sheet(rows)
    sheet['!merges'] = merges.map((range) => XLSX.utils.decode_range(range))
    sheet['!rows'] = rows.map((_row, at) => ({ hidden: hidden.includes(at + 1) }))
    XLSX.utils.book_append_sheet(book, sheet, name ?? `Sheet ${n + 1}`)
  }
  return XLSX.write(book, { type: 'buffer', bookType: 'xlsx' })
}

const written = (text: string, encoding: Encoding = 'utf-8') => encodeIn(text, encoding)

/** A .zip of files, as programs of schools hand them over. */
const files = (texts: Readonly<Record<string, string>>): Buffer =>
  makeZip(Object.entries(texts).map(([name, data]) => ({ name, data })))

/** A workbook whose archive is made by hand. */
const archive = (
  user: string,
  parts: { long?: boolean; described?: boolean },
  strings = 'xl/sharedStrings.xml',
) => {
  const texts = ['Username', 'Name', 'Role', user, 'Ann', 'student']
  const cells = texts.map((_text, n) => `<c t="s"><v>${n}</v></c>`)
  const sheet = `<worksheet><sheetData><row r="1">${cells.slice(0, 3).join('')}</row><row r="2">${cells.slice(3).join('')}</row></sheetData></worksheet>`
  const shared = `<sst>${texts.map((text) => `<si><t>${text}</t></si>`).join('')}</sst>`
  const all = workbookParts({ data: sheet }, [{ name: strings, data: shared }])
  return makeZip(all.map((part) => ({ ...part, ...parts, name: part.name })))
}

const HEAD = ['Username', 'Name', 'Role', 'Student number']
const numbered = (user: string, number: Cell): Buffer =>
  workbook(page(HEAD, [user, 'Ann', 'student', number]))

export interface RosterCase {
  of: string
  file: Buffer
  name?: string
  /** `username · name · student number` of those who are new. */
  people?: string[]
  /** `code · name` of new classes, and `code · username` of new members. */
  classes?: string[]
  members?: string[]
  /** `A2 code value` of what is said. */
  said?: string[]
}

export const ROSTER_CASES: readonly RosterCase[] = [
  {
    of: 'zeros that the number format shows',
    file: workbook(
      page(HEAD, ['zero.1', 'A', 'student', as(17, '000000')], ['zero.2', 'B', 'student', as(432, '00000')]),
    ),
    people: ['zero.1 · A · 000017', 'zero.2 · B · 00432'],
  },
  {
    of: 'zeros of a username',
    file: workbook(page(['Username', 'Name', 'Role'], [as(1701, '0000000'), 'A', 'student'])),
    people: ['0001701 · A · '],
  },
  {
    of: 'a format of another country, one with parts for other numbers, one in red',
    file: workbook(
      page(
        HEAD,
        ['form.1', 'A', 'student', as(51, '[$-804]0000')],
        ['form.2', 'B', 'student', as(52, '0000;-0000;;@')],
        ['form.3', 'C', 'student', as(53, '[Red]0000_)')],
      ),
    ),
    people: ['form.1 · A · 0051', 'form.2 · B · 0052', 'form.3 · C · 0053'],
  },
  {
    of: 'signs that a number format writes',
    file: workbook(
      page(
        HEAD,
        ['sign.1', 'A', 'student', as(7654321, '000-0000')],
        ['sign.2', 'B', 'student', as(61234567, '000\\ 00\\ 0000')],
        ['sign.3', 'C', 'student', as(20263, '#,##0')],
      ),
    ),
    said: ['D2 separated 765-4321', 'D3 separated 061 23 4567'],
    people: ['sign.1 · A · 7654321', 'sign.2 · B · 061234567', 'sign.3 · C · 20263'],
  },
  {
    of: 'letters that a number format writes',
    file: numbered('letter.1', as(18, '"S"0000')),
    people: ['letter.1 · Ann · S0018'],
  },
  {
    of: 'numbers longer than a program keeps',
    file: workbook(
      page(
        HEAD,
        ['long.1', 'A', 'student', Number('410105201001010070')],
        ['long.2', 'B', 'student', as(4.1010520100101008e16, '0')],
        ['long.3', 'C', 'student', '410105201001010096'],
        ['long.4', 'D', 'student', 123456789012345],
      ),
    ),
    said: ['D2 digits-lost 4.10105201001010E+17', 'D3 digits-lost 4.10105201001010E+16'],
    people: ['long.3 · C · 410105201001010096', 'long.4 · D · 123456789012345'],
  },
  {
    of: 'what is left of them in a text file',
    file: written(
      'username,name,role,student number\nlost.1,A,student,4.10105E+17\nlost.2,B,student,410105201001010011\n',
    ),
    said: ['D2 digits-lost 4.10105E+17'],
    people: ['lost.2 · B · 410105201001010011'],
  },
  {
    of: 'a class code merged down over its pupils',
    file: workbook(
      page(HEAD, ...['a', 'b', 'c', 'd'].map((one) => [`merge.${one}`, one, 'student', ''])),
      page(['Class code', 'Class name'], ['ME-1', 'One'], ['ME-2', 'Two']),
      {
        rows: [
          ['Class code', 'Username'],
          ['ME-1', 'merge.a'],
          ['', 'merge.b'],
          ['', 'merge.c'],
          ['ME-2', 'merge.d'],
          ['', 'merge.a'],
        ],
        merges: ['A2:A4', 'A5:A6'],
      },
    ),
    people: ['merge.a · a · ', 'merge.b · b · ', 'merge.c · c · ', 'merge.d · d · '],
    classes: ['ME-1 · One', 'ME-2 · Two'],
    members: ['ME-1 · merge.a', 'ME-1 · merge.b', 'ME-1 · merge.c', 'ME-2 · merge.d', 'ME-2 · merge.a'],
  },
  {
    of: 'rows that are filtered away',
    file: workbook({
      rows: [
        HEAD,
        ['seen.1', 'A', 'student', ''],
        ['gone.1', 'B', 'student', ''],
        ['seen.2', 'C', 'student', ''],
      ],
      hidden: [3],
    }),
    people: ['seen.1 · A · ', 'seen.2 · C · '],
  },
  {
    of: 'an archive with 64-bit records',
    file: archive('zip.1', { long: true }),
    people: ['zip.1 · Ann · '],
  },
  {
    of: 'an archive as streams write it',
    file: archive('zip.2', { described: true }),
    people: ['zip.2 · Ann · '],
  },
  {
    of: 'a part whose name has other capitals than what points to it',
    file: archive('zip.3', {}, 'xl/SharedStrings.XML'),
    people: ['zip.3 · Ann · '],
  },
  {
    of: 'errors of formulas',
    file: workbook(
      page(
        HEAD,
        ['error.1', fault(0x2a), 'student', ''],
        ['error.2', 'B', 'student', fault(0x17)],
        ['error.3', 'C', 'student', '#DIV/0!'],
        ['error.4', 'D', 'student', '#4'],
      ),
    ),
    said: ['B2 error-value #N/A', 'D3 error-value #REF!', 'D4 error-value #DIV/0!'],
    people: ['error.4 · D · #4'],
  },
  {
    of: 'codes that became days and times',
    file: workbook(
      page(
        ['Class code', 'Class name'],
        [day(46085), 'One'],
        [as(0.2951388888888889, 'h:mm'), 'Two'],
        [as(46086, 'yyyy"年"m"月"d"日"'), 'Three'],
        [as(700, '0.00E+00'), 'Four'],
        ['8-1', 'Five'],
      ),
    ),
    said: ['A2 date 4-Mar', 'A3 date 7:05', 'A4 date 2026年3月5日', 'A5 scientific 7.00E+02'],
    classes: ['8-1 · Five'],
  },
  {
    of: 'marks that nobody sees',
    file: workbook(
      page(
        HEAD,
        ['hid.1\u200B', 'An\u2060n', 'student\u00A0', '\u200BH71'],
        ['\uFEFFhid.2', 'Bo', ' student ', '\u200EH72\u200F'],
      ),
      page(['\u200BClass code', 'Class name'], ['HI-1\u200B', 'Hidden']),
      page(['Class code', 'Username\uFEFF'], ['HI-1', 'hid.1'], ['\u00ADHI-1', 'H72']),
    ),
    people: ['hid.1 · Ann · H71', 'hid.2 · Bo · H72'],
    classes: ['HI-1 · Hidden'],
    members: ['HI-1 · hid.1', 'HI-1 · hid.2'],
  },
  {
    of: 'full-width numbers, headers and roles',
    file: workbook(
      page(['学号＊', '姓名', '角色'], ['２０２６１００１', '赵一', '学生'], ['ＣＤ０４', '钱二', '　学生']),
    ),
    people: ['20261001 · 赵一 · 20261001', 'CD04 · 钱二 · CD04'],
  },
  {
    of: 'first and last name apart',
    file: workbook(
      page(
        ['Username', 'First name', 'Last name', 'Role'],
        ['two.1', 'Grace', 'Hopper', 'student'],
        ['two.2', '小兰', '周', 'student'],
      ),
    ),
    people: ['two.1 · Grace Hopper · ', 'two.2 · 周小兰 · '],
  },
  {
    of: 'Western letters of one byte',
    file: written(
      'username;name;role\r\nwest.1;Jörg Größer;student\r\nwest.2;Zoé François;student\r\n',
      'windows-1252',
    ),
    people: ['west.1 · Jörg Größer · ', 'west.2 · Zoé François · '],
  },
  {
    of: 'Polish letters of one byte',
    file: written(
      'username;name;role\r\npol.1;Małgorzata Świątek;student\r\npol.2;Łukasz Żółć;student\r\n',
      'windows-1250',
    ),
    people: ['pol.1 · Małgorzata Świątek · ', 'pol.2 · Łukasz Żółć · '],
  },
  {
    of: 'Cyrillic of one byte',
    file: written('Логин;Имя;Роль\r\ncyr.1;Мария Соколова;ученик\r\n', 'windows-1251'),
    people: ['cyr.1 · Мария Соколова · '],
  },
  {
    of: 'Big5',
    file: written('用戶名,姓名,角色\r\nbig.1,黃麗珍,學生\r\nbig.2,鄭國強,學生\r\n', 'big5'),
    people: ['big.1 · 黃麗珍 · ', 'big.2 · 鄭國強 · '],
  },
  {
    of: 'GBK',
    file: written('用户名,姓名,角色\r\ngb.1,刘芳,学生\r\ngb.2,吴磊,学生\r\n', 'gb18030'),
    people: ['gb.1 · 刘芳 · ', 'gb.2 · 吴磊 · '],
  },
  {
    of: 'Shift_JIS',
    file: written('ユーザー名,氏名,役割\r\njis.1,高橋愛,生徒\r\n', 'shift_jis'),
    people: ['jis.1 · 高橋愛 · '],
  },
  {
    of: 'EUC-KR',
    file: written('아이디,이름,역할\r\nkor.1,박서연,학생\r\n', 'euc-kr'),
    people: ['kor.1 · 박서연 · '],
  },
  {
    of: 'UTF-16 without a mark, either way round',
    file: written('username,name,role\r\nwide.1,Ann,student\r\nwide.2,李,student\r\n', 'utf-16le'),
    people: ['wide.1 · Ann · ', 'wide.2 · 李 · '],
  },
  {
    of: 'UTF-16 the other way round',
    file: written('用户名,姓名,角色\r\nwide.3,王建国,学生\r\n', 'utf-16be'),
    people: ['wide.3 · 王建国 · '],
  },
  {
    of: 'UTF-16 with a mark and tabs',
    file: written('\uFEFFusername\tname\trole\r\nwide.4\tAnn 李\tstudent\r\n', 'utf-16le'),
    people: ['wide.4 · Ann 李 · '],
  },
  {
    of: 'text written as the formula of a text',
    file: written(
      'username,name,role,student number\n="0077001",A,student,="0088001"\neq.2,B,student,"=""0088002"""\neq.3,C,student,\'0088003\n',
    ),
    people: ['0077001 · A · 0088001', 'eq.2 · B · 0088002', 'eq.3 · C · 0088003'],
  },
  {
    of: 'a title with a comma above semicolons',
    file: written('Class list, autumn 2026\r\n\r\nusername;name;role\r\ntitle.1;A;student\r\n'),
    people: ['title.1 · A · '],
  },
  {
    of: 'a title above commas',
    file: written('Our list\r\nusername,name,role\r\ntitle.2,A,student\r\n'),
    people: ['title.2 · A · '],
  },
  {
    of: 'a first line that names the delimiter',
    file: written('\uFEFFsep=;\r\nusername;name;role\r\nsep.1;"Lee; Ann";student\r\n'),
    people: ['sep.1 · Lee; Ann · '],
  },
  {
    of: 'a space before quotes',
    file: written('username, "name", "role"\r\nspace.1, "Doe, Jane", "student"\r\n'),
    people: ['space.1 · Doe, Jane · '],
  },
  {
    of: 'carriage returns alone',
    file: written('username,name,role\rmac.1,A,student\rmac.2,B,student\r'),
    people: ['mac.1 · A · ', 'mac.2 · B · '],
  },
  {
    of: 'a byte order mark',
    file: written('\uFEFFusername,name,role\r\nmark.1,A,student\r\n'),
    people: ['mark.1 · A · '],
  },
  {
    of: 'delimiters at the ends of lines',
    file: written('username,name,role,,\r\ntrail.1,A,student,,\r\n,,,,\r\n'),
    people: ['trail.1 · A · '],
  },
  {
    of: 'a quote that is never closed',
    file: written(
      'username,name,role\nopen.1,"A",student\nopen.2,"B,student\nopen.3,C,student\nopen.4,D,student\n',
    ),
    said: ['B3 unclosed-quote B'],
    people: ['open.1 · A · ', 'open.2 · B · ', 'open.3 · C · ', 'open.4 · D · '],
  },
  {
    of: 'a title with more commas than the list has semicolons',
    file: written('School, Town, Country, 2026, autumn, all\r\nusername;name;role\r\ntitle.3;A;student\r\n'),
    people: ['title.3 · A · '],
  },
  {
    of: 'what a Mac saves in its own letters',
    file: written(
      'username;name;role\rapple.1;Jürgen Größer;student\rapple.2;Hélène Müller;student\r',
      'macintosh',
    ),
    people: ['apple.1 · Jürgen Größer · ', 'apple.2 · Hélène Müller · '],
  },
  {
    of: 'a code whose last zero only its format shows',
    file: workbook(page(['Class code', 'Class name'], [as(7.1, '0.00'), 'Ten'], [as(7.1, '0.0'), 'One'])),
    classes: ['7.10 · Ten', '7.1 · One'],
  },
  {
    of: 'a OneRoster archive, in a folder, with files that are not read',
    file: files({
      '__MACOSX/out/._users.csv': 'x',
      'out/manifest.csv': 'propertyName,value\r\noneroster.version,1.2\r\nfile.users,bulk\r\n',
      'out/orgs.csv': 'sourcedId,status,dateLastModified,name,type\r\no1,active,,School,school\r\n',
      'out/users.csv':
        'sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,identifier,agentSourcedIds\r\n' +
        'p1,active,,true,or.ann,,Ann,Lee,0077,p3\r\n' +
        'p2,active,,true,or.tom,,"Tom ""T""",Poe,,\r\n' +
        'p3,active,,true,or.may,,May,Lee,,\r\n' +
        'p4,tobedeleted,,true,or.old,,Old,Boy,,\r\n',
      'out/roles.csv':
        'sourcedId,status,dateLastModified,userSourcedId,roleType,role\r\n' +
        'r1,active,,p1,primary,student\r\nr2,active,,p2,primary,teacher\r\nr3,active,,p3,primary,parent\r\nr4,active,,p4,primary,student\r\n',
      'out/classes.csv':
        'sourcedId,status,dateLastModified,title,courseSourcedId,classCode,classType\r\n' +
        'c1,active,,Maths,k1,OR-1,scheduled\r\nc2,tobedeleted,,Art,k2,OR-2,scheduled\r\n',
      'out/enrollments.csv':
        'sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role\r\n' +
        'e1,active,,c1,o1,p1,student\r\ne2,active,,c1,o1,p2,teacher\r\ne3,tobedeleted,,c1,o1,p3,student\r\n',
      'out/demographics.csv': 'sourcedId,status,dateLastModified,birthDate\r\np1,active,,2012-01-01\r\n',
    }),
    name: 'export.zip',
    said: ['E5 has-left', 'B3 taken-out', 'B4 taken-out'],
    people: ['or.ann · Ann Lee · 0077', 'or.tom · Tom "T" Poe · ', 'or.may · May Lee · '],
    classes: ['OR-1 · Maths'],
    members: ['OR-1 · or.ann', 'OR-1 · or.tom'],
  },
]
