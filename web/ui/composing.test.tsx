import { createSignal } from 'solid-js'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { actInstead, shieldComposing, whenNotComposing } from './composing.ts'
import { Dialog } from './Dialog.tsx'
import { TextField } from './Field.tsx'
import { Form } from './Form.tsx'
import { draw } from './testing/draw.tsx'

const key = (name: string, init: KeyboardEventInit = {}, type = 'keydown') =>
  new KeyboardEvent(type, { key: name, bubbles: true, cancelable: true, ...init })
const submit = () => new SubmitEvent('submit', { bubbles: true, cancelable: true })

/** What browsers say of the same press of a key that an input method took. */
const COMPOSING: [string, KeyboardEventInit][] = [
  ['as Chromium and Firefox tell it', { isComposing: true, keyCode: 229 }],
  ['as Safari tells it, after the end', { keyCode: 229 }],
]

afterEach(() => {
  window.dispatchEvent(key('a', {}, 'keyup'))
})

describe('a key of an input method', () => {
  test.each(COMPOSING)('reaches no handler, %s', async (_, init) => {
    const act = vi.fn()
    const root = await draw(() => <input onKeyDown={whenNotComposing(act)} />)
    const field = root.querySelector('input')!
    for (const name of ['Enter', 'Escape', 'ArrowDown', 'Tab']) field.dispatchEvent(key(name, init))
    expect(act).not.toHaveBeenCalled()
    field.dispatchEvent(key('Enter'))
    expect(act).toHaveBeenCalledTimes(1)
  })

  test('that was pressed before the composition ended belongs to it, the next one does not', async () => {
    const act = vi.fn()
    const root = await draw(() => <input onKeyDown={whenNotComposing(act)} />)
    const field = root.querySelector('input')!
    const pressed = key('Enter')
    await new Promise((resolve) => setTimeout(resolve, 2))
    field.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true, data: '你好' }))
    field.dispatchEvent(pressed)
    expect(act).not.toHaveBeenCalled()
    field.dispatchEvent(key('Enter'))
    expect(act).toHaveBeenCalledTimes(1)
  })

  test.each(COMPOSING)('submits no form, %s', async (_, init) => {
    const sent = vi.fn()
    const root = await draw(() => (
      <Form onSubmit={sent}>
        <TextField label="Name" value="王" onInput={() => {}} />
      </Form>
    ))
    const field = root.querySelector('input')!
    const form = root.querySelector('form')!
    field.dispatchEvent(key('Enter', init))
    const composed = submit()
    form.dispatchEvent(composed)
    // Not sent, and no page loaded in its place either.
    expect(composed.defaultPrevented).toBe(true)
    expect(sent).not.toHaveBeenCalled()
    // A composition that a press of the button ends is no reason to be deaf to the button.
    form.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }))
    form.dispatchEvent(submit())
    expect(sent).toHaveBeenCalledTimes(1)
    field.dispatchEvent(key('Enter'))
    form.dispatchEvent(submit())
    expect(sent).toHaveBeenCalledTimes(2)
  })

  test.each(COMPOSING)('closes no dialog, %s', async (_, init) => {
    const [open, setOpen] = createSignal(true)
    const root = await draw(() => (
      <Dialog open={open()} onClose={() => setOpen(false)} title="New person">
        <TextField label="Name" value="" onInput={() => {}} />
      </Dialog>
    ))
    await vi.waitFor(() => expect(root.querySelector('dialog')!.open).toBe(true))
    const dialog = root.querySelector('dialog')!
    root.querySelector('input')!.dispatchEvent(key('Escape', init))
    dialog.dispatchEvent(new Event('cancel', { cancelable: true }))
    expect(open()).toBe(true)
    dialog.dispatchEvent(key('Escape'))
    dialog.dispatchEvent(new Event('cancel', { cancelable: true }))
    expect(open()).toBe(false)
  })

  test('does not reach code that is not ours, however it listens', async () => {
    const act = vi.fn()
    const root = await draw(() => (
      <>
        <div class="theirs">
          <input />
        </div>
        <input />
      </>
    ))
    const [theirs, ours] = root.querySelectorAll('input')
    const unshield = shieldComposing('.theirs')
    document.addEventListener('keydown', act, true)
    theirs!.onkeydown = act
    for (const [, init] of COMPOSING) theirs!.dispatchEvent(key('Escape', init))
    expect(act).not.toHaveBeenCalled()
    ours!.dispatchEvent(key('Escape', COMPOSING[0]![1]))
    expect(act).toHaveBeenCalledTimes(1)
    theirs!.dispatchEvent(key('Escape'))
    expect(act).toHaveBeenCalledTimes(3)
    unshield()
    theirs!.dispatchEvent(key('Escape', COMPOSING[0]![1]))
    expect(act).toHaveBeenCalledTimes(5)
    document.removeEventListener('keydown', act, true)
  })

  test('acting instead of the browser keeps the browser from acting, composing or not', () => {
    const act = vi.fn()
    const event = submit()
    actInstead(act)(event)
    expect(event.defaultPrevented).toBe(true)
    expect(act).toHaveBeenCalledTimes(1)
  })
})
