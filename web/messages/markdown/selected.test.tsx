import { For } from 'solid-js'
import { expect, test, vi } from 'vitest'
import { draw } from '../../ui/testing/draw.tsx'
import { Markdown } from './Markdown.tsx'
import { parse } from './parse.ts'

/** Messages as a list shows them, with what stands around their texts. */
const drawAll = async (bodies: string[]) => {
  const root = await draw(() => (
    <>
      <h1>Channel</h1>
      <ol data-texts>
        <For each={bodies}>
          {(body) => (
            <li>
              <b>Zhao Min</b> <time>08:00</time>
              <Markdown body={body} />
            </li>
          )}
        </For>
      </ol>
      <textarea value="written" />
    </>
  ))
  const texts = [...root.querySelectorAll<HTMLElement>('[data-text]')]
  // Markdown comes after the first paint.
  const lists = bodies.flatMap((body) => parse(body)).filter(({ kind }) => kind === 'list').length
  await vi.waitFor(() => expect(root.querySelectorAll('[data-text] :is(ol, ul)')).toHaveLength(lists))
  return { root, texts }
}

const copied = (from: Node, start: number, to: Node, end: number): string => {
  const range = document.createRange()
  range.setStart(from, start)
  range.setEnd(to, end)
  const selection = getSelection()
  selection?.removeAllRanges()
  selection?.addRange(range)
  const event = new ClipboardEvent('copy', {
    clipboardData: new DataTransfer(),
    bubbles: true,
    cancelable: true,
  })
  document.body.dispatchEvent(event)
  return event.defaultPrevented ? (event.clipboardData?.getData('text/plain') ?? '') : 'as the browser does'
}
const whole = (text: Node) => copied(text, 0, text, text.childNodes.length)

test.each([
  '10. 第3~5页\n9. 第7~9页',
  '2*3*4 and 2**10',
  'one\ntwo\n\nthree',
  '• 一\n• 二',
  'Bring:\n- [ ] a pen\n- [x] paper',
])('all of %j is copied as it was typed', async (body) => {
  const { texts } = await drawAll([body])
  expect(whole(texts[0]!)).toBe(body)
})

test('what is formatted is copied as it is seen', async () => {
  const { texts } = await drawAll(['**注意：**明天\n1. a'])
  expect(whole(texts[0]!)).toBe('注意：明天\n1. a')
})

test('a part is copied as a part, and names, times and buttons between messages are not', async () => {
  const { texts } = await drawAll(['first message', '```\ncode\n```', '10. ten\n9. nine'])
  const first = texts[0]!.querySelector('p')!.firstChild!
  expect(copied(first, 6, first, 9)).toBe('mes')
  const items = texts[2]!.querySelectorAll('li p')
  expect(copied(first, 6, items[1]!.firstChild!, 4)).toBe('message\ncode\n10. ten\n9. nine')
  expect(copied(items[0]!.firstChild!, 1, items[1]!.firstChild!, 2)).toBe('en\n9. ni')
})

test('a selection that reaches over other things is left to the browser', async () => {
  const { root, texts } = await drawAll(['first'])
  expect(copied(root.querySelector('h1')!, 0, texts[0]!, 1)).toBe('as the browser does')
})
