import { fork } from 'node:child_process'
import { createSocket, type Socket } from 'node:dgram'
import { Synthetic, type SyntheticRoom, syntheticRoom } from '../../media/testing/synthetic.ts'
import { delays } from './lesson-delay.ts'
import { cpuMs, figure, pssMiB, sleep, table, until } from './measure.ts'
import { ready } from './product.ts'

/**
 * Sound and picture of a class of thirty on the built relay: its CPU and memory, what arrives, and how soon all hear; beside
 * a bare UDP forwarder of packets as many and as large, in the same run. Then the delay from one browser's camera to
 * another's screen.
 */

const KEY = Buffer.alloc(32, 7).toString('base64')
const VIEWERS = 30
const SECONDS = 15
const BITS = 1_500_000
const PICTURES = 10
const SETTLED_MS = 1_000
const SOUND_EVERY_MS = 20
const SOUND_BYTES = 80
const PACKET_BYTES = 1_170

const root = new URL('../..', import.meta.url).pathname

interface Load {
  what: string
  /** Of one core, from 0 to 1. */
  cores: number
  mebibytes: number
  /** Of the packets sent, from 0 to 1, by the one who got least. */
  arrived: number
  packetsASecond: number
  /** Until the last of thirty who came at once heard (ms). */
  allHear: number | null
}

const startRelay = async () => {
  const child = fork(`${root}dist/media.mjs`, {
    env: { ...process.env, DATABASE_URL: '', APP_KEY: KEY, MEDIA_PORTS: '45000-45400', LOG_LEVEL: 'error' },
  })
  const { port } = await ready(child)
  return { child, port, pid: child.pid ?? 0 }
}

const sum = (people: readonly Synthetic[]) => people.map(({ received }) => received.audio + received.video)

const joinAll = async (room: SyntheticRoom) => {
  const from = performance.now()
  const viewers = await Promise.all(Array.from({ length: VIEWERS }, () => Synthetic.join(room)))
  await until('all hear', () => viewers.every(({ heardAt }) => heardAt !== null))
  return { viewers, allHear: Math.max(...viewers.map(({ heardAt }) => heardAt ?? 0)) - from }
}

const relay = async (): Promise<Load> => {
  const { child, port, pid } = await startRelay()
  const room = syntheticRoom(port, KEY)
  const teacher = await Synthetic.join(room, true)
  teacher.speak()
  await sleep(500)
  const { viewers, allHear } = await joinAll(room)
  teacher.share(BITS, PICTURES)
  await until('all see', () => viewers.every(({ received }) => received.video > 0))
  // What is on its way has come before and after it is counted.
  const quiet = async () => {
    teacher.pause(true)
    let [last, now] = [-1, 0]
    while (now !== last) {
      await sleep(SETTLED_MS)
      ;[last, now] = [now, sum(viewers).reduce((all, one) => all + one, 0)]
    }
  }
  await quiet()
  const [cpu, before, sent] = [cpuMs([pid]), sum(viewers), teacher.sent]
  teacher.pause(false)
  await sleep(SECONDS * 1_000)
  const [used, mebibytes] = [cpuMs([pid]) - cpu, pssMiB([pid])]
  await quiet()
  const [after, offered] = [sum(viewers), teacher.sent - sent]
  for (const one of [teacher, ...viewers]) await one.leave()
  child.kill('SIGTERM')
  return {
    what: 'relay',
    cores: used / (SECONDS * 1_000),
    mebibytes,
    arrived: Math.min(...after.map((count, n) => count - (before[n] ?? 0))) / offered,
    packetsASecond: offered / SECONDS,
    allHear,
  }
}

const opened = (): Promise<Socket> =>
  new Promise((resolve) => {
    const socket = createSocket('udp4')
    socket.bind(0, '127.0.0.1', () => resolve(socket))
  })

const raw = async (): Promise<Load> => {
  const child = fork(`${root}tools/bench/lesson-raw.mjs`)
  const { port } = await ready(child)
  const pid = child.pid ?? 0
  const got = new Array<number>(VIEWERS).fill(0)
  const viewers = await Promise.all(
    got.map(async (_, n) => {
      const socket = await opened()
      socket.on('message', () => {
        got[n] = (got[n] ?? 0) + 1
      })
      socket.send(Buffer.alloc(1), port, '127.0.0.1')
      return socket
    }),
  )
  const sender = await opened()
  let sent = 0
  const send = (bytes: number) => {
    sent += 1
    sender.send(Buffer.alloc(bytes), port, '127.0.0.1')
  }
  await sleep(300)
  const each = Math.round(BITS / 8 / PICTURES / PACKET_BYTES)
  const timers = [
    setInterval(() => send(SOUND_BYTES), SOUND_EVERY_MS),
    setInterval(() => Array.from({ length: each }, () => send(PACKET_BYTES)), 1_000 / PICTURES),
  ]
  await sleep(2_000)
  const [cpu, before, offeredBefore] = [cpuMs([pid]), [...got], sent]
  await sleep(SECONDS * 1_000)
  const used = cpuMs([pid]) - cpu
  const offered = sent - offeredBefore
  const arrived = Math.min(...got.map((count, n) => count - (before[n] ?? 0))) / offered
  const mebibytes = pssMiB([pid])
  for (const timer of timers) clearInterval(timer)
  for (const socket of [sender, ...viewers]) socket.close()
  child.disconnect()
  return {
    what: 'bare UDP forwarder',
    cores: used / (SECONDS * 1_000),
    mebibytes,
    arrived,
    packetsASecond: offered / SECONDS,
    allHear: null,
  }
}

export const lesson = async (): Promise<void> => {
  console.log(
    `\n## A lesson with sound and picture: ${VIEWERS} viewers, a screen of ${BITS / 1e6} Mbit/s and a voice\n`,
  )
  const loads = [await relay(), await raw()]
  const [ours, bare] = loads
  table(
    ['', 'cores', 'viewers a core', 'MiB', 'least arrived', 'packets/s in', 'all hear after (ms)'],
    loads.map((load) => [
      load.what,
      figure(load.cores, 2),
      figure(VIEWERS / load.cores, 0),
      load.mebibytes,
      `${figure(load.arrived * 100)} %`,
      figure(load.packetsASecond, 0),
      load.allHear === null ? '–' : figure(load.allHear, 0),
    ]),
  )
  if (ours && bare)
    console.log(
      `\nCPU of the relay / of the forwarder: ${figure(ours.cores / bare.cores)} (it encrypts for each viewer)`,
    )
  await delays()
}
