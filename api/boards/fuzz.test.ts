import { generateKeyBetween } from 'fractional-indexing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { getBoard } from '#domain/boards/contract.ts'
import type { BoardElement } from '#domain/boards/element.ts'
import { byPlace } from '#domain/boards/merge.ts'
import { aRectangle } from '#domain/boards/samples.ts'
import { newId } from '#domain/ids.ts'
import { inTransaction } from '#platform/context.ts'
import { type OpenedServices, openServices } from '#platform/services.ts'
import { features } from '../features.ts'
import { type RunningApi, startApi } from '../serve.ts'
import { BoardBot } from '../testing/board-bot.ts'
import { Client } from '../testing/client.ts'
import { type Person, type TestClass, TestSchool } from '../testing/school.ts'
import { createBoard } from './board.ts'

let school: TestSchool
let room: TestClass
const opened: { services: OpenedServices; api: RunningApi }[] = []

/** A second process of the product on the same database, as far as it can be told from outside. */
const anotherApi = async () => {
  const services = await openServices({
    followers: [],
    config: school.services.config,
    databaseUrl: school.databaseUrl,
    name: 'second',
  })
  const api = await startApi({ services, features, version: '0', port: 0, host: '127.0.0.1' })
  opened.push({ services, api })
  return { services, api, url: `http://127.0.0.1:${api.port}` }
}
const through = (url: string, person: Person): Person => ({
  ...person,
  client: new Client(url, person.client.token),
})
const aBoard = async (): Promise<string> => {
  const id = newId()
  await inTransaction(school.system, (tx) => createBoard(tx, { id, classId: room.id, name: 'Board' }))
  return id
}
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** A repeatable row of numbers in [0, 1). */
const dice = (seed: number) => () => {
  seed = (seed * 1_664_525 + 1_013_904_223) % 2 ** 32
  return seed / 2 ** 32
}

const changed = (element: BoardElement, over: Partial<BoardElement>, random: () => number): BoardElement =>
  ({
    ...element,
    ...over,
    version: element.version + 1,
    versionNonce: Math.floor(random() * 2 ** 31),
  }) as BoardElement

/** One act of somebody at the board: add, move, delete or bring to the front. */
const act = (bot: BoardBot, name: string, n: number, random: () => number): BoardElement => {
  const live = [...bot.scene.values()].filter((element) => !element.isDeleted).sort(byPlace)
  const one = live[Math.floor(random() * live.length)]
  const top = generateKeyBetween(live.at(-1)?.index ?? null, null)
  const dye = random()
  if (!one || dye < 0.4) return aRectangle({ id: `${name}-${n}`, index: top, versionNonce: n })
  if (dye < 0.7) return changed(one, { x: Math.floor(random() * 999) }, random)
  if (dye < 0.85) return changed(one, { isDeleted: true }, random)
  return changed(one, { index: top }, random)
}

const play = async (bot: BoardBot, name: string, seed: number) => {
  const random = dice(seed)
  for (let n = 0; n < 120; n += 1) {
    const element = act(bot, name, n, random)
    bot.scene.set(element.id, element)
    const sending = bot.edit([element]).catch(() => undefined)
    if (random() < 0.06) {
      bot.socket.cut()
      await sending
      await bot.open()
      // Whether the cut one was taken is unknown: everything that is here goes again, and is taken once.
      await bot.edit([...bot.scene.values()])
    } else if (random() < 0.6) await sending
    await bot.listen().catch(() => undefined)
  }
  await bot.edit([...bot.scene.values()])
}

const agree = async (bots: BoardBot[]) => {
  for (let round = 0; round < 3; round += 1) {
    await pause(150)
    for (const bot of bots) {
      await bot.listen()
      await bot.hello()
      await bot.edit([...bot.scene.values()])
    }
  }
  return bots.map((bot) => bot.picture())
}

beforeAll(async () => {
  school = await TestSchool.start()
  room = await school.aClass({ students: 2 })
  for (const student of room.students) await school.enroll(room.id, student, 'assistant')
})
afterAll(async () => {
  for (const { api, services } of opened) {
    await api.stop()
    await services.close()
  }
})

describe('many hands at one board', () => {
  it('three who draw at once, with their connections cut, end with the same board', async () => {
    const boardId = await aBoard()
    const people = [room.teacher, ...room.students]
    const bots = await Promise.all(people.map((person) => new BoardBot(person, boardId).open()))
    await Promise.all(bots.map((bot, at) => play(bot, `p${at}`, at + 7)))
    const pictures = await agree(bots)
    expect(pictures[0]!.length).toBeGreaterThan(20)
    expect(pictures[1]).toEqual(pictures[0])
    expect(pictures[2]).toEqual(pictures[0])
    const late = await new BoardBot(room.teacher, boardId).open()
    expect(late.picture()).toEqual(pictures[0])
  })

  it('so do three on two processes of the product', async () => {
    const boardId = await aBoard()
    const second = await anotherApi()
    const people = [
      room.teacher,
      through(second.url, room.students[0]!),
      through(second.url, room.students[1]!),
    ]
    const bots = await Promise.all(people.map((person) => new BoardBot(person, boardId).open()))
    await Promise.all(bots.map((bot, at) => play(bot, `q${at}`, at + 99)))
    const pictures = await agree(bots)
    expect(pictures[1]).toEqual(pictures[0])
    expect(pictures[2]).toEqual(pictures[0])
  })

  it('a change too long for an announcement reaches the other process by its number', async () => {
    const boardId = await aBoard()
    const second = await anotherApi()
    const here = await new BoardBot(room.teacher, boardId).open()
    const there = await new BoardBot(through(second.url, room.students[0]!), boardId).open()
    const many = Array.from({ length: 60 }, (_, n) =>
      aRectangle({ id: `m${n}`, index: `b${(n + 10).toString(36)}1` }),
    )
    await here.edit(many)
    await there.socket.until(
      (f) => f.t === 'signal' && f.name === 'board.state' && (f.payload as { seq: number }).seq === 1,
    )
    await there.hello()
    expect(there.picture()).toHaveLength(60)
  })

  it('what was acknowledged is there after the process stops and starts again', async () => {
    const boardId = await aBoard()
    const first = await anotherApi()
    const bots = await Promise.all(
      [room.teacher, ...room.students].map((person) =>
        new BoardBot(through(first.url, person), boardId).open(),
      ),
    )
    const acknowledged = new Set<string>()
    const drawing = bots.map(async (bot, at) => {
      for (let n = 0; ; n += 1) {
        const element = aRectangle({ id: `k${at}-${n}`, index: `c${at}${n.toString(36).padStart(3, '0')}1` })
        const answer = await bot.draw(element).catch(() => null)
        if (!answer) return
        acknowledged.add(element.id)
      }
    })
    while (acknowledged.size < 30) await pause(10)
    for (const connection of [...first.api.hub.connections]) connection.terminate()
    await Promise.all(drawing)
    await first.api.stop()
    const after = await anotherApi()
    const scene = await new Client(after.url, room.teacher.client.token).call(getBoard, { boardId }, {})
    const stored = new Set(scene.elements.map((element) => element.id))
    expect(acknowledged.size).toBeGreaterThan(20)
    expect([...acknowledged].filter((id) => !stored.has(id))).toEqual([])
  })
})
