import { afterEach, describe, expect, test } from 'vitest'
import { isDark, paneIsOpen, setDensity, setPaneOpen, setTheme } from './appearance.ts'
import { ADMIN, isIn, PLACES } from './places.ts'

afterEach(() => {
  setTheme('system')
  setDensity('standard')
  setPaneOpen(true)
})

describe('a place', () => {
  const inPlaces = (pathname: string) => [...PLACES, ADMIN].filter((place) => isIn(place, pathname))

  test.each([
    ['/today', '/today'],
    ['/c/algebra/chat/general', '/classes'],
    ['/classes', '/classes'],
    ['/calendar', '/calendar'],
    ['/admin/people', '/admin'],
  ])('%s lies in %s and in no other', (pathname, href) => {
    expect(inPlaces(pathname).map((place) => place.href)).toEqual([href])
  })

  test('is not one that begins with the same letters', () => {
    expect(inPlaces('/todays')).toEqual([])
    expect(inPlaces('/calendars')).toEqual([])
    expect(inPlaces('/lesson/1')).toEqual([])
  })

  test('is reached by a key of its own', () => {
    expect(new Set([...PLACES, ADMIN].map((place) => place.key)).size).toBe(PLACES.length + 1)
  })
})

describe('how the page looks', () => {
  const page = document.documentElement.dataset

  test('is as it was chosen, at once and the next time', () => {
    setTheme('dark')
    expect([page.theme, isDark(), localStorage.getItem('lectern.theme')]).toEqual(['dark', true, 'dark'])
    setTheme('light')
    expect([page.theme, isDark()]).toEqual(['light', false])
    setDensity('simple')
    expect([page.density, localStorage.getItem('lectern.density')]).toEqual(['simple', 'simple'])
  })

  test('follows the system where nothing was chosen', () => {
    setTheme('system')
    expect(isDark()).toBe(window.matchMedia('(prefers-color-scheme: dark)').matches)
  })

  test('with the list of classes shut stays so on this device', () => {
    expect(paneIsOpen()).toBe(true)
    setPaneOpen(false)
    expect([paneIsOpen(), localStorage.getItem('lectern.pane')]).toEqual([false, 'closed'])
  })
})
