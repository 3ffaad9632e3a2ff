import { createSignal, Show } from 'solid-js'
import { expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { Problem } from '#domain/problem.ts'
import { Dialog } from './Dialog.tsx'
import { Toaster, toast, toastDeferred, toastUndo } from './Toast.tsx'
import { draw } from './testing/draw.tsx'
import { finishActs, flushToasts } from './toasts.ts'

test('Undo runs the opposite and takes the toast away', async () => {
  const undo = vi.fn()
  await draw(() => <Toaster />)
  toastUndo('Message deleted.', undo)
  await expect.element(page.getByText('Message deleted.')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  expect(undo).toHaveBeenCalledOnce()
  await expect.element(page.getByText('Message deleted.')).not.toBeInTheDocument()
})

test('a deferred act happens once, when its toast is dismissed', async () => {
  const commit = vi.fn(async () => {})
  const undo = vi.fn()
  await draw(() => <Toaster />)
  toastDeferred('Device signed out.', { commit, undo })
  expect(commit).not.toHaveBeenCalled()
  await page.getByRole('button', { name: 'Dismiss' }).click()
  expect(commit).toHaveBeenCalledOnce()
  flushToasts()
  expect(commit).toHaveBeenCalledOnce()
  expect(undo).not.toHaveBeenCalled()
})

test('a deferred act that is undone never happens, and one that waits happens when the page is left', async () => {
  const first = vi.fn(async () => {})
  const second = vi.fn(async () => {})
  await draw(() => <Toaster />)
  toastDeferred('One', { commit: first, undo: () => {} })
  await page.getByRole('button', { name: 'Undo' }).click()
  toastDeferred('Two', { commit: second, undo: () => {} })
  flushToasts()
  expect(first).not.toHaveBeenCalled()
  expect(second).toHaveBeenCalledOnce()
})

test('a deferred act that is refused is put back and said, and whoever waits for it hears so', async () => {
  const undo = vi.fn()
  await draw(() => <Toaster />)
  toastDeferred('Three', { commit: () => Promise.reject(new Problem('not-found')), undo })
  toast('Not an act, and it stays')
  expect(await finishActs()).toBe(false)
  expect(undo).toHaveBeenCalledOnce()
  await expect.element(page.getByText('Not an act, and it stays')).toBeVisible()
  expect(await finishActs()).toBe(true)
  flushToasts()
})

test('Undo can be pressed while a dialog is open, and after it has closed', async () => {
  const undo = vi.fn()
  const [open, setOpen] = createSignal(true)
  await draw(() => (
    <>
      <Dialog open={open()} onClose={() => setOpen(false)} title="Pins">
        <p>What is pinned</p>
      </Dialog>
      <Toaster />
    </>
  ))
  await expect.element(page.getByRole('dialog', { name: 'Pins' })).toBeVisible()
  toastUndo('The pin was taken out', undo)
  await page.getByRole('button', { name: 'Undo' }).click({ timeout: 5_000 })
  expect(undo).toHaveBeenCalledOnce()
  toastUndo('Another was taken out', undo)
  setOpen(false)
  await page.getByRole('button', { name: 'Undo' }).click({ timeout: 5_000 })
  expect(undo).toHaveBeenCalledTimes(2)
})

test('what comes onto the page while a toast stands in a dialog finds its place', async () => {
  const [open, setOpen] = createSignal(true)
  const [late, setLate] = createSignal(false)
  const root = await draw(() => (
    <>
      <Show when={late()}>
        <p>The lesson has ended</p>
      </Show>
      <Toaster />
      <Dialog open={open()} onClose={() => setOpen(false)} title="End">
        <p>Sure?</p>
      </Dialog>
    </>
  ))
  await expect.element(page.getByRole('dialog', { name: 'End' })).toBeVisible()
  toastUndo('Called on', () => {})
  setLate(true)
  setOpen(false)
  expect(root.textContent).toContain('The lesson has ended')
  await page.getByRole('button', { name: 'Undo' }).click({ timeout: 5_000 })
})
