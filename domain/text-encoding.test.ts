import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Encoding } from './encodings.ts'
import { decideText, decodeAs } from './text-encoding.ts'
import { encodeIn } from './text-encoding-fixture.ts'

/** Names as schools have them, none of which the rules were made from, by the encoding a spreadsheet program saves. */
const NAMES: Partial<Record<Encoding, string>> = {
  gb18030:
    '张雨桐 王梓涵 李俊熙 赵子墨 孙悦然 郑凯文 傅晓峰 汤明远 常思远 武晓丽 钱学森 巩汉林 臧天朔 欧阳修 上官婉儿',
  big5: '陳冠霖 林昱廷 黃品瑄 張育誠 李芷妤 吳承翰 鄭心怡 許雅筑 蕭煌奇 游士賢 歐陽靖 溫子仁 顏聖紘 簡佑安 巫啟賢',
  shift_jis:
    '山田花子 小野寺健 大谷翔平 松田優作 宮本武蔵 五十嵐あゆみ 二宮和也 柳沢慎吾 ケリー真理子 桐生悠人 望月かおり',
  'euc-kr':
    '김서윤 이도현 박은우 최유진 정시윤 강수아 조아인 윤지호 장하린 임준혁 한소희 오세훈 배용준 제갈공명 남궁연',
  'windows-1252':
    'Müller Jürgen;Nuñez Belén;Lefebvre Hélène;Sørensen Åge;Conceição João;Bjørnsson Örn;Großmann Jörg;Fàbregas Núria',
  macintosh:
    'Müller Jürgen;Núñez Belén;Lefebvre Hélène;Größer Zoë;Conceição João;François Loïc;Großmann Jörg',
  'windows-1250':
    'Kołodziej Małgorzata;Říhová Tereza;Horváth Ágnes;Szabó Őze;Krzyżanowski Wiesław;Šťastný Jiří;Žáček Luboš',
  'windows-1251':
    'Соколов Артём;Лебедева Дарья;Козлов Матвей;Егорова Полина;Степанов Кирилл;Жукова Ксения;Шевчук Оксана',
}
const roster = (names: readonly string[]) =>
  `Username;Name;Role\r\n${names.map((name, at) => `pupil${at};${name};student\r\n`).join('')}`
const listOf = (encoding: Encoding) =>
  (NAMES[encoding] ?? '').split(encoding.startsWith('windows') || encoding === 'macintosh' ? ';' : ' ')

/** What a person is shown: the reading that was decided, and where it is not sure the others. */
const readingsOf = (text: string, encoding: Encoding) => {
  const bytes = encodeIn(text, encoding)
  const decided = decideText(bytes)
  const encodings = decided ? [decided.encoding, ...(decided.sure ? [] : decided.others)] : []
  return encodings.map((one) => decodeAs(bytes, one))
}
const someOf = (encoding: Encoding) => fc.shuffledSubarray(listOf(encoding), { minLength: 2, maxLength: 6 })

describe('the encoding of a short list of names', () => {
  const told = (Object.keys(NAMES) as Encoding[]).filter((encoding) => encoding !== 'windows-1250')

  it.each(told)('%s is found, from two names up', (encoding) => {
    fc.assert(
      fc.property(someOf(encoding), (names) => {
        expect(readingsOf(roster(names), encoding)[0]).toBe(roster(names))
      }),
      { numRuns: 40 },
    )
  })

  it('is offered where one letter decides between two languages: Őze and Õze', () => {
    fc.assert(
      fc.property(someOf('windows-1250'), (names) => {
        expect(readingsOf(roster(names), 'windows-1250')).toContain(roster(names))
      }),
      { numRuns: 40 },
    )
  })

  it('is found from one name too, or the right one is offered', () => {
    for (const encoding of Object.keys(NAMES) as Encoding[])
      for (const name of listOf(encoding))
        expect(readingsOf(roster([name]), encoding)).toContain(roster([name]))
  })

  it.each(['utf-8', 'utf-16le', 'utf-16be'] as const)('%s is known with and without its mark', (encoding) => {
    for (const names of [['Ana'], ['张雨桐', '🙂'], ['Соколов', '김서윤']])
      for (const mark of ['', '\uFEFF']) {
        const decided = decideText(encodeIn(mark + roster(names), encoding))
        expect(decided).toEqual({ encoding, text: roster(names), sure: true, others: [] })
      }
  })

  it('is not UTF-8 only because two characters happen to be', () => {
    const text = '用户名,姓名\r\na1,联通\r\n'
    expect(decideText(encodeIn(text, 'gb18030'))).toMatchObject({ encoding: 'gb18030', text })
  })

  it('stays UTF-8 where a few bytes are broken, and shows which', () => {
    const text = roster(listOf('gb18030'))
    const bytes = Buffer.concat([Buffer.from(text), Buffer.from([0xe5, 0xbc]), Buffer.from(';x')])
    expect(decideText(bytes)).toMatchObject({ encoding: 'utf-8', text: `${text}\uFFFD;x` })
  })

  it('is none for what is no text', () => {
    expect(decideText(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 1, 2]))).toBeNull()
    expect(decideText(Buffer.from([1, 2, 3, 4, 5]))).toBeNull()
    expect(decideText(Buffer.from([0xff, 0xfe, 0, 0, 0x41, 0, 0, 0]))).toBeNull()
  })

  it('never fails, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const decided = decideText(bytes)
        if (decided) expect(decided.text).toBe(decodeAs(bytes, decided.encoding))
      }),
      { numRuns: 300 },
    )
  })
})
