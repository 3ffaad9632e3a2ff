import { beforeEach, describe, expect, test } from 'vitest'
import { Problem } from '#domain/problem.ts'
import { Offline } from '../call.ts'
import { en } from './en.ts'
import { fieldWords, isUnloaded, problemWords } from './problem.ts'
import { showDictionary } from './translate.ts'

beforeEach(() => showDictionary('en', en))

const words = en.problem

describe('what went wrong is told by', () => {
  test('the code, where it has words of its own, and then without advice', () => {
    expect(problemWords(new Problem('conflict', { code: 'class-archived' }))).toEqual({
      title: words.code['class-archived'],
      advice: '',
    })
  })

  test('its kind, where there is no code or none that is known', () => {
    const kind = { title: words.kind['too-large'].title, advice: words.kind['too-large'].advice }
    expect(problemWords(new Problem('too-large'))).toEqual(kind)
    expect(problemWords(new Problem('too-large', { code: 'of-a-later-version' as never }))).toEqual(kind)
  })

  test('what is put into the sentence of its code', () => {
    expect(
      problemWords(new Problem('invalid', { code: 'list-too-long', params: { limit: 500 } })).title,
    ).toContain('500')
  })

  test('when to try again, where the server says so', () => {
    const { advice } = problemWords(new Problem('limit-reached', { retryAfter: 30 }))
    expect(advice).toContain('30')
    const own = problemWords(new Problem('limit-reached', { code: 'too-many-tries', retryAfter: 30 }))
    expect(own.title).toBe(words.code['too-many-tries'])
    expect(own.advice).toContain('30')
  })

  test('the connection, when there was no answer at all', () => {
    expect(problemWords(new Offline())).toEqual(words.offline)
  })

  test('the page, when a part of it could not be loaded: only a reload helps', () => {
    const unloaded = new TypeError('Failed to fetch dynamically imported module: /assets/a.js')
    expect(problemWords(unloaded)).toEqual(words.unloaded)
    expect(isUnloaded(new TypeError('Importing a module script failed.'))).toBe(true)
    expect(isUnloaded(new TypeError('x is not a function'))).toBe(false)
    expect(isUnloaded(new Error('Importing a module script failed.'))).toBe(false)
  })

  test('a fault of ours, when it is anything else', () => {
    expect(problemWords(new Error('boom'))).toEqual(words.kind.internal)
    expect(problemWords('boom')).toEqual(words.kind.internal)
  })
})

test('a wrong field is told by its code, and by a word for any fault where there is none', () => {
  expect(fieldWords({ path: 'name', code: 'too-long' })).toBe(words.field['too-long'])
  expect(fieldWords({ path: 'name', code: 'of-a-later-version' as never })).toBe(words.field.invalid)
})
