import Ellipsis from 'lucide-solid/icons/ellipsis'
import { expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { Menu } from './Menu.tsx'
import { draw } from './testing/draw.tsx'

const names = ['Edit', 'Copy', 'Delete']

const Scene = (props: { onSelect: (name: string) => void }) => (
  <Menu
    label="More"
    icon={Ellipsis}
    items={names.map((label) => ({ label, onSelect: () => props.onSelect(label) }))}
  />
)

test('a menu opens by keyboard, moves with arrows and letters, and gives the focus back', async () => {
  const select = vi.fn()
  await draw(() => <Scene onSelect={select} />)
  const button = page.getByRole('button', { name: 'More' })
  ;(button.element() as HTMLElement).focus()
  await userEvent.keyboard('{Enter}')
  await expect.element(page.getByRole('menuitem', { name: 'Edit' })).toHaveFocus()
  await userEvent.keyboard('{ArrowDown}')
  await expect.element(page.getByRole('menuitem', { name: 'Copy' })).toHaveFocus()
  await userEvent.keyboard('{ArrowUp}{ArrowUp}')
  await expect.element(page.getByRole('menuitem', { name: 'Delete' })).toHaveFocus()
  await userEvent.keyboard('e')
  await expect.element(page.getByRole('menuitem', { name: 'Edit' })).toHaveFocus()
  await userEvent.keyboard('{Escape}')
  await expect.element(page.getByRole('menuitem', { name: 'Edit' })).not.toBeInTheDocument()
  await expect.element(button).toHaveFocus()
  expect(select).not.toHaveBeenCalled()
})

test('choosing runs the act once and closes; pressing the button twice leaves it closed', async () => {
  const select = vi.fn()
  await draw(() => <Scene onSelect={select} />)
  const button = page.getByRole('button', { name: 'More' })
  await button.click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  expect(select).toHaveBeenCalledExactlyOnceWith('Delete')
  await button.click()
  await expect.element(page.getByRole('menu')).toBeVisible()
  await button.click()
  await expect.element(page.getByRole('menuitem', { name: 'Edit' })).not.toBeInTheDocument()
})
