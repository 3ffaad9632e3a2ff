import { createSignal, Show } from 'solid-js'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { draw } from '../ui/testing/draw.tsx'
import { chosenDevices, type Devices } from './chosen.ts'
import { DeviceCheck } from './DeviceCheck.tsx'

beforeEach(() => localStorage.clear())
afterEach(() => vi.restoreAllMocks())

const near = async () => 12

const button = (root: HTMLElement, label: string) =>
  [...root.querySelectorAll('button')].find((one) => one.textContent?.includes(label)) as HTMLButtonElement

/** Draws the check and begins it. */
const begin = async (
  options: { camera?: boolean; measure?: () => Promise<number>; locale?: 'zh-CN' } = {},
) => {
  const done: Devices[] = []
  const { camera = true, measure = near, locale } = options
  const root = await draw(
    () => <DeviceCheck camera={camera} measure={measure} onDone={(devices) => done.push(devices)} />,
    locale,
  )
  button(root, locale ? '检查' : 'Check').click()
  return { root, done }
}

describe('the check of devices', () => {
  test('shows the own picture, how loud one is, and the way to the school, and remembers what was chosen', async () => {
    const { root, done } = await begin()
    await expect
      .poll(() => root.querySelector('video')?.videoWidth ?? 0, { timeout: 10_000 })
      .toBeGreaterThan(0)
    // Chromium's fake microphone beeps.
    const meter = () => (root.querySelector('meter')?.value ?? 0) * 100
    await expect.poll(meter, { timeout: 10_000, interval: 30 }).toBeGreaterThan(5)
    expect(root.textContent).toContain('12\u00a0ms there and back')
    const select = [...root.querySelectorAll('select')].find((one) => one.closest('[aria-label=Microphone]'))!
    const [, second] = [...select.options]
    select.value = second!.value
    select.dispatchEvent(new Event('change', { bubbles: true }))
    await expect.poll(() => root.querySelector('meter')).not.toBeNull()
    button(root, 'Join').click()
    await expect.poll(() => done.length).toBe(1)
    expect(done[0]?.microphone).toBe(second!.value)
    expect(chosenDevices()).toMatchObject({ microphone: second!.value, camera: null })
  })

  test('without a camera asks for the microphone alone', async () => {
    const asked = vi.spyOn(navigator.mediaDevices, 'getUserMedia')
    const { root } = await begin({ camera: false })
    await expect.poll(() => root.querySelector('meter')).not.toBeNull()
    expect(asked.mock.calls.map(([wanted]) => Object.keys(wanted ?? {}))).toEqual([['audio']])
    expect(root.querySelector('video')).toBeNull()
  })

  test.each([
    ['NotAllowedError', 'Permission denied', 'told not to let the school use it'],
    ['NotAllowedError', 'Permission denied by system', 'Your system does not let'],
    ['NotFoundError', '', 'None was found'],
    ['OverconstrainedError', '', 'None was found'],
    ['NotReadableError', '', 'Another program is using it'],
    ['SecurityError', '', 'This page may not ask'],
  ])('%s %s has its own sentence, and another try that works', async (name, message, sentence) => {
    const refused = vi
      .spyOn(navigator.mediaDevices, 'getUserMedia')
      .mockRejectedValueOnce(new DOMException(message, name))
    const { root } = await begin({ camera: false })
    await expect.poll(() => root.querySelector('[role=alert]')?.textContent).toContain(sentence)
    refused.mockRestore()
    button(root, 'Try again').click()
    await expect.poll(() => root.querySelector('meter')).not.toBeNull()
    expect(root.querySelector('[role=alert]')).toBeNull()
  })

  test('a page on plain HTTP is told so, with no try that could not work', async () => {
    vi.spyOn(window, 'isSecureContext', 'get').mockReturnValue(false)
    const { root } = await begin({ camera: false })
    await expect.poll(() => root.querySelector('[role=alert]')?.textContent).toContain('plain HTTP')
    expect(button(root, 'Try again')).toBeUndefined()
  })

  test('a remembered microphone that is gone gives way to the one that is there', async () => {
    localStorage.setItem(
      'lectern.devices',
      JSON.stringify({ microphone: 'gone', camera: null, speaker: null }),
    )
    const { root } = await begin({ camera: false })
    await expect.poll(() => root.querySelector('meter')).not.toBeNull()
  })

  test('a school that does not answer is told apart from devices, in Chinese too', async () => {
    const { root } = await begin({
      camera: false,
      measure: () => Promise.reject(new Error()),
      locale: 'zh-CN',
    })
    await expect.poll(() => root.querySelector('[role=alert]')?.textContent).toContain('学校没有回应')
  })

  test('what was opened is closed with it', async () => {
    const opened = vi.spyOn(navigator.mediaDevices, 'getUserMedia')
    const [shown, setShown] = createSignal(true)
    const root = await draw(() => (
      <Show when={shown()}>
        <DeviceCheck measure={near} onDone={() => {}} />
      </Show>
    ))
    button(root, 'Check').click()
    await expect.poll(() => root.querySelector('meter')).not.toBeNull()
    const stream: MediaStream = await opened.mock.results[0]?.value
    setShown(false)
    expect(stream.getTracks().map((track) => track.readyState)).toEqual(['ended'])
  })
})
