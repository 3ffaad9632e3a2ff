import { expect, test } from 'vitest'
import { listMembers } from '#domain/classes/contract.ts'
import type { ChannelForMe } from '#domain/messages/channel.ts'
import * as contract from '#domain/messages/contract.ts'
import type { Message } from '#domain/messages/message.ts'
import { Problem } from '#domain/problem.ts'
import { fakeServer } from '../realtime/testing.ts'
import { address } from '../ui/testing/draw.tsx'
import { hrefOf, offers, press, sees, until } from '../ui/testing/person.ts'
import { become, drawScreen } from '../ui/testing/screen.tsx'
import { changesIn, type Door, door, serve, somebody } from '../ui/testing/server.ts'
import { flushToasts } from '../ui/toasts.ts'
import ChannelScreen from './ChannelScreen.tsx'
import { messageNo } from './testing.tsx'

const aChannel = (id: string, change: Partial<ChannelForMe> = {}): ChannelForMe => ({
  id,
  classId: 'algebra',
  audience: { id: 'algebra', kind: 'class', name: null },
  name: id,
  kind: 'custom',
  posting: 'everyone',
  position: 0,
  archived: false,
  lastMessageNo: 2,
  readNo: 2,
  takenBack: 0,
  eventNo: 2,
  ...change,
})

const channels = () => [
  aChannel('news', { kind: 'announcements', posting: 'staff' }),
  aChannel('general', { kind: 'general' }),
  aChannel('Project', { lastMessageNo: 5, readNo: 2 }),
  aChannel('trip', { name: 'Old trip', archived: true }),
]
const mine = (change: Partial<Message> = {}): Message =>
  messageNo(2, {
    channelId: 'general',
    author: { id: 'emma', displayName: 'Emma Li', role: 'student' },
    body: 'Where do we meet?',
    createdAt: new Date().toISOString(),
    ...change,
  })

const open = async (
  me: ReturnType<typeof somebody>,
  options: { doors?: readonly Door[]; url?: string; messages?: Message[] } = {},
) => {
  become(me)
  const messages = options.messages ?? [messageNo(1, { body: 'Good morning' }), mine()]
  const asked = serve([
    ...(options.doors ?? []),
    door(contract.listChannels, () => ({ channels: channels(), classEventNo: 1 })),
    door(contract.listMessages, () => ({
      messages,
      atStart: true,
      atEnd: true,
      lastMessageNo: messages.length,
      readNo: messages.length,
      eventNo: 2,
    })),
    door(contract.markRead, (_, { no }) => ({ readNo: no })),
    door(listMembers, () => ({ members: [] })),
  ])
  const root = await drawScreen(
    ChannelScreen,
    '/c/:classId/chat/:channelId?',
    options.url ?? '/c/algebra/chat/general',
  )
  const changes = () => changesIn(asked).filter(({ name }) => !name.endsWith('/read'))
  return { root, asked, changes }
}
const student = () => somebody('emma', 'student', ['algebra'])
const teacher = () => somebody('chen', 'teacher', ['algebra'])

test('a channel shows what was said in it, and where to write', async () => {
  const { root } = await open(student())
  await sees(root, 'Good morning', 'Where do we meet?', 'This is the beginning of General.')
  expect(root.querySelector('textarea')?.placeholder ?? root.querySelector('textarea')?.ariaLabel).toContain(
    'Write to General',
  )
  expect(root.querySelector('h1')?.textContent).toContain('General')
})

test('what is written stands there at once, is sent once, and the field is empty for the next', async () => {
  let arrive = () => {}
  const { root, changes } = await open(student(), {
    doors: [
      door(contract.sendMessage, async (_, { id, body }) => {
        await new Promise<void>((resolve) => {
          arrive = resolve
        })
        return mine({ id, body, no: 3 })
      }),
    ],
  })
  await sees(root, 'Good morning')
  const field = root.querySelector('textarea')!
  field.focus()
  field.value = 'At the gate.'
  field.dispatchEvent(new InputEvent('input', { bubbles: true }))
  const enterKey = () =>
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }))
  enterKey()
  enterKey()
  await sees(root, 'At the gate.')
  expect(field.value).toBe('')
  await until(() => expect(changes()).toHaveLength(1))
  arrive()
  await until(() => expect(root.textContent).not.toContain('Sending'))
  expect(changes()).toMatchObject([{ params: { channelId: 'general' }, input: { body: 'At the gate.' } }])
  expect(root.textContent?.split('At the gate.')).toHaveLength(2)
})

