import { createSignal } from 'solid-js'
import { describe, expect, test, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { MESSAGE_LIMIT } from '#domain/messages/message.ts'
import { createUploads } from '../files/uploads.ts'
import { draw } from '../ui/testing/draw.tsx'
import { Composer } from './Composer.tsx'

const openComposer = async (draft = '') => {
  const sent: string[] = []
  const drafts: string[] = []
  const onEditLast = vi.fn()
  const [given, setGiven] = createSignal(draft)
  const Scene = () => {
    const uploads = createUploads()
    return (
      <Composer
        draft={given()}
        onDraft={(body) => drafts.push(body)}
        placeholder="Write to General"
        uploads={uploads}
        onSend={(body) => sent.push(body)}
        onTyping={() => {}}
        onEditLast={onEditLast}
      />
    )
  }
  const root = await draw(() => <Scene />)
  const field = root.querySelector('textarea')!
  return { root, field, sent, drafts, onEditLast, setGiven }
}

const press = (field: HTMLElement, init: KeyboardEventInit) => {
  const event = new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init })
  field.dispatchEvent(event)
  return event.defaultPrevented
}

describe('the composer', () => {
  test('Enter sends and empties it, Shift+Enter begins a line', async () => {
    const { field, sent, drafts } = await openComposer()
    await userEvent.type(field, 'one')
    expect(press(field, { key: 'Enter', shiftKey: true })).toBe(false)
    await userEvent.keyboard('{Shift>}{Enter}{/Shift}two{Enter}')
    expect(sent).toEqual(['one\ntwo'])
    expect(field.value).toBe('')
    expect(drafts.at(-1)).toBe('')
    expect(document.activeElement).toBe(field)
  })

  test('Enter that ends a composition does not send', async () => {
    const { field, sent } = await openComposer('nihao')
    expect(press(field, { key: 'Enter', isComposing: true })).toBe(false)
    // Safari tells of the key after the composition has ended, with the code of an unfinished one.
    expect(press(field, { key: 'Enter', keyCode: 229 })).toBe(false)
    expect(sent).toEqual([])
    expect(field.value).toBe('nihao')
    press(field, { key: 'Enter' })
    expect(sent).toEqual(['nihao'])
  })

  test('blanks are not sent', async () => {
    const { field, sent, root } = await openComposer('  \n ')
    press(field, { key: 'Enter' })
    expect(sent).toEqual([])
    expect(root.querySelector<HTMLButtonElement>('[type=submit]')!.disabled).toBe(true)
  })

  test('near the limit it counts, above it it does not send', async () => {
    const { field, sent, root, setGiven } = await openComposer('short')
    expect(root.textContent).not.toContain('left')
    setGiven('x'.repeat(MESSAGE_LIMIT - 20))
    expect(root.textContent).toContain('20 characters left')
    setGiven('x'.repeat(MESSAGE_LIMIT + 3))
    expect(root.textContent).toContain('Too long by 3')
    press(field, { key: 'Enter' })
    expect(sent).toEqual([])
  })

  test('the up arrow edits the last message only while nothing is written', async () => {
    const { field, onEditLast } = await openComposer()
    expect(press(field, { key: 'ArrowUp' })).toBe(true)
    expect(onEditLast).toHaveBeenCalledTimes(1)
    await userEvent.type(field, 'a')
    expect(press(field, { key: 'ArrowUp' })).toBe(false)
    expect(onEditLast).toHaveBeenCalledTimes(1)
  })

  test('what is written is kept as a draft', async () => {
    const { field, drafts } = await openComposer()
    await userEvent.type(field, 'half a thought')
    await vi.waitFor(() => expect(drafts.at(-1)).toBe('half a thought'))
  })
})
