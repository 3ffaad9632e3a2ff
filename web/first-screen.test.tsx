import { afterEach, expect, test, vi } from 'vitest'
import { loadMe } from './accounts/session.ts'
import { beginFirstScreen } from './first-screen.ts'
import { loadWords, setLocale } from './i18n/locale.ts'
import { locale, t } from './i18n/translate.ts'

const original = window.fetch
afterEach(() => {
  window.fetch = original
})

test('an address of the signed-in asks at once who is there, and one time only; others ask nothing', async () => {
  const asked: string[] = []
  window.fetch = (input) => {
    asked.push(String(input))
    return new Promise(() => {})
  }
  for (const pathname of ['/login', '/join', '/c/x/nowhere', '/']) beginFirstScreen(pathname)
  expect(asked).toEqual([])
  beginFirstScreen('/c/x/grades')
  void loadMe()
  beginFirstScreen('/today')
  await vi.waitFor(() => expect(asked).toHaveLength(1))
  expect(asked[0]).toContain('/api/me')
})

test('words that a screen adds while the first are on their way are of the language that was chosen', async () => {
  const first = setLocale('zh-CN')
  await Promise.all([first, loadWords(['today'])])
  expect([locale(), t('today.school.import')]).toEqual(['zh-CN', expect.stringMatching(/\p{Script=Han}/u)])
  await Promise.all([setLocale('zh-CN'), setLocale('en')])
  expect(locale()).toBe('en')
})