test('a message the server refuses stays with the reason, and goes back into the field to be changed', async () => {
  const { root } = await open(student(), {
    doors: [
      door(contract.sendMessage, () => {
        throw new Problem('forbidden', { code: 'channel-archived' })
      }),
    ],
  })
  await sees(root, 'Good morning')
  const field = root.querySelector('textarea')!
  field.value = 'At the gate.'
  field.dispatchEvent(new InputEvent('input', { bubbles: true }))
  field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }))
  await sees(root, 'Not sent. This channel is archived.')
  expect(root.textContent).toContain('At the gate.')
  await press(root, 'Put back to edit')
  await until(() => expect(root.querySelector('textarea')?.value).toBe('At the gate.'))
  expect(root.textContent).not.toContain('Not sent.')
})

test('where only staff write a student reads why there is no field; a teacher has it', async () => {
  const { root } = await open(student(), { url: '/c/algebra/chat/news' })
  await sees(root, 'Only teachers and assistants write here. You can react to a message.')
  expect(root.querySelector('textarea')).toBeNull()
  const staff = await open(teacher(), { url: '/c/algebra/chat/news' })
  await until(() => expect(staff.root.querySelector('textarea')).not.toBeNull())
})

test('an archived channel can be read and not written in', async () => {
  const { root } = await open(teacher(), { url: '/c/algebra/chat/trip' })
  await sees(root, 'This channel is archived: you can read, not write.')
  expect(root.querySelector('textarea')).toBeNull()
})

test('whoever is taken out of the class while its channel is open is told, and nothing breaks', async () => {
  const server = fakeServer()
  let refusal: Problem | null = null
  const { root, asked } = await open(student(), {
    doors: [
      door(contract.listChannels, () => {
        if (refusal) throw refusal
        return { channels: channels(), classEventNo: 1 }
      }),
    ],
  })
  await sees(root, 'Good morning')
  await until(() => expect(server.subscribes()).toContain('class:algebra'))
  // A server that is busy for a while takes nothing off the screen.
  refusal = new Problem('unavailable')
  const lists = () => asked.filter(({ name }) => name.endsWith('/channels')).length
  const before = lists()
  await until(() => {
    server.withdraw('class:algebra')
    expect(lists()).toBeGreaterThan(before)
  })
  expect(root.textContent).toContain('Good morning')
  refusal = new Problem('not-found')
  await until(() => {
    server.withdraw('account:emma')
    expect(root.querySelector('[role=alert]')).not.toBeNull()
  })
  expect(root.querySelector('textarea')).toBeNull()
  server.stop()
})

test('an own message is taken away when the word about it leaves; *Undo* before that asks nothing', async () => {
  const { root, changes } = await open(student(), {
    doors: [door(contract.deleteMessage, () => ({ ok: true as const }))],
  })
  await sees(root, 'Where do we meet?')
  const row = () =>
    [...root.querySelectorAll<HTMLElement>('[data-id]')].find((one) =>
      one.textContent?.includes('Where do we'),
    )
  const remove = async () => {
    row()?.dispatchEvent(new PointerEvent('pointerenter'))
    row()?.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }))
    row()?.dispatchEvent(new FocusEvent('focusin', { bubbles: true }))
    if (!offers(root, 'Delete')) await press(row() ?? root, 'More')
    await press(root, 'Delete')
    await sees(root, 'Message deleted')
  }
  await remove()
  await until(() => expect(row()).toBeUndefined())
  await press(root, 'Undo')
  await sees(root, 'Where do we meet?')
  expect(changes()).toEqual([])
  await remove()
  flushToasts()
  await until(() => expect(changes()).toHaveLength(1))
})

test('an address without a channel leads to the first of the class', async () => {
  await open(student(), { url: '/c/algebra/chat' })
  await until(() => expect(address()).toBe('/c/algebra/chat/news'))
})

test('a channel that is not there is a page that does not exist', async () => {
  const { root } = await open(student(), { url: '/c/algebra/chat/gone' })
  await sees(root, 'This page does not exist')
})

test('channels that cannot be fetched are asked for again', async () => {
  let there = false
  const { root } = await open(student(), {
    doors: [
      door(contract.listChannels, () => {
        if (!there) throw new Problem('unavailable')
        return { channels: channels(), classEventNo: 1 }
      }),
    ],
  })
  await until(() => expect(offers(root, 'Try again')).toBe(true))
  there = true
  await press(root, 'Try again')
  await sees(root, 'Good morning')
  expect(hrefOf(root, 'Go to Today')).toBeNull()
})
