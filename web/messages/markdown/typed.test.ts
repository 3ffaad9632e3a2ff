import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from './parse.ts'
import { type Block, type Inline, isPlain, plain, seenText, wordsOf } from './tree.ts'

/** A reader's view in one line: <b>, <i>, <s>, links as [text](address), items as {marker text}. */
const inlineView = (one: Inline): string => {
  switch (one.kind) {
    case 'text':
    case 'code':
      return one.text
    case 'break':
      return '/'
    case 'link':
      return `[${one.children.map(inlineView).join('')}](${one.href})`
    default: {
      const tag = { strong: 'b', em: 'i', del: 's' }[one.kind]
      return `<${tag}>${one.children.map(inlineView).join('')}</${tag}>`
    }
  }
}
const blockView = (one: Block): string => {
  if (one.kind === 'list')
    return one.items.map((item) => `{${item.marker ?? '-'} ${item.blocks.map(blockView).join('|')}}`).join('')
  return 'children' in one ? one.children.map(inlineView).join('') : one.kind
}
const view = (body: string): string => parse(body).map(blockView).join(' ')

describe('signs that mean themselves', () => {
  test.each([
    '阅读第3~5页，做第7~9页的题',
    '100~200元',
    'about ~20 and ~30',
    '3~~5 and 7~~9',
    'a*b + c*d',
    '2*3*4 = 24',
    '2**10 和 3**2',
    'x**2**y',
    '长*宽*高',
    '价格*5*元',
    '5*(3+2)*4',
    '(a)*(b)*(c)',
    'snake_case_name and a_1_2',
    '2 * 3 * 4',
    '**not closed',
    '＊＊满＊＊',
    'Tom & Jerry &amp; co',
    '<b onclick="*x*">',
    '[x](javascript:alert(1))',
    '[see [1] and [2]]',
    '#标签',
  ])('%s stays as it was typed', (body) => {
    expect(view(body)).toBe(body)
  })
})

describe('emphasis', () => {
  test.each([
    ['~~old~~ new', '<s>old</s> new'],
    ['原价~~300元~~，现价', '原价<s>300元</s>，现价'],
    ['**注意：**明天考试', '<b>注意：</b>明天考试'],
    ['请看**“重点”**部分', '请看<b>“重点”</b>部分'],
    ['请看**重点**部分', '请看<b>重点</b>部分'],
    ['第**10**章', '第<b>10</b>章'],
    ['**(A)**型', '<b>(A)</b>型'],
    ['《**书名**》', '《<b>书名</b>》'],
    ['これは**「必須」。**次', 'これは<b>「必須」。</b>次'],
    ['**한국어(Korean)**는', '<b>한국어(Korean)</b>는'],
    ['**\u200b注意：\u200b**明天', '<b>\u200b注意：\u200b</b>明天'],
    ['***both*** **b *i* b** _em_', '<i><b>both</b></i> <b>b <i>i</i> b</b> <i>em</i>'],
    ['*a **b** c* **d*e**', '<i>a <b>b</b> c</i> <b>d*e</b>'],
    ['\\*not\\* this', '*not* this'],
  ])('%s', (body, expected) => {
    expect(view(body)).toBe(expected)
  })
})

describe('numbers and bullets', () => {
  test.each([
    ['10. x\n9. y\n8. z', '{10. x}{9. y}{8. z}'],
    ['1. A\n3. C\n4. B', '{1. A}{3. C}{4. B}'],
    ['1. A\n1. B', '{1. A}{1. B}'],
    ['1) A\n2) B', '{1) A}{2) B}'],
    ['01. A', '{01. A}'],
    ['2024. 年底', '{2024. 年底}'],
    ['see\n3. C', 'see/3. C'],
    ['1.\t一\n2.\t二', '{1. 一}{2. 二}'],
    ['要点：\n•\t一\n•\t二\n完', '要点： {• 一}{• 二} 完'],
    ['·\u00a0\u00a0甲\n·\u00a0\u00a0乙', '{· 甲}{· 乙}'],
    ['- a\n- b', '{- a}{- b}'],
  ])('%j stand as they were written', (body, expected) => {
    expect(view(body)).toBe(expected)
  })

  test('a line that begins with a bullet is code within code', () => {
    expect(parse('```\n• a\n```')).toEqual([{ kind: 'code', language: '', text: '• a' }])
  })
})

