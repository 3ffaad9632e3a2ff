import { expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { listPins, pinMessage, unpinMessage } from '#domain/messages/contract.ts'
import type { Message } from '#domain/messages/message.ts'
import type { Pin } from '#domain/messages/pin.ts'
import { Toaster } from '../ui/Toast.tsx'
import { draw } from '../ui/testing/draw.tsx'
import { door, serve } from '../ui/testing/server.ts'
import { PinBar } from './PinBar.tsx'
import { createPins } from './pins.ts'
import { messageNo, noActs } from './testing.tsx'

const pinOf = (message: Message): Pin => ({
  message,
  pinnedAt: '2026-09-03T08:00:00.000Z',
  pinnedBy: { id: 'teacher', displayName: 'Ms Lin' },
})

/** The bar of a channel in which these are pinned, for somebody who may change it. */
const drawBar = async (pinned: Message[], onGo = (_no: number) => {}) => {
  let pins = pinned.map(pinOf)
  const asked = serve([
    door(listPins, () => ({ pins, eventNo: 1 })),
    door(pinMessage, () => ({ ok: true as const })),
    door(unpinMessage, ({ messageId }) => {
      pins = pins.filter(({ message }) => message.id !== messageId)
      return { ok: true as const }
    }),
  ])
  await draw(() => {
    const store = createPins('channel')
    const acts = {
      ...noActs,
      mayPin: () => true,
      pin: (message: Message, on: boolean) => void store.change(message, on),
    }
    return (
      <>
        <PinBar pins={store} acts={acts} channel="General" onGo={onGo} />
        <Toaster />
      </>
    )
  })
  return asked
}

test('the newest pin stands above the messages as one line of plain words, and leads to its place', async () => {
  const onGo = vi.fn()
  await drawBar(
    [messageNo(7, { body: '**Exam** on Friday\nbring a pen' }), messageNo(3, { body: 'rules' })],
    onGo,
  )
  await page.getByRole('button', { name: 'Exam on Friday bring a pen' }).click()
  expect(onGo).toHaveBeenCalledWith(7)
})

test('all pins are listed, each leads to its place and can be taken out, which can be undone', async () => {
  const onGo = vi.fn()
  const asked = await drawBar([messageNo(7, { body: 'dates' }), messageNo(3, { body: 'rules' })], onGo)
  await page.getByRole('button', { name: '2 pinned' }).click()
  const list = page.getByRole('dialog', { name: 'Pinned in General' })
  await list.getByRole('button', { name: 'rules' }).click()
  expect(onGo).toHaveBeenCalledWith(3)
  await page.getByRole('button', { name: '2 pinned' }).click()
  await list.getByRole('button', { name: 'Take the pin out' }).nth(1).click()
  await page.getByRole('button', { name: 'Undo' }).click()
  await vi.waitFor(() =>
    expect(asked.slice(1).map(({ name }) => name)).toEqual([
      'DELETE /api/messages/:messageId/pin',
      'PUT /api/messages/:messageId/pin',
    ]),
  )
})

test('where nothing is pinned there is no bar', async () => {
  const asked = await drawBar([])
  await vi.waitFor(() => expect(asked).toHaveLength(1))
  expect(page.getByRole('region', { name: 'Pinned messages' }).elements()).toEqual([])
})
