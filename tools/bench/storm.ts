import { fork } from 'node:child_process'
import { v7 } from 'uuid'
import { WebSocket } from 'ws'
import { figure, median, percentile, sleep, table } from './measure.ts'
import { type Api, aClass, ready, startProduct } from './product.ts'

const SOCKETS = 2_000
const CHANNELS = 3
const MISSED = 15
const PEOPLE = 100
const ROUNDS = 3
/** Messages a second of the chat that goes on meanwhile. */
const CHAT_RATE = 10
/** What an event of a message of ordinary length weighs. */
const FRAME_BYTES = 420

const BODY =
  'A message of ordinary length, as pupils write them, about the homework for tomorrow and where to find it.'

interface Back {
  times: number[]
  failed: number
}

/** Lets the crowd come, from a process of its own; resolves when each has what it missed or was turned away. */
const crowd = async (url: string, tokens: string[], topics: string[]): Promise<Back> => {
  const child = fork(new URL('./storm-crowd.mjs', import.meta.url).pathname)
  await ready(child)
  const back = new Promise<Back>((resolve) => {
    child.on('message', (message: { type: string } & Back) => {
      if (message.type === 'back') resolve(message)
    })
  })
  child.send({ url, tokens, topics, sockets: SOCKETS, missed: MISSED })
  const result = await back
  child.kill()
  return result
}

/** Somebody who is there all the time: how long each message of the chat takes to reach them. */
const watchChat = async (speaker: Api, channelId: string) => {
  const sent = new Map<string, number>()
  const delays: number[] = []
  const socket = new WebSocket(`${speaker.url.replace('http', 'ws')}/api/socket`, {
    headers: { authorization: `Bearer ${speaker.token}` },
  })
  await new Promise((resolve) => socket.once('open', resolve))
  socket.on('message', (data) => {
    const frame = JSON.parse(String(data)) as { name?: string; payload?: { message?: { id: string } } }
    const at = frame.name === 'message.sent' ? sent.get(frame.payload?.message?.id ?? '') : undefined
    if (at !== undefined) delays.push(performance.now() - at)
  })
  socket.send(JSON.stringify({ t: 'subscribe', id: 1, topic: `channel:${channelId}` }))
  const timer = setInterval(() => {
    const id = v7()
    sent.set(id, performance.now())
    void speaker.send('POST', `/api/channels/${channelId}/messages`, { id, body: BODY })
  }, 1000 / CHAT_RATE)
  return async () => {
    clearInterval(timer)
    for (let n = 0; n < 100 && delays.length < sent.size; n++) await sleep(50)
    socket.terminate()
    return { delays: delays.sort((a, b) => a - b), lost: sent.size - delays.length }
  }
}

/** A school's 2,000 sockets come back at once and fetch what they missed in three channels, while a chat goes on. */
export const storm = async (): Promise<void> => {
  console.log(
    `\n## Storm: ${SOCKETS} sockets back at once, each with ${MISSED} missed messages in ${CHANNELS} channels, ${ROUNDS} paired rounds\n`,
  )
  const raw = fork(new URL('./storm-raw.mjs', import.meta.url).pathname, [
    String(MISSED),
    String(FRAME_BYTES),
  ])
  const { port } = await ready(raw)
  const product = await startProduct()
  const { owner, people, channels, classId } = await aClass(product, PEOPLE)
  const read = channels.slice(0, CHANNELS).map(({ id }) => id)
  const topics = read.map((id) => `channel:${id}`)
  // The chat goes on in a channel of its own, which the crowd does not read.
  const chat = v7()
  await owner.send('POST', `/api/classes/${classId}/channels`, { id: chat, name: 'Chat' })
  for (let n = 0; n < MISSED; n++)
    for (const id of read) await owner.send('POST', `/api/channels/${id}/messages`, { id: v7(), body: BODY })
  const tokens = people.map(({ token }) => token ?? '')
  const rounds: { raw: Back; ours: Back; chat: { delays: number[]; lost: number } }[] = []
  for (let n = 0; n < ROUNDS; n++) {
    const bare = await crowd(`ws://127.0.0.1:${port}`, ['none'], topics)
    const stop = await watchChat(people[0] as Api, chat)
    const ours = await crowd(`${product.url.replace('http', 'ws')}/api/socket`, tokens, topics)
    rounds.push({ raw: bare, ours, chat: await stop() })
  }
  const last = (side: 'raw' | 'ours') => median(rounds.map((round) => Math.max(...round[side].times)))
  const half = (side: 'raw' | 'ours') =>
    median(
      rounds.map((round) =>
        percentile(
          [...round[side].times].sort((a, b) => a - b),
          0.5,
        ),
      ),
    )
  const failed = (side: 'raw' | 'ours') => rounds.reduce((sum, round) => sum + round[side].failed, 0)
  table(
    ['', 'half are back after ms', 'all are back after ms', 'turned away'],
    [
      ['bare ws server', figure(half('raw'), 0), figure(last('raw'), 0), failed('raw')],
      ['Lectern', figure(half('ours'), 0), figure(last('ours'), 0), failed('ours')],
      ['ratio', figure(half('ours') / half('raw'), 2), figure(last('ours') / last('raw'), 2), ''],
    ],
  )
  const p99 = median(rounds.map((round) => percentile(round.chat.delays, 0.99)))
  const lost = rounds.reduce((sum, round) => sum + round.chat.lost, 0)
  console.log(
    `\nThe chat that went on meanwhile (${CHAT_RATE} messages a second): p99 ${figure(p99, 0)} ms, ${lost} lost`,
  )
  raw.kill()
  await product.stop()
}
