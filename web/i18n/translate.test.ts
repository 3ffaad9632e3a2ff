import { describe, expect, test } from 'vitest'
import { sayClockChange } from './clock-change.ts'
import { en as everyday } from './en.ts'
import { formatBytes, formatDay, sayAgoWithin, sayWhen, sayWhenWithin } from './format.ts'
import { showDictionary, t } from './translate.ts'
import { zhCN as zhEveryday } from './zh-CN.ts'
import { addDays, daysBetween, fromSchoolTime, schoolDay, setSchoolZone, toSchoolTime } from './zone.ts'

const leaves = (value: object, path = ''): [string, string][] =>
  Object.entries(value).flatMap(([key, entry]): [string, string][] => {
    const at = path ? `${path}.${key}` : key
    return typeof entry === 'string' ? [[at, entry]] : leaves(entry, at)
  })
/** Every module of a language, whichever screens say its words. */
const whole = <T>(everyday: T, modules: Record<string, object>): T =>
  Object.assign({}, everyday, ...Object.values(modules))
const en = whole(everyday, import.meta.glob('./en/*.ts', { eager: true }))
const zhCN = whole(zhEveryday, import.meta.glob('./zh-CN/*.ts', { eager: true }))
const placeholders = (words: string) => [...new Set(words.match(/\{\w+\}/g))].sort()

describe('the dictionaries', () => {
  const chinese = new Map(leaves(zhCN))

  test('fill the same placeholders in both languages', () => {
    for (const [key, words] of leaves(en)) {
      const other = chinese.get(key)
      if (other !== undefined) expect([key, placeholders(other)]).toEqual([key, placeholders(words)])
    }
  })

  test('say nothing empty, and nothing in Chinese that is still English', () => {
    const isEnglish = (words: string) => /[a-z]{4}/.test(words.replace(/\{\w+\}/g, ''))
    const same = leaves(en).filter(([key, words]) => chinese.get(key) === words && isEnglish(words))
    expect(same.map(([key]) => key)).toEqual(['common.product'])
    for (const [key, words] of [...leaves(en), ...chinese]) expect([key, words.trim()]).not.toEqual([key, ''])
  })

  test('use the full-width marks of Chinese', () => {
    const wrong = [...chinese].filter(([, words]) =>
      /\p{Script=Han}[,;:?!]|\p{Script=Han}\.(\s|$)/u.test(words),
    )
    expect(wrong).toEqual([])
  })
})

describe('words', () => {
  test('choose the plural form of the language', () => {
    showDictionary('en', en)
    expect(t('common.time.minutesAgo', { count: 1 })).toBe('1 minute ago')
    expect(t('common.time.minutesAgo', { count: 1200 })).toBe('1,200 minutes ago')
    showDictionary('zh-CN', zhCN)
    expect(t('common.time.minutesAgo', { count: 1 })).toBe('1 分钟前')
  })

  test('say days and times as people do, in the school’s zone', () => {
    setSchoolZone('Asia/Shanghai')
    const now = new Date('2026-11-22T04:00:00Z')
    showDictionary('en', en)
    expect(sayWhen('2026-11-23T00:00:00Z', now)).toBe('Tomorrow 08:00')
    expect(sayWhen('2026-11-26T00:00:00Z', now)).toBe('Thursday 08:00')
    // In the middle of a sentence nothing but a name is written large.
    expect(t('assignments.due', { when: sayWhenWithin('2026-11-23T00:00:00Z', now) })).toBe(
      'Due tomorrow 08:00',
    )
    expect(sayWhenWithin('2026-11-26T00:00:00Z', now)).toBe('Thursday 08:00')
    expect(sayAgoWithin('2026-11-21T00:00:00Z', now)).toBe('yesterday 08:00')
    showDictionary('zh-CN', zhCN)
    expect(sayWhen('2026-11-22T00:00:00Z', now)).toBe('今天 08:00')
    expect(formatDay('2026-11-23')).toContain('周一')
    expect(formatBytes(2_400_000)).toContain('2.4')
  })
})

describe('the school’s wall time', () => {
  test('goes to an instant and back, also across a change of clocks', () => {
    for (const [zone, local] of [
      ['Asia/Shanghai', '2026-09-01T08:00'],
      ['Europe/Berlin', '2026-10-25T08:00'],
      ['America/New_York', '2026-03-08T12:30'],
      ['America/Santiago', '2026-09-06T01:00'],
    ] as const)
      expect(toSchoolTime(fromSchoolTime(local, zone), zone)).toBe(local)
    expect(fromSchoolTime('2026-09-01T08:00', 'Asia/Shanghai')).toBe('2026-09-01T00:00:00.000Z')
    expect(fromSchoolTime('2026-03-29T02:30', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z')
    expect(fromSchoolTime('2026-09-06T00:00', 'America/Santiago')).toBe('2026-09-06T04:00:00.000Z')
    expect(fromSchoolTime('2027-10-31T02:30', 'Europe/Berlin')).toBe('2027-10-31T00:30:00.000Z')
  })

  test('that the clocks skip or show twice is said with what will be taken', () => {
    showDictionary('en', en)
    setSchoolZone('America/Santiago')
    expect(sayClockChange('2026-09-06T00:00')).toContain('01:00 is taken')
    expect(sayClockChange('2026-09-06T01:00')).toBeUndefined()
    setSchoolZone('Europe/Berlin')
    expect(sayClockChange('2027-10-31T02:30')).toContain('comes twice')
    expect(sayClockChange('T02:30')).toBeUndefined()
  })

  test('counts days, not hours', () => {
    expect(schoolDay(new Date('2026-11-22T17:00:00Z'), 'Asia/Shanghai')).toBe('2026-11-23')
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01')
    expect(daysBetween('2026-10-24', '2026-10-26')).toBe(2)
  })
})
