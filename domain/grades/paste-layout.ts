import { nameKey } from '../accounts/canonical.ts'
import { decimalOf } from '../decimal.ts'
import {
  type NameCells,
  type PasteStudent,
  PERSON_KEYS,
  type PeopleIndex,
  type PersonKey,
} from './paste-people.ts'
import { readScore } from './score.ts'

export interface NameTail {
  column: number
  /** Which of the two a heading calls the given name. */
  given: NameCells['given']
}

/** What is in a pasted block: a line of headings, the columns that say who, and the columns of scores. */
export interface PasteLayout {
  /** The cells of the first line where it is headings. */
  heading: readonly string[] | null
  /** The lines below the heading. */
  body: readonly (readonly string[])[]
  /** The column of each thing that names a pupil. */
  keys: Partial<Record<PersonKey, number>>
  /** The second column of a name that stands in two; `keys.name` is the first. */
  nameTail: NameTail | null
  /** Columns that hold scores, or something meant as one, from left to right. */
  values: readonly number[]
  /** Columns with something in them that is neither: a number of the line, the class, an address. */
  leftOut: readonly number[]
}

const KEY_WORDS: Record<PersonKey, ReadonlySet<string>> = {
  number: new Set('studentnumber studentno studentid number no id 学号 学籍号 学生编号 编号 考号'.split(' ')),
  username: new Set('username user login account 用户名 账号 帐号 登录名'.split(' ')),
  name: new Set('name fullname displayname student studentname pupil 姓名 名字 学生 学生姓名'.split(' ')),
}
const GIVEN_WORDS = new Set(
  'first firstname given givenname givennames forename forenames vorname prénom prenom nombre nome имя 名 名前'.split(
    ' ',
  ),
)
const FAMILY_WORDS = new Set(
  'last lastname family familyname surname nachname familienname nomdefamille apellido apellidos cognome фамилия 姓 姓氏'.split(
    ' ',
  ),
)
/** Headings that may stand over the number of the line as well. */
const WEAK_WORDS = new Set('number no id 编号'.split(' '))
const VALUE_WORDS = new Set(
  'score scores mark marks grade grades points result 成绩 分数 得分 总分'.split(' '),
)
const OTHER_WORDS = new Set('# index row class classname email mail rank 序号 班级 邮箱 名次 排名'.split(' '))

/** `" Student No.* "` → `"studentno"`. */
const headingKey = (text: string): string => nameKey(text).replace(/[\s*_.:-]+/g, '')

export const isBlank = (text: string | undefined): boolean => nameKey(text ?? '') === ''

const isKeyWord = (text: string): boolean =>
  [...PERSON_KEYS.map((key) => KEY_WORDS[key]), GIVEN_WORDS, FAMILY_WORDS].some((words) =>
    words.has(headingKey(text)),
  )

/** A first line is headings when it says a word for them or the title of a column; a single cell must not be a word for people. */
const isHeading = (line: readonly string[], titles: ReadonlySet<string>): boolean => {
  const filled = line.filter((cell) => !isBlank(cell))
  if (filled.some((cell) => readScore(cell, null).kind === 'score' && !titles.has(nameKey(cell)))) {
    return filled.filter(isKeyWord).length > 0 && filled.length > 1
  }
  return filled.some(
    (cell) =>
      VALUE_WORDS.has(headingKey(cell)) ||
      titles.has(nameKey(cell)) ||
      (filled.length > 1 && isKeyWord(cell)),
  )
}

const cellsOf = (body: PasteLayout['body'], column: number): string[] =>
  body.map((line) => line[column] ?? '').filter((cell) => !isBlank(cell))

const isReadable = (text: string): boolean => {
  const { kind } = readScore(text, null)
  return kind === 'score' || kind === 'ambiguous' || kind === 'excused'
}

const couldBeScores = (cells: readonly string[], largest: string): boolean =>
  cells.every((cell) => {
    const read = readScore(cell, null)
    return read.kind === 'score' && decimalOf(read.score) <= decimalOf(largest)
  })

interface KeyTest {
  people: PeopleIndex
  /** The most points a column has: numbers up to that may be scores as well. */
  largest: string
}

