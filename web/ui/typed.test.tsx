import { useNavigate } from '@solidjs/router'
import { createSignal, Show } from 'solid-js'
import { beforeEach, expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { enter, forget } from '../accounts/session.ts'
import { LeaveGuard } from '../shell/LeaveGuard.tsx'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import { TextField } from './Field.tsx'
import { Form } from './Form.tsx'
import { draw } from './testing/draw.tsx'
import { serve, somebody } from './testing/server.ts'

const Fields = () => {
  const [name, setName] = createSignal('as it was')
  return (
    <Form onSubmit={() => {}}>
      <TextField label="Name" name="name" value={name()} onInput={setName} />
    </Form>
  )
}

const Scene = () => {
  const [open, setOpen] = createSignal(true)
  return (
    <Show when={open()} fallback="closed">
      <Dialog open onClose={() => setOpen(false)} title="Change">
        <Fields />
      </Dialog>
    </Show>
  )
}

const question = () => page.getByRole('dialog', { name: 'Discard what you entered?' })
const dialog = () => page.getByRole('dialog', { name: 'Change' }).element() as HTMLDialogElement
const type = (words: string) => userEvent.fill(page.getByLabelText('Name').element(), words)

const WAYS: [string, () => unknown][] = [
  ['Escape', () => userEvent.keyboard('{Escape}')],
  ['the close button', () => page.getByRole('button', { name: 'Close' }).click()],
  [
    'a press beside it',
    () => dialog().dispatchEvent(new MouseEvent('mousedown', { bubbles: true, clientX: 2, clientY: 2 })),
  ],
  ['the browser itself', () => dialog().close()],
]

beforeEach(() => {
  serve([])
})

test.each(WAYS)('a dialog with something typed asks before %s closes it', async (_, leave) => {
  const root = await draw(() => <Scene />)
  await expect.element(page.getByLabelText('Name')).toBeVisible()
  await type('typed')
  await leave()
  await expect.element(question()).toBeVisible()
  await userEvent.keyboard('{Escape}')
  await expect.element(question()).not.toBeInTheDocument()
  await expect.element(page.getByLabelText('Name')).toHaveValue('typed')
  expect(dialog().open).toBe(true)
  await leave()
  await question().getByRole('button', { name: 'Discard' }).click()
  await vi.waitFor(() => expect(root.textContent).toBe('closed'))
})

test.each(WAYS)('one whose fields are as they were is closed by %s at once', async (_, leave) => {
  const root = await draw(() => <Scene />)
  await expect.element(page.getByLabelText('Name')).toBeVisible()
  await type('typed')
  await type('as it was')
  await leave()
  await vi.waitFor(() => expect(root.textContent).toBe('closed'))
})

const Place = () => {
  const navigate = useNavigate()
  const [left, setLeft] = createSignal(false)
  return (
    <>
      <Show when={!left()}>
        <Fields />
      </Show>
      <Button onClick={() => navigate('/elsewhere')}>Go</Button>
      <Button onClick={() => setLeft(true)}>Done</Button>
      <LeaveGuard />
    </>
  )
}

/** Whether the browser would ask before it closes the page. */
const browserAsks = () => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }))

test('a page with something typed asks before it is left, and the browser before it is closed', async () => {
  enter(somebody('emma', 'teacher', []))
  await draw(() => <Place />, 'en', { path: '/', url: '/' })
  expect(browserAsks()).toBe(false)
  await type('typed')
  expect(browserAsks()).toBe(true)
  await page.getByRole('button', { name: 'Go' }).click()
  await question().getByRole('button', { name: 'Go on here' }).click()
  await expect.element(page.getByLabelText('Name')).toHaveValue('typed')
  await page.getByRole('button', { name: 'Go' }).click()
  await question().getByRole('button', { name: 'Discard' }).click()
  await expect.element(page.getByLabelText('Name')).not.toBeInTheDocument()
  expect(browserAsks()).toBe(false)
})

test('whoever was signed out leaves without a question, and so does a form that is done', async () => {
  enter(somebody('emma', 'teacher', []))
  await draw(() => <Place />, 'en', { path: '/', url: '/' })
  await type('typed')
  forget()
  expect(browserAsks()).toBe(false)
  enter(somebody('emma', 'teacher', []))
  expect(browserAsks()).toBe(true)
  await page.getByRole('button', { name: 'Done' }).click()
  expect(browserAsks()).toBe(false)
  await page.getByRole('button', { name: 'Go' }).click()
  await expect.element(page.getByRole('button', { name: 'Go' })).not.toBeInTheDocument()
})
