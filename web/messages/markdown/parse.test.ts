import { describe, expect, test } from 'vitest'
import { parse, safeHref } from './parse.ts'
import { type Block, type Inline, isPlain, plain } from './tree.ts'

const hrefsOf = (value: unknown): string[] =>
  typeof value !== 'object' || value === null
    ? []
    : [
        ...('href' in value ? [String(value.href)] : []),
        ...Object.values(value).flatMap((inner) => hrefsOf(inner)),
      ]

const wordsOf = (value: Block[] | Inline[]): string => {
  const found: string[] = []
  JSON.stringify(value, (key, inner: unknown) => {
    if (key === 'text') found.push(String(inner))
    return inner
  })
  return found.join('')
}

describe('markdown', () => {
  test('reads what people write in a class', () => {
    expect(parse('**bold** and *soft*\nnext `x<y`')).toEqual([
      {
        kind: 'paragraph',
        children: [
          { kind: 'strong', children: [{ kind: 'text', text: 'bold' }] },
          { kind: 'text', text: ' and ' },
          { kind: 'em', children: [{ kind: 'text', text: 'soft' }] },
          { kind: 'break' },
          { kind: 'text', text: 'next ' },
          { kind: 'code', text: 'x<y' },
        ],
      },
    ])
    expect(parse('```python\nif x:\n    y\n```')).toEqual([
      { kind: 'code', language: 'python', text: 'if x:\n    y' },
    ])
    expect(parse('- [x] done\n- [ ] open')[0]).toMatchObject({
      kind: 'list',
      items: [{ checked: true }, { checked: false }],
    })
    expect(parse('| a | b |\n|---|--:|\n| 1 | 2 |')[0]).toMatchObject({
      kind: 'table',
      align: [null, 'right'],
    })
  })

  test('shows HTML as the text it is', () => {
    for (const body of [
      '<script>alert(1)</script>',
      '<img src=x onerror=alert(1)>',
      'a <b onclick=x>c</b> d',
    ]) {
      expect(wordsOf(parse(body))).toBe(body)
    }
  })

  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'java\tscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'file:///etc/passwd',
    '//evil.example',
    '/api/sign-out',
    'blob:https://x',
    'ms-word:ofe|u|https://x',
  ])('%j is no address to lead to', (href) => {
    expect(safeHref(href)).toBeNull()
    for (const body of [
      `[x](${href})`,
      `[x](<${href}>)`,
      `![x](${href})`,
      `<${href}>`,
      `[x][1]\n\n[1]: ${href}`,
    ])
      for (const found of hrefsOf(parse(body))) expect(found).toMatch(/^(https?:\/\/|mailto:)/)
  })

  test('leads to web addresses and mail', () => {
    expect(hrefsOf(parse('see https://example.org/a?b=c or [this](http://x.cn) or me@example.org'))).toEqual([
      'https://example.org/a?b=c',
      'http://x.cn',
      'mailto:me@example.org',
    ])
  })

  test('says whether a text needs it', () => {
    for (const text of ['你好，世界', 'See you at 8:00!', 'a - b', 'Well (yes).', 'x\ny'])
      expect([text, isPlain(text), parse(text).length]).toEqual([text, true, 1])
    for (const text of ['*a*', '1. a', '- a', '`a`', 'https://a.b', '    code', '# a', '> a', 'a\n---'])
      expect([text, isPlain(text)]).toEqual([text, false])
  })

  test('reads so many marks of a text as people write; what follows is text, marks and all', () => {
    const emphasised = (body: string) => JSON.stringify(parse(body)).split('"em"').length - 1
    expect(emphasised('*a* '.repeat(400))).toBe(400)
    expect(emphasised('*a* '.repeat(3000))).toBe(500)
    expect(JSON.stringify(parse('*a* '.repeat(3000)))).toContain('a* *a* *a*')
    expect(emphasised('_a*'.repeat(4000))).toBeLessThanOrEqual(500)
  })

  test('stays quick and shallow, whatever is thrown at it', () => {
    for (const body of [
      '>'.repeat(6000),
      '['.repeat(6000),
      '*a '.repeat(4000),
      `${'- '.repeat(3000)}x`,
      '`'.repeat(9000),
    ]) {
      expect(parse(body).length).toBeGreaterThan(0)
    }
    expect(parse('plain')).toEqual(plain('plain'))
  })
})
