import { tidyIdentifier, tidyName } from '../accounts/canonical.ts'
import type { CellDoubt, DoubtfulCell } from '../sheet-cell.ts'
import type { RosterField } from './roster-columns.ts'

/** What a cell of a roster says, and when it does not say what somebody wrote. */

/** Words that stay as they are written; all others are names to be found by, and are put into one form. */
const WORDS: ReadonlySet<RosterField> = new Set([
  'name',
  'givenName',
  'middleName',
  'familyName',
  'subject',
  'term',
  'password',
])

/** The apostrophe that tells a spreadsheet program to leave figures and signs alone; no name begins so. */
const FIGURE_MARK = /^'(?=[\d=+@-])/
const APOSTROPHE = /^['‘’](?=.)/

/** The text of a cell as the field it stands in takes it. */
export const cellText = (field: RosterField, raw: string): string =>
  WORDS.has(field)
    ? tidyName(field === 'password' ? raw : raw.replace(FIGURE_MARK, ''))
    : tidyIdentifier(raw).replace(APOSTROPHE, '')

/** Errors of formulas as programs write them into text files, in their languages. */
const ERROR_WORDS = new Set(
  (
    '#N/A #REF! #NAME? #VALUE! #DIV/0! #NULL! #NUM! #SPILL! #CALC! #FIELD! #BLOCKED! #CONNECT! #BUSY! #UNKNOWN! ' +
    '#GETTING_DATA #EXTERNAL! #PYTHON! #ERROR! #NV #BEZUG! #WERT! #ZAHL! #ÜBERLAUF! #N/D #VALEUR! #NOM? #NOMBRE! #NUL! ' +
    '#¡REF! #¿NOMBRE? #¡VALOR! #¡DIV/0! #¡NUM! #¡NULO! #VALOR! #NOME? #NÚM! #NULO! #RIF! #VALORE! #Н/Д #ССЫЛКА! #ИМЯ? ' +
    '#ЗНАЧ! #ДЕЛ/0! #ЧИСЛО! #ПУСТО! #ADR! #ARG! #DZIEL/0! #NAZWA? #LICZBA! #WAARDE! #VERW! #NAAM? #DEEL/0! #YOK #BAŞV! ' +
    '#AD? #DEĞER! #SAYI/0!'
  ).split(' '),
)
const OFFICE_ERROR = /^Err:\d{3}$/
/** A column that was too narrow when the file was saved. */
const TOO_NARROW = /^#{3,}$/
/** `3.30102E+17`: what is left of a long number, and `7.00E+02` of a code such as 7E2. */
const EXPONENT = /^-?\d(?:[.,]\d+)?E([+-]\d{2,3})$/i
/** From here on digits were lost: a program keeps 15 and shows fewer. */
const LOST_FROM = 11

const FOUND_BY: ReadonlySet<RosterField> = new Set([
  'username',
  'studentNumber',
  'code',
  'guardianOf',
  'teachers',
  'password',
])

/** What text alone tells: a file of text has no cell types. */
const doubtOfText = (field: RosterField, text: string): CellDoubt | null => {
  const shouted = text.toUpperCase()
  if (ERROR_WORDS.has(shouted) || OFFICE_ERROR.test(text) || TOO_NARROW.test(text)) return 'error-value'
  const [, power] = (FOUND_BY.has(field) && EXPONENT.exec(text)) || []
  if (power === undefined) return null
  return Number(power) >= LOST_FROM ? 'digits-lost' : 'scientific'
}

const DAY =
  /^(?:\d{1,2}-[A-Z][a-z]{2}(?:-\d{2,4})?|[A-Z][a-z]{2}-\d{1,2}|\d{1,2}月\d{1,2}日|\d{4}[-/]\d{1,2}[-/]\d{1,2})$/

/** Whether a code or number in a text file may have been 7-1 before a spreadsheet program saved it. */
export const looksLikeDay = (text: string): boolean => DAY.test(text)

export interface Doubt {
  doubt: CellDoubt
  shown: string
  /** `error`: the row cannot be used. `empty`: only this value is left out. `kept`: it is used, and said. */
  effect: 'error' | 'empty' | 'kept'
}

/** Fields that a row can do without. */
const DISPENSABLE: ReadonlySet<RosterField> = new Set([
  'email',
  'subject',
  'guardianOf',
  'teachers',
  'middleName',
])
/** Whose digits are the same person's with and without signs between them; a code is what is shown. */
const NUMBERED: ReadonlySet<RosterField> = new Set(['username', 'studentNumber', 'guardianOf', 'teachers'])

/** The text of a cell without the signs that its number format writes between the digits, where they name somebody. */
export const undressed = (field: RosterField, raw: string, marked: DoubtfulCell | undefined): string =>
  (NUMBERED.has(field) && marked?.digits) || raw

const AMOUNTS: ReadonlySet<CellDoubt> = new Set(['digits-lost', 'scientific'])

const effectOf = (field: RosterField, doubt: CellDoubt, text: string): Doubt['effect'] | null => {
  if (AMOUNTS.has(doubt) && !FOUND_BY.has(field)) return null
  if (doubt === 'separated') return NUMBERED.has(field) ? 'kept' : null
  if (doubt === 'unclosed-quote') return /[\r\n]/.test(text) ? 'error' : 'kept'
  return DISPENSABLE.has(field) ? 'empty' : 'error'
}

/** Why the text of a cell cannot be taken for what somebody wrote; null when it can. */
export const doubtOf = (field: RosterField, raw: string, marked: DoubtfulCell | undefined): Doubt | null => {
  const doubt = marked?.doubt ?? doubtOfText(field, raw.trim())
  const effect = doubt && effectOf(field, doubt, raw)
  return doubt && effect ? { doubt, effect, shown: (marked?.shown || raw).slice(0, 60) } : null
}