/** How many cells of a column name somebody; zero where it is rather a column of scores. */
const hitsOf = (cells: readonly string[], key: PersonKey, headed: boolean, test: KeyTest): number => {
  const hits = cells.filter((cell) => test.people[key](cell).length > 0).length
  if (headed || !cells.some(isReadable)) return hits
  if (!couldBeScores(cells, test.largest)) return hits * 2 >= cells.length ? hits : 0
  // Small numbers that are pupils' numbers all, each once, name pupils; one that is nobody's makes them scores.
  return hits === cells.length && new Set(cells.map(nameKey)).size === cells.length ? hits : 0
}

const findKeys = (
  heading: readonly string[] | null,
  body: PasteLayout['body'],
  width: number,
  test: KeyTest,
): PasteLayout['keys'] => {
  const keys: PasteLayout['keys'] = {}
  const headOf = (column: number) => headingKey(heading?.[column] ?? '')
  const columns = Array.from({ length: width }, (_, column) => column)
  for (const key of PERSON_KEYS) {
    const free = columns.filter((column) => !Object.values(keys).includes(column))
    const hits = free.map((column) =>
      hitsOf(cellsOf(body, column), key, KEY_WORDS[key].has(headOf(column)), test),
    )
    const most = Math.max(0, ...hits)
    if (most > 0) keys[key] = free[hits.indexOf(most)]
  }
  if (Object.keys(keys).length > 0) return keys
  // A heading that says *name* means it, even where not one of the names is known here.
  for (const key of PERSON_KEYS) {
    const headed = columns.find(
      (column) => KEY_WORDS[key].has(headOf(column)) && !WEAK_WORDS.has(headOf(column)),
    )
    if (headed !== undefined) return { [key]: headed }
  }
  return keys
}

/** Whom a line names by name: the two cells of it, or the one. */
export const namedBy = (
  line: readonly string[],
  layout: Pick<PasteLayout, 'keys' | 'nameTail'>,
  people: PeopleIndex,
): readonly PasteStudent[] => {
  const { keys, nameTail: tail } = layout
  const first = line[keys.name ?? -1] ?? ''
  const second = line[tail?.column ?? -1] ?? ''
  if (tail === null || isBlank(first) || isBlank(second)) return people.name(isBlank(first) ? second : first)
  return people.parts({ first, second, given: tail.given })
}

/** The two columns whose headings say that they are a given and a family name. */
const headedPair = (
  heads: readonly string[],
): { columns: [number, number]; given: NameCells['given'] } | null => {
  const given = heads.findIndex((head) => GIVEN_WORDS.has(head))
  const family = heads.findIndex((head) => FAMILY_WORDS.has(head))
  if (given < 0 || family < 0) return null
  return given < family
    ? { columns: [given, family], given: 'first' }
    : { columns: [family, given], given: 'second' }
}

/**
 * A name in two columns: those that the headings say, else two columns of words beside each other that name somebody
 * together. Then one of them alone names nobody: An Li is not the An who has no other name.
 */
const findNameTail = (
  heading: readonly string[] | null,
  body: PasteLayout['body'],
  width: number,
  keys: PasteLayout['keys'],
  people: PeopleIndex,
): Pick<PasteLayout, 'keys' | 'nameTail'> => {
  const headed = headedPair(Array.from({ length: width }, (_, column) => headingKey(heading?.[column] ?? '')))
  // Beside a column of whole names a first and a last name say nothing new.
  if (headed && (keys.name === undefined || headed.columns.includes(keys.name))) {
    const [name, column] = headed.columns
    return { keys: { ...keys, name }, nameTail: { column, given: headed.given } }
  }
  const words = Array.from({ length: width }, (_, column) => column).filter((column) => {
    const cells = cellsOf(body, column)
    const free = column !== keys.number && column !== keys.username
    return free && cells.length > 0 && !cells.some((cell) => readScore(cell, null).kind === 'score')
  })
  const pairs = words.slice(1).map((column, at) => {
    const name = words[at] ?? 0
    const together = body.filter((line) => {
      const [first = '', second = ''] = [line[name], line[column]]
      return !isBlank(first) && !isBlank(second) && people.parts({ first, second, given: null }).length > 0
    }).length
    return { name, column, together }
  })
  const best = pairs.reduce<(typeof pairs)[number] | null>(
    (most, pair) => (pair.together > (most?.together ?? 0) ? pair : most),
    null,
  )
  return best
    ? { keys: { ...keys, name: best.name }, nameTail: { column: best.column, given: null } }
    : { keys, nameTail: null }
}

