import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  actsWait,
  dismiss,
  finishActs,
  flushToasts,
  holdToasts,
  takeAction,
  toast,
  toastEntries,
} from './toasts.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  flushToasts()
  vi.useRealTimers()
})

const words = () => toastEntries().map((entry) => entry.words)

describe('a word about what happened', () => {
  test('leaves by itself after six seconds', () => {
    toast('Saved')
    vi.advanceTimersByTime(5_999)
    expect(words()).toEqual(['Saved'])
    vi.advanceTimersByTime(1)
    expect(words()).toEqual([])
  })

  test('stays while somebody reads it, and three seconds more', () => {
    toast('Saved')
    vi.advanceTimersByTime(5_000)
    holdToasts(true)
    vi.advanceTimersByTime(60_000)
    expect(words()).toEqual(['Saved'])
    holdToasts(false)
    vi.advanceTimersByTime(2_999)
    expect(words()).toEqual(['Saved'])
    vi.advanceTimersByTime(1)
    expect(words()).toEqual([])
  })

  test('is one of three at most: the oldest makes room, and what it announced goes ahead', () => {
    const onLeave = vi.fn(async () => true)
    toast('one', { onLeave })
    for (const each of ['two', 'three']) toast(each)
    expect(onLeave).not.toHaveBeenCalled()
    toast('four')
    expect(words()).toEqual(['two', 'three', 'four'])
    expect(onLeave).toHaveBeenCalledOnce()
  })
})

describe('an act that waits for its word to leave', () => {
  test('goes ahead once when it leaves, in whichever way', () => {
    const onLeave = vi.fn(async () => true)
    const id = toast('Removed', { onLeave })
    dismiss(id)
    dismiss(id)
    vi.advanceTimersByTime(10_000)
    expect(onLeave).toHaveBeenCalledOnce()
    toast('Removed', { onLeave })
    flushToasts()
    expect(onLeave).toHaveBeenCalledTimes(2)
  })

  test('does not go ahead when its action was taken', () => {
    const [onLeave, run] = [vi.fn(async () => true), vi.fn()]
    const id = toast('Removed', { onLeave, action: { label: 'Undo', run } })
    takeAction(id)
    takeAction(id)
    vi.advanceTimersByTime(10_000)
    expect(run).toHaveBeenCalledOnce()
    expect(onLeave).not.toHaveBeenCalled()
  })

  test('is waited for until the server has answered, also after its word is gone', async () => {
    let answer: (done: boolean) => void = () => {}
    const onLeave = () =>
      new Promise<boolean>((resolve) => {
        answer = resolve
      })
    toast('Said')
    expect(actsWait()).toBe(false)
    toast('Removed', { onLeave })
    expect(actsWait()).toBe(true)
    const finished = finishActs()
    expect(words()).toEqual(['Said'])
    expect(actsWait()).toBe(true)
    answer(true)
    expect(await finished).toBe(true)
    expect(actsWait()).toBe(false)
  })

  test('that the server refuses is told to who waits', async () => {
    toast('Removed', { onLeave: async () => false })
    toast('Removed', { onLeave: async () => true })
    expect(await finishActs()).toBe(false)
    expect(await finishActs()).toBe(true)
  })
})
