import { afterEach, expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { Acts } from './Acts.tsx'
import { Page, PageHeader } from './Page.tsx'
import { draw } from './testing/draw.tsx'

afterEach(() => page.viewport(1024, 768))

const LONG = 'Neue Unterrichtsstunde vorbereiten'
const open = (onSelect: () => void) =>
  draw(() => (
    <Page>
      <PageHeader
        tabbed
        title="Lessons"
        actions={
          <Acts
            acts={[
              { label: `${LONG} und planen`, onSelect },
              { label: 'Categories', href: '/elsewhere' },
              { label: LONG, look: 'primary', onSelect: () => {} },
            ]}
          />
        }
      />
    </Page>
  ))

test('on a phone the head of a page is one row, however many acts it has and however long their words', async () => {
  await page.viewport(390, 844)
  const chosen = vi.fn()
  const root = await open(chosen)
  const head = root.querySelector('header') as HTMLElement
  expect(head.getBoundingClientRect().height).toBeLessThan(60)
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(390)
  expect(page.getByRole('heading', { name: 'Lessons' }).query()).not.toBeNull()
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByRole('menuitem', { name: `${LONG} und planen` }).click()
  expect(chosen).toHaveBeenCalledOnce()
})

test('on a desk every act of a page is a button', async () => {
  await open(() => {})
  await expect.element(page.getByRole('button', { name: LONG, exact: true })).toBeVisible()
  await expect.element(page.getByRole('link', { name: 'Categories' })).toBeVisible()
  expect(page.getByRole('button', { name: 'More' }).query()).toBeNull()
})
