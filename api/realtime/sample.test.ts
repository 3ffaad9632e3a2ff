import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { transformSync } from 'esbuild'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createApiToken } from '#domain/accounts/contract.ts'
import { topicOf } from '#domain/realtime.ts'
import { aChannel, say } from '../messages/testing.ts'
import { type Person, TestSchool } from '../testing/school.ts'

const root = new URL('../..', import.meta.url).pathname
// Inside the project, where `ws` is found.
const folder = mkdtempSync(join(root, 'node_modules/.lectern-sample-'))
let school: TestSchool
beforeAll(async () => {
  school = await TestSchool.start()
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Listen = (url: string, token: string, topics: Set<string>, apply: (event: Told) => void) => void
interface Told {
  name: string
  no: number
}

const sample = async (): Promise<Listen> => {
  const page = readFileSync(join(root, 'docs/realtime.md'), 'utf8')
  const blocks = [...page.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code = '']) => code)
  const text = blocks.find((code) => code.includes('const listen')) ?? ''
  const file = join(folder, 'sample.mjs')
  writeFileSync(file, transformSync(text, { loader: 'ts', format: 'esm' }).code)
  return ((await import(/* @vite-ignore */ file)) as { listen: Listen }).listen
}

test('the client of docs/realtime.md hears everything once and in order, through lost connections, and gives up what is refused', async () => {
  const listen = await sample()
  const { channelId, teacher, students } = await aChannel(school)
  const [student] = students as [Person]
  const { token } = await student.client.call(createApiToken, {}, { name: 'sample' })
  const mine = topicOf('channel', channelId)
  const topics = new Set([mine, topicOf('channel', (await aChannel(school)).channelId)])
  const told: number[] = []
  listen(school.url, token, topics, (event) => {
    if (event.name === 'message.sent') told.push(event.no)
  })
  await vi.waitFor(() => expect([...topics]).toEqual([mine]))
  const cut = () => {
    for (const connection of school.api.hub.connections) connection.terminate()
  }
  for (let n = 0; n < 30; n++) {
    await say(teacher, channelId, `message ${n}`)
    if (n % 10 === 5) cut()
  }
  await vi.waitFor(() => expect(told).toHaveLength(30), 10_000)
  expect(told).toEqual([...told].sort((a, b) => a - b))
  expect(new Set(told).size).toBe(30)
})
