import { createResource, createSignal, Suspense } from 'solid-js'
import { expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import { draw } from './testing/draw.tsx'

const Scene = () => {
  const [open, setOpen] = createSignal(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>Open</Button>
      <Button>Behind</Button>
      <Dialog open={open()} onClose={() => setOpen(false)} title="Rename" footer={<Button>Save</Button>}>
        <input aria-label="Name" autofocus />
      </Dialog>
    </>
  )
}

test('a dialog takes the focus, keeps it while Tab goes round, and gives it back', async () => {
  await draw(() => <Scene />)
  await page.getByRole('button', { name: 'Open' }).click()
  const dialog = page.getByRole('dialog', { name: 'Rename' })
  await expect.element(dialog).toBeVisible()
  await expect.element(page.getByRole('textbox', { name: 'Name' })).toHaveFocus()
  const visited: (string | null)[] = []
  for (let press = 0; press < 6; press++) {
    await userEvent.keyboard('{Tab}')
    expect(dialog.element().contains(document.activeElement)).toBe(true)
    visited.push(document.activeElement?.textContent ?? null)
  }
  expect(visited).toContain('Save')
  await userEvent.keyboard('{Escape}')
  await expect.element(dialog).not.toBeInTheDocument()
  await expect.element(page.getByRole('button', { name: 'Open' })).toHaveFocus()
})

test('a press beside a dialog closes it', async () => {
  await draw(() => <Scene />)
  await page.getByRole('button', { name: 'Open' }).click()
  const dialog = page.getByRole('dialog')
  await expect.element(dialog).toBeVisible()
  dialog.element().dispatchEvent(new MouseEvent('mousedown', { bubbles: true, clientX: 2, clientY: 2 }))
  await expect.element(dialog).not.toBeInTheDocument()
})

test('a dialog whose content loads opens at once and fills later', async () => {
  let answer: (words: string) => void = () => {}
  const Loading = () => {
    const [words] = createResource(
      () =>
        new Promise<string>((resolve) => {
          answer = resolve
        }),
    )
    return <p>{words()}</p>
  }
  await draw(() => (
    <Suspense fallback="gone">
      <p>Page</p>
      <Dialog open onClose={() => {}} title="Code">
        <Loading />
      </Dialog>
    </Suspense>
  ))
  await expect.element(page.getByRole('dialog', { name: 'Code' })).toBeVisible()
  await expect.element(page.getByText('Page', { exact: true })).toBeVisible()
  answer('R7MVRK')
  await expect.element(page.getByText('R7MVRK')).toBeVisible()
})
