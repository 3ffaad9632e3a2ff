import { createSignal, Show } from 'solid-js'
import { afterEach, expect, test } from 'vitest'
import { userEvent } from 'vitest/browser'
import { draw } from '../ui/testing/draw.tsx'
import type { RowActs } from './acts.ts'
import { readEdit, writeEdit } from './drafts.ts'
import { MessageEditor } from './MessageEditor.tsx'
import { messageNo, noActs } from './testing.tsx'

const message = messageNo(1, { body: 'as it was sent' })

/** The channel's part of editing: what is kept, and for whom. */
const actsOf = (accountId: string): RowActs => ({
  ...noActs,
  editedBody: ({ id, body }) => {
    const begun = readEdit(accountId, 'channel')
    return begun?.messageId === id ? begun.body : (body ?? '')
  },
  keepEdit: ({ id }, body) => writeEdit(accountId, 'channel', { messageId: id, body }),
})

afterEach(() => localStorage.clear())

test('an edit that was begun is there again after the channel was left, for the same account only', async () => {
  const [open, setOpen] = createSignal(true)
  const root = await draw(() => (
    <Show when={open()}>
      <MessageEditor message={message} acts={actsOf('one')} />
    </Show>
  ))
  await userEvent.fill(root.querySelector('textarea')!, 'half\nchanged')
  setOpen(false)
  setOpen(true)
  expect(root.querySelector('textarea')!.value).toBe('half\nchanged')
  const other = await draw(() => <MessageEditor message={message} acts={actsOf('two')} />)
  expect(other.querySelector('textarea')!.value).toBe('as it was sent')
  writeEdit('one', 'channel', null)
  expect(readEdit('one', 'channel')).toBeNull()
})
