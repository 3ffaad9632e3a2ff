import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { en } from './en.ts'
import * as format from './format.ts'
import { showDictionary } from './translate.ts'
import { zhCN } from './zh-CN.ts'
import { schoolZone, setSchoolZone } from './zone.ts'

const zone = schoolZone()
const speak = { en: () => showDictionary('en', en), 'zh-CN': () => showDictionary('zh-CN', zhCN) }

beforeEach(() => {
  speak.en()
  setSchoolZone('Asia/Shanghai')
})
afterEach(() => {
  speak.en()
  setSchoolZone(zone)
})

/** Monday 23 November 2026, ten in the morning at the school. */
const now = new Date('2026-11-23T02:00:00Z')
const at = (wall: string) => `${wall}:00+08:00`

describe('a day as people say it', () => {
  test.each([
    ['2026-11-22', 'Yesterday', '昨天'],
    ['2026-11-23', 'Today', '今天'],
    ['2026-11-24', 'Tomorrow', '明天'],
    ['2026-11-25', 'Wednesday', '星期三'],
    ['2026-11-29', 'Sunday', '星期日'],
  ])('%s is %s', (day, english, chinese) => {
    expect(format.sayDay(day, now)).toBe(english)
    speak['zh-CN']()
    expect(format.sayDay(day, now)).toBe(chinese)
  })

  test('from the seventh on, and two days back, is a date', () => {
    expect(format.sayDay('2026-11-30', now)).toBe(format.formatDay('2026-11-30'))
    expect(format.sayDay('2026-11-21', now)).toBe(format.formatDay('2026-11-21'))
  })

  test('of another year carries the year', () => {
    expect(format.formatDay('2019-03-01')).toContain('2019')
    expect(format.formatDay(`${new Date().getFullYear()}-03-01`)).not.toContain('20')
  })

  test('is small within a sentence', () => {
    expect(format.sayDayWithin('2026-11-24', now)).toBe('tomorrow')
    expect(format.sayDayWithin('2026-11-26', now)).toBe('Thursday')
    expect(format.sayWhenWithin(at('2026-11-23T18:00'), now)).toBe('today 18:00')
  })

  test('is that of the school, not of the device', () => {
    expect(format.sayWhen('2026-11-23T16:30:00Z', now)).toBe('Tomorrow 00:30')
    setSchoolZone('America/New_York')
    expect(format.sayWhen('2026-11-23T16:30:00Z', now)).toBe('Tomorrow 11:30')
  })
})

describe('how long ago', () => {
  test.each([
    [0, 'just now'],
    [44, 'just now'],
    [45, '1 minute ago'],
    [119, '2 minutes ago'],
    [3599, '60 minutes ago'],
    [3600, '09:00'],
  ])('%i seconds are %s', (seconds, words) => {
    expect(format.sayAgo(new Date(now.getTime() - seconds * 1000).toISOString(), now)).toBe(words)
  })

  test('on another day is told by that day', () => {
    expect(format.sayAgo(at('2026-11-22T09:00'), now)).toBe('Yesterday 09:00')
    expect(format.sayAgoWithin(at('2026-11-22T09:00'), now)).toBe('yesterday 09:00')
  })
})

describe('numbers', () => {
  test.each([
    [0, '0 byte'],
    [999, '999 byte'],
    [1000, '1 kB'],
    [999_499, '999 kB'],
    [2_400_000, '2.4 MB'],
    [5_000_000_000, '5 GB'],
    [7_000_000_000_000, '7,000 GB'],
  ])('%i bytes are about %s', (bytes, words) => {
    expect(format.formatBytes(bytes).replace('\u00a0', ' ').replace('bytes', 'byte')).toBe(words)
  })

  test('a size never breaks between its number and its unit', () => {
    expect(format.formatBytes(2_400_000)).not.toContain(' ')
  })

  test('a share is a percentage with as many places as are asked for', () => {
    expect(format.formatPercent(0.915)).toBe('92%')
    expect(format.formatPercent(0.915, 1)).toBe('91.5%')
    expect(format.withPercent('67.22')).toBe('67.22%')
  })
})

test('names are listed as the language lists them, and sorted alike in both', () => {
  expect(format.formatList(['Wang Lei', 'Zhao Min', 'Li Na'])).toMatch(/^Wang Lei, Zhao Min,? and Li Na$/)
  const names = ['Zoe', '王磊', 'Anna 10', '李娜', 'Anna 9']
  const sorted = [...names].sort(format.byName)
  expect(sorted.indexOf('Anna 9')).toBeLessThan(sorted.indexOf('Anna 10'))
  expect(sorted.indexOf('李娜')).toBeLessThan(sorted.indexOf('王磊'))
  speak['zh-CN']()
  expect([...names].sort(format.byName)).toEqual(sorted)
  expect(format.formatList(['王磊', '赵敏', '李娜'])).toBe('王磊、赵敏和李娜')
})

test('times are of 24 hours, spans have a dash, months and weekdays their names', () => {
  expect(format.formatTime(at('2026-11-23T00:05'))).toBe('00:05')
  expect(format.formatSpan(at('2026-11-23T08:00'), at('2026-11-23T08:45'))).toBe('08:00–08:45')
  expect(format.formatMonth('2026-11')).toBe('November 2026')
  expect(format.formatWeekday('2026-11-23')).toBe('Monday')
  expect(format.formatWeekday('2026-11-23', 'short')).toBe('Mon')
  expect(format.formatLongDay('2026-11-23')).toBe('Monday 23 November')
  expect(format.formatExact(at('2026-11-23T08:00'))).toMatch(/^Monday,? 23 November 2026 at 08:00$/)
})

test('sentences that follow each other have a blank between them in English, and none in Chinese', () => {
  expect(format.joinSentences('One.', '', 'Two.')).toBe('One. Two.')
  speak['zh-CN']()
  expect(format.joinSentences('第一句。', '第二句。')).toBe('第一句。第二句。')
})
