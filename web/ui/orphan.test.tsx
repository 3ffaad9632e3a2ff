import { expect, test } from 'vitest'
import { draw } from './testing/draw.tsx'

const styleOf = (element: Element | null) => getComputedStyle(element!).getPropertyValue('text-wrap-style')

test('no paragraph, row or heading ends in a single word, in either language; what is typed does not jump', async () => {
  for (const locale of ['en', 'zh-CN'] as const) {
    const root = await draw(
      () => (
        <>
          <h2>Title</h2>
          <p>Words</p>
          <ul>
            <li>
              <small>Row</small>
            </li>
          </ul>
          <textarea />
        </>
      ),
      locale,
    )
    expect(styleOf(root.querySelector('h2'))).toBe('balance')
    for (const name of ['p', 'li', 'small']) expect(styleOf(root.querySelector(name))).toBe('pretty')
    expect(styleOf(root.querySelector('textarea'))).toBe('auto')
  }
})