describe('addresses', () => {
  const link = (shown: string, href = shown) => `[${shown}](${href})`
  test.each([
    ['作业见 https://example.org/hw/7，周五前交。', `作业见 ${link('https://example.org/hw/7')}，周五前交。`],
    [
      'https://example.org/a、https://example.org/b',
      `${link('https://example.org/a')}、${link('https://example.org/b')}`,
    ],
    ['（https://example.org/a）', `（${link('https://example.org/a')}）`],
    ['“https://example.org/a”', `“${link('https://example.org/a')}”`],
    ['见https://example.org/hw/7周五前交', `见${link('https://example.org/hw/7')}周五前交`],
    ['见https://example.org/然后', `见${link('https://example.org/')}然后`],
    ['https://zh.wikipedia.org/wiki/数学，好', `${link('https://zh.wikipedia.org/wiki/数学')}，好`],
    ['请登录www.example.org，然后', `请登录${link('www.example.org', 'http://www.example.org')}，然后`],
    ['发到me@example.org，谢谢', `发到${link('me@example.org', 'mailto:me@example.org')}，谢谢`],
    ['(see https://a.org/Set_(maths)) now', `(see ${link('https://a.org/Set_(maths)')}) now`],
    ['https://a.org/x?y=[1]&z=2#p.', `${link('https://a.org/x?y=[1]&z=2#p')}.`],
    ['**https://a.org/b**后', `<b>${link('https://a.org/b')}</b>后`],
    ['https://a.org/b\u200b好', `${link('https://a.org/b')}\u200b好`],
    ['https://münchen.de/straße!', `${link('https://münchen.de/straße')}!`],
    ['[作业](https://a.org/(x))好', `${link('作业', 'https://a.org/(x)')}好`],
    ['[see https://a.org](https://b.org)', link('see https://a.org', 'https://b.org')],
    ['<https://a.org>，<me@a.org>', `${link('https://a.org')}，${link('me@a.org', 'mailto:me@a.org')}`],
    ['xhttps://a.org and awww.b.org and me@host', 'xhttps://a.org and awww.b.org and me@host'],
    ['http:// www. @', 'http:// www. @'],
  ])('%s', (body, expected) => {
    expect(view(body)).toBe(expected)
  })
})

describe('whatever is typed', () => {
  const pieces = fc.constantFrom(
    ...'* ** *** _ __ ~ ~~ ~~~ ` `` ``` [ ] ( ) ]( ![ < > \\ | # + - . , ， 。 ： “ ” 「 」 ！ a b1 word 字 重点 かな 한글 é ㎡ 🇨🇳 \u200b \u00a0 \ufeff \ud800'.split(
      ' ',
    ),
    ' ',
    '\n',
    '\n\n',
    '\n- ',
    '\n1. ',
    '\n7) ',
    '\n> ',
    '\n• ',
    '\n# ',
    '\n    ',
    '\n\t',
    '\n---\n',
    '\n| a |\n|---|\n| b | c |\n',
    '\n```\n',
    '- [x] ',
    'https://a.org/',
    'www.a.org',
    'me@a.org',
    '[x](https://a.org)',
    '\n[1]: https://a.org\n',
    '\r\n',
    '\u2028',
  )
  const typed = fc.array(pieces, { maxLength: 40 }).map((list) => list.join(''))

  test('keeps every word, in its order', () => {
    fc.assert(
      fc.property(fc.oneof(typed, fc.string({ unit: 'binary', maxLength: 80 })), (body) => {
        expect(wordsOf(parse(body))).toBe(wordsOf(plain(body)))
      }),
      { numRuns: 500 },
    )
  })

  test('shows each of them, but for the address behind a text of its own', () => {
    fc.assert(
      fc.property(typed, (body) => {
        fc.pre(!body.includes(']('))
        const words = (text: string) => wordsOf(plain(text))
        expect(words(seenText(parse(body)))).toBe(words(body))
      }),
      { numRuns: 500 },
    )
  })

  test('is the same before and after the lexer is loaded when it needs none', () => {
    fc.assert(
      fc.property(typed, (body) => {
        fc.pre(isPlain(body) && body.trim() !== '')
        expect(wordsOf(parse(body))).toBe(wordsOf(plain(body)))
        expect(parse(body).every((one) => one.kind === 'paragraph')).toBe(true)
      }),
    )
  })

  // Each is read in a fraction of a second; a rule that looks back or ahead without end would not be done in a minute.
  test.each(
    '*a|*a |**a |a**|*a*|_a |*a **b |[|](|[a](|![|`|``a`|<|<a |a@|a@b.|www.|https://a.org/(|(|\\|\u200b*|字*|**字|a.|[a][b] |> |- |1. |- a\n|1. a\n|a\n\n|a\n# b\n|a\n- |• a\n|```\n|&|| a'.split(
      '|',
    ),
  )('50 kB of %j are read', (unit) => {
    if (unit === '') return
    const body = unit.repeat(Math.ceil(50_000 / unit.length))
    expect(wordsOf(parse(body))).toBe(wordsOf(plain(body)))
  })
})
