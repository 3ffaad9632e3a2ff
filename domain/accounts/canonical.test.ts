import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lookUpKey, nameKey, passwordForms, preparePassword, tidyIdentifier, tidyName } from './canonical.ts'

/** Text with everything that goes wrong: marks, joiners, full width, odd blanks, letters whose case is no pair. */
const anyText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...'ßẞſςσΣİıIi\u0307\u0345ῼᾳΐŉǰﬁﬀＡ９　\u00A0\u200B\u200C\u200D\u2060\uFEFF\u00AD\u034F\u180E\u3164\u0E33\u0ECDကྲᄀ́̈·’',
      ),
      fc.string({ unit: 'grapheme', maxLength: 3 }),
      fc.string({ unit: 'binary', maxLength: 3 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''))

const SAME: [string, string, string][] = [
  ['full width', 'student', 'ｓｔｕｄｅｎｔ'],
  ['full-width digits', '20260001', '２０２６０００１'],
  ['case', 'Student', 'sTUDENT'],
  ['final sigma', 'ΝΙΚΟΣ', 'Νικος'],
  ['a sigma in the middle', 'νικοσ', 'νικος'],
  ['sharp s', 'Groß', 'GROSS'],
  ['capital sharp s', 'GROẞ', 'gross'],
  ['a dotted capital I', 'İPEK', 'ipek'],
  ['a dotless i', 'ışık', 'IŞIK'],
  ['one character or two', 'é', 'e\u0301'],
  ['a ligature', 'ﬁona', 'FIONA'],
  ['a zero-width space', 'an\u200Bna', 'anna'],
  ['a byte order mark', '\uFEFFanna', 'anna'],
  ['a soft hyphen', 'an\u00ADna', 'anna'],
  ['a joiner', 'अमि\u200Dत', 'अमित'],
  ['a direction mark', 'anna\u200F', 'anna'],
  ['blanks of any kind', ' li \u00A0 \u3000wei\t', 'li wei'],
  ['half-width katakana', 'ｱｵｲ', 'アオイ'],
]

describe('the key by which texts are looked up', () => {
  it.each(SAME)('is the same for %s', (_, one, other) => {
    expect(lookUpKey(one)).toBe(lookUpKey(other))
  })

  it('keeps apart what people keep apart', () => {
    for (const [one, other] of [
      ['0123', '123'],
      ['jose', 'josé'],
      ['สมหญิง', 'สมหญง'],
      ['अमित', 'अमत'],
      ['l1', 'll'],
      ['a.b', 'ab'],
    ] as const)
      expect(lookUpKey(one)).not.toBe(lookUpKey(other))
  })

  it('is its own key, and that of what is stored', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const key = lookUpKey(text)
        expect(lookUpKey(key)).toBe(key)
        expect(lookUpKey(tidyIdentifier(text))).toBe(key)
        expect(lookUpKey(tidyName(text))).toBe(key)
      }),
      { numRuns: 2000 },
    )
  })

  it('does not depend on case or on the form of any character', () => {
    for (let code = 0; code <= 0x323af; code++) {
      if (code >= 0xd800 && code <= 0xf8ff) continue
      const letter = String.fromCodePoint(code)
      for (const other of [letter.toLowerCase(), letter.toUpperCase(), letter.normalize('NFKD')])
        if (other !== letter && lookUpKey(other) !== lookUpKey(letter))
          throw new Error(`U+${code.toString(16)} ${letter} is not ${other}`)
    }
  })
})

describe('what is stored', () => {
  it('of a name is what was typed, without what nobody sees', () => {
    expect(tidyName('  Zoe\u0301 \u00A0\u200B Ko\u0308nig\u200F ')).toBe('Zoé König')
    expect(tidyName('山田　太郎')).toBe('山田 太郎')
    expect(tidyName('Ａnna')).toBe('Ａnna')
    expect(tidyName('\u3164\u200B')).toBe('')
  })

  it('of a name keeps a joiner where its script needs one, and nowhere else', () => {
    expect(tidyName('علی\u200Cرضا')).toBe('علی\u200Cرضا')
    expect(tidyName('ශ්\u200Dරී')).toBe('ශ්\u200Dරී')
    expect(tidyName('an\u200Dna\u200C')).toBe('anna')
    expect(lookUpKey('علی\u200Cرضا')).toBe(lookUpKey('علیرضا'))
  })

  it('of a username or number is plain, and keeps its case and its zeros', () => {
    expect(tidyIdentifier(' ０００１２３\u200B')).toBe('000123')
    expect(tidyIdentifier('ＡＢ０３')).toBe('AB03')
    expect(tidyIdentifier('น้ำ')).toBe('น้ำ')
  })

  it('stays when it is stored again', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const tidy of [tidyName, tidyIdentifier]) expect(tidy(tidy(text))).toBe(tidy(text))
      }),
      { numRuns: 2000 },
    )
  })
})

describe('names in a list', () => {
  it.each([
    ["O'Connor", 'O’Connor'],
    ['Jean-Luc', 'jean‐luc'],
    ['张　三', '张三'],
    ['阿凡提·买买提', '阿凡提•买买提'],
    ['ANNA  MÜLLER', 'Anna Mu\u0308ller'],
  ])('%s is %s', (one, other) => {
    expect(nameKey(one)).toBe(nameKey(other))
  })

  it('keep the space between words of letters', () => {
    expect(nameKey('Li Wei')).not.toBe(nameKey('Liwei'))
  })
})

describe('a password', () => {
  it('is one however its characters are typed, in its own width and case', () => {
    expect(preparePassword('Pru\u0308fung\u00A0cafe\u0301')).toBe('Prüfung café')
    expect(preparePassword('Ａbc')).toBe('Ａbc')
  })

  it('is tried in few forms: one when its letters are plain', () => {
    expect(passwordForms('plain letters')).toEqual(['plain letters'])
    expect(passwordForms('café')).toEqual(['café', 'cafe\u0301'])
    expect(passwordForms('cafe\u0301')).toEqual(['café', 'cafe\u0301'])
  })
})
