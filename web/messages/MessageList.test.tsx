import { createMemo, createSignal } from 'solid-js'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { draw } from '../ui/testing/draw.tsx'
import { type ChannelHistory, createHistory } from './history.ts'
import { MessageList } from './MessageList.tsx'
import { shownMessage } from './row.ts'
import { messageNo, noActs, serveMessages } from './testing.tsx'

const CHANNEL = messageNo(1).channelId
const DRIFT = 2

let served: ReturnType<typeof serveMessages> | undefined
afterEach(() => served?.stop())

/** A channel of `count` messages in a window of 600 px. */
const openChannel = async (
  count: number,
  options: { around?: number; readUpTo?: number; target?: number } = {},
) => {
  served = serveMessages(count)
  let history!: ChannelHistory
  const seen: number[] = []
  let toNewest!: () => Promise<void>
  // A component, for what it makes must not be made anew when it changes.
  const Scene = () => {
    history = createHistory(CHANNEL, { around: options.around ?? options.target })
    const rows = createMemo(() => (history.now()?.messages ?? []).map(shownMessage))
    const [unread] = createSignal(0)
    return (
      <div style={{ height: '600px', display: 'flex', 'flex-direction': 'column' }}>
        <MessageList
          history={history}
          rows={rows()}
          readUpTo={options.readUpTo ?? null}
          acts={noActs}
          target={options.target}
          label="Messages"
          beginning={<p style={{ height: '150px' }}>The beginning</p>}
          onSeen={(no) => seen.push(no)}
          unread={unread()}
          ref={(go) => {
            toNewest = go
          }}
        />
      </div>
    )
  }
  const root = await draw(() => <Scene />)
  await vi.waitFor(() => expect(root.querySelectorAll('li[data-no]').length).toBeGreaterThan(0))
  const scroller = root.querySelector<HTMLElement>('[class*=scroller]')!
  const row = (no: number) => root.querySelector<HTMLElement>(`li[data-no="${no}"]`)
  return { root, history, seen, scroller, row, toNewest: () => toNewest() }
}

const topOf = (element: Element) => element.getBoundingClientRect().top
const frames = (count = 3) =>
  new Promise<void>((resolve) => {
    const next = (left: number) => (left === 0 ? resolve() : requestAnimationFrame(() => next(left - 1)))
    next(count)
  })
const numbersIn = (root: Element) =>
  [...root.querySelectorAll<HTMLElement>('li[data-no]')].map((one) => Number(one.dataset.no))
const toBottom = (scroller: HTMLElement) => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight

/** The first row in sight and where it stands. */
const sight = (scroller: HTMLElement) => {
  const top = topOf(scroller)
  const row = [...scroller.querySelectorAll<HTMLElement>('li[data-no]')].find((one) => topOf(one) >= top)!
  return { row, at: topOf(row) }
}

/** Does something and waits for the page it asks for. */
const pageAfter = async (history: ChannelHistory, act: () => void) => {
  const before = served!.asked.length
  act()
  await vi.waitFor(() => expect(served!.asked.length).toBe(before + 1))
  await vi.waitFor(() => expect(history.loading()).toBeNull())
  await frames()
}