/** Something with letters that is no letter grade: a class, an address, a name that nobody has. */
const isWordy = (text: string): boolean => /\p{L}/u.test(text) && !/^[a-f][+-]?$/i.test(text.trim())

/** One cell such as `9O` may be a slip in a score; a whole column of such beside pupils is something else. */
const areWords = (cells: readonly string[], keyed: boolean): boolean =>
  cells.every((cell) => isWordy(cell) && ((keyed && cells.length > 1) || !/^\d/.test(cell)))

/** 1, 2, 3 … before the pupils: the number of the line. */
const isCounting = (cells: readonly string[]): boolean =>
  cells.length > 2 && cells.every((cell, at) => cell.trim() === `${at + 1}`)

const splitColumns = (
  layout: Pick<PasteLayout, 'heading' | 'body' | 'keys' | 'nameTail'>,
  width: number,
  titles: ReadonlySet<string>,
): Pick<PasteLayout, 'values' | 'leftOut'> => {
  const { heading, body, keys, nameTail } = layout
  const taken = new Set([...Object.values(keys), ...(nameTail ? [nameTail.column] : [])])
  const firstKey = Math.min(...taken)
  const columns = Array.from({ length: width }, (_, column) => column).filter(
    (column) => !taken.has(column) && cellsOf(body, column).length > 0,
  )
  const isCounter = (column: number) =>
    column < firstKey && taken.size > 0 && isCounting(cellsOf(body, column))
  const readable = columns.filter((column) => cellsOf(body, column).some(isReadable) && !isCounter(column))
  // Between scores even a column of words keeps its place, or those right of it would go to the wrong column.
  const isBetween = (column: number) =>
    readable.some((other) => other < column) && readable.some((other) => other > column)
  const isValue = (column: number): boolean => {
    const [head, cells] = [heading?.[column] ?? '', cellsOf(body, column)]
    if (titles.has(nameKey(head))) return true
    if (OTHER_WORDS.has(headingKey(head)) || isKeyWord(head)) return false
    if (isCounter(column)) return false
    return cells.some(isReadable) || isBetween(column) || !areWords(cells, taken.size > 0)
  }
  const values = columns.filter(isValue)
  // A block of nothing but words was meant as scores: each of them is named.
  return values.length > 0
    ? { values, leftOut: columns.filter((column) => !values.includes(column)) }
    : { values: columns, leftOut: [] }
}

/** Finds out what a block holds. A block of one column names nobody. */
export const layoutOf = (
  lines: readonly (readonly string[])[],
  people: PeopleIndex,
  items: readonly { title: string; maxPoints: string }[],
): PasteLayout => {
  const titles = new Set(items.map((item) => nameKey(item.title)))
  const width = Math.max(...lines.map((line) => line.length))
  const heading = lines.length > 1 && isHeading(lines[0] ?? [], titles) ? (lines[0] ?? []) : null
  const body = heading ? lines.slice(1) : lines
  const largest = items.reduce(
    (most, { maxPoints }) => (decimalOf(maxPoints) > decimalOf(most) ? maxPoints : most),
    '0',
  )
  const one = width > 1 ? findKeys(heading, body, width, { people, largest }) : {}
  const named = width > 2 ? findNameTail(heading, body, width, one, people) : { keys: one, nameTail: null }
  const columns = splitColumns({ heading, body, ...named }, width, titles)
  if (columns.values.length > 0) return { heading, body, ...named, ...columns }
  // With nothing left to enter, what looked like pupils was meant as scores.
  const nobody = { keys: {}, nameTail: null }
  return { heading, body, ...nobody, ...splitColumns({ heading, body, ...nobody }, width, titles) }
}
