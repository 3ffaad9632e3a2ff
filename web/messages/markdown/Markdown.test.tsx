import { For } from 'solid-js'
import { expect, test, vi } from 'vitest'
import { draw } from '../../ui/testing/draw.tsx'
import { Markdown } from './Markdown.tsx'

const HREFS = [
  'javascript:alert(1)',
  'JAVASCRIPT:alert(1)',
  'java&#115;cript:alert(1)',
  'java\tscript:alert(1)',
  '\u0001javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:msgbox(1)',
  'blob:https://x/y',
  '//evil.example/x',
  '/api/sign-out',
  'file:///etc/passwd',
]
const HTML = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '<svg><script>alert(1)</script></svg>',
  '<a href="javascript:alert(1)">x</a>',
  '<iframe src="javascript:alert(1)"></iframe>',
  '<body onload=alert(1)>',
  '<details open ontoggle=alert(1)>',
  '<math><mtext></mtext><a xlink:href="javascript:alert(1)">x</a></math>',
  '<style>@import "//evil"</style>',
  '<base href="//evil">',
  '<form action="//evil"><button>x</button></form>',
  '<!--><img src=x onerror=alert(1)>-->',
  '"><img src=x onerror=alert(1)>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
]
const around = (html: string) => [
  html,
  `**${html}**`,
  `> ${html}`,
  `- ${html}`,
  `| a |\n|---|\n| ${html} |`,
  `[${html}](https://example.org)`,
]
const corpus = [
  ...HTML.flatMap(around),
  ...HREFS.flatMap((href) => [
    `[x](${href})`,
    `[x](<${href}>)`,
    `![x](${href})`,
    `<${href}>`,
    `[x][1]\n\n[1]: ${href}`,
    `[x](https://ok.example "${href}")`,
  ]),
]

test(`${corpus.length} hostile messages draw nothing but harmless elements`, async () => {
  const root = await draw(() => <For each={corpus}>{(body) => <Markdown body={body} />}</For>)
  await vi.waitFor(() => expect(root.querySelector('blockquote')).not.toBeNull())
  const allowed = new Set(
    'div p strong em del code pre blockquote ul ol li a br hr table thead tbody tr th td span button svg path rect line polyline circle'.split(
      ' ',
    ),
  )
  for (const element of root.querySelectorAll('*')) {
    const tag = element.tagName.toLowerCase()
    expect(allowed.has(tag) || tag === 'input', tag).toBe(true)
    for (const { name } of element.attributes) expect(name).not.toMatch(/^on|^srcdoc$|^src$|^xlink/)
    if (element instanceof HTMLAnchorElement) {
      expect(element.protocol).toMatch(/^(https?:|mailto:)$/)
      expect(element.rel).toBe('noopener nofollow ugc')
    }
  }
})

test('code keeps its lines, links open beside', async () => {
  const root = await draw(() => <Markdown body={'```\na\n  b\n```\nsee https://example.org'} />)
  await vi.waitFor(() => expect(root.querySelector('pre')).not.toBeNull())
  expect(root.querySelector('pre')!.textContent).toBe('a\n  b')
  expect(root.querySelector('a')!.getAttribute('target')).toBe('_blank')
})