describe('the list of messages', () => {
  test('opens at the message an address means, in sight and marked, whatever is unread', async () => {
    const { scroller, row, root } = await openChannel(300, { target: 120, readUpTo: 40 })
    await frames()
    const box = scroller.getBoundingClientRect()
    expect(topOf(row(120)!)).toBeGreaterThanOrEqual(box.top)
    expect(row(120)!.getBoundingClientRect().bottom).toBeLessThanOrEqual(box.bottom)
    expect([...root.querySelectorAll('[aria-current]')]).toEqual([row(120)])
  })

  test('opens at the newest message', async () => {
    const { scroller, row, seen } = await openChannel(300)
    await frames()
    expect(toBottom(scroller)).toBeLessThan(DRIFT)
    expect(row(300)).not.toBeNull()
    expect(seen.at(-1)).toBe(300)
  })

  test('opens at the first unread message when told so', async () => {
    const { scroller, row, root } = await openChannel(300, { around: 101, readUpTo: 100 })
    await frames()
    const from = topOf(row(101)!) - topOf(scroller)
    expect(from).toBeGreaterThan(0)
    expect(from).toBeLessThan(300)
    expect(root.textContent).toContain('New')
  })

  test('older pages come without moving what is read, one page a time, up to the beginning', async () => {
    const { root, scroller, history, row } = await openChannel(170)
    await frames()
    let pages = 0
    while (!history.now()?.atStart) {
      const before = served!.asked.length
      scroller.scrollTop = 300
      const { row: kept, at } = sight(scroller)
      await vi.waitFor(() => expect(served!.asked.length).toBe(before + 1))
      await vi.waitFor(() => expect(history.loading()).toBeNull())
      await frames()
      expect(Math.abs(topOf(kept) - at)).toBeLessThanOrEqual(DRIFT)
      expect(served!.asked.length).toBe(before + 1)
      pages++
    }
    expect(pages).toBe(3)
    expect(numbersIn(root)[0]).toBe(1)
    scroller.scrollTop = 0
    await frames()
    expect(row(1)).not.toBeNull()
    expect(root.textContent).toContain('The beginning')
  })

  test('keeps a window of messages, and comes back down without moving', async () => {
    const { root, scroller, history, toNewest } = await openChannel(500)
    await frames()
    for (let n = 0; n < 6; n++) await pageAfter(history, () => scroller.scrollTo(0, 200))
    expect(numbersIn(root).length).toBeLessThanOrEqual(200)
    expect(history.now()?.atEnd).toBe(false)
    let place = { row: scroller, at: 0 }
    await pageAfter(history, () => {
      scroller.scrollTop = scroller.scrollHeight - scroller.clientHeight - 300
      place = sight(scroller)
    })
    const { row: kept, at } = place
    expect(served!.asked.at(-1)).toContain('after=')
    expect(Math.abs(topOf(kept) - at)).toBeLessThanOrEqual(DRIFT)
    await toNewest()
    await frames()
    expect(numbersIn(root).at(-1)).toBe(500)
    expect(toBottom(scroller)).toBeLessThan(DRIFT)
  })

  test('a message that comes keeps a reader at the end there, and leaves one who reads back alone', async () => {
    const { root, scroller, history } = await openChannel(100)
    await frames()
    history.confirm(messageNo(101))
    await frames()
    expect(toBottom(scroller)).toBeLessThan(DRIFT)
    scroller.scrollTop -= 900
    await frames()
    const { row: kept, at } = sight(scroller)
    history.confirm(messageNo(102))
    await frames()
    expect(numbersIn(root).at(-1)).toBe(102)
    expect(Math.abs(topOf(kept) - at)).toBeLessThanOrEqual(DRIFT)
    expect(root.querySelector('[class*=pill]')).not.toBeNull()
  })

  test('a row above that grows does not move what is read', async () => {
    const { scroller, row } = await openChannel(100)
    await frames()
    scroller.scrollTop -= 700
    await frames()
    const { row: kept, at } = sight(scroller)
    const above = row(Number(kept.dataset.no) - 2)!
    above.style.paddingBottom = '180px'
    await frames()
    expect(Math.abs(topOf(kept) - at)).toBeLessThanOrEqual(DRIFT)
  })

  test('an element lives as long as its message', async () => {
    const { scroller, history, row } = await openChannel(120)
    await frames()
    const before = row(100)
    scroller.scrollTop = 0
    await vi.waitFor(() => expect(history.loading()).toBeNull())
    await vi.waitFor(() => expect(row(50)).not.toBeNull())
    expect(row(100)).toBe(before)
  })

  test('says aloud what others have just written, never what was there', async () => {
    const { root, history } = await openChannel(100)
    await frames()
    const log = root.querySelector('[role=log]')!
    expect(log.textContent).toBe('')
    history.confirm(messageNo(101, { body: 'Lab at noon' }))
    expect(log.textContent).toContain('Lab at noon')
    expect(log.textContent).not.toContain('message 100')
  })

  test('rows are walked with the arrow keys', async () => {
    const { row } = await openChannel(100)
    await frames()
    row(100)!.focus()
    row(100)!.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowUp', bubbles: true }))
    expect(document.activeElement).toBe(row(99))
    expect(row(99)!.tabIndex).toBe(0)
    expect(row(100)!.tabIndex).toBe(-1)
  })
})
