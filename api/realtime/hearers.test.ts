import { afterEach, expect, test, vi } from 'vitest'
import { connect } from '#platform/db/connect.ts'
import type { Bus, BusMessage } from '#platform/feed/bus.ts'
import { postgresBus } from '#platform/feed/postgres-bus.ts'
import { openLog } from '#platform/log.ts'
import { testDatabase } from '../testing/database.ts'
import { atEnd } from '../testing/ends.ts'

const url = await testDatabase()
const connection = connect(url, { max: 4 })
const log = openLog('silent')
let counter = 0
/** What asks whether anybody hears: the last such question may still reach who comes just then. */
const TO_NOBODY = 'to nobody'

/** A process of the product, as far as its bus goes. */
class Process {
  readonly id = `process-${++counter}`
  readonly heard: string[] = []
  /** What it announced, by kind. */
  readonly said: string[] = []
  readonly bus: Bus

  constructor(options: { mute?: string[]; leaseMs?: number } = {}) {
    const query: typeof connection.query = async (text, values = []) => {
      if (!text.includes('pg_notify')) return connection.query(text, values)
      const { kind } = JSON.parse(String(values[1])) as BusMessage
      if (options.mute?.includes(kind)) return []
      this.said.push(kind)
      return connection.query(text, values)
    }
    this.bus = postgresBus({ query }, { url, processId: this.id, log, leaseMs: options.leaseMs })
  }

  async start(signals = true): Promise<this> {
    await this.bus.listen(
      (message) => {
        if (message.kind === 'signal' && message.frame !== TO_NOBODY) this.heard.push(message.frame)
      },
      () => {},
      { signals },
    )
    return this
  }

  signals(): number {
    return this.said.filter((kind) => kind === 'signal').length
  }

  /** Signals until it knows that nobody else hears. */
  async untilAlone(): Promise<void> {
    await vi.waitFor(() => {
      const before = this.signals()
      this.bus.signal('topic', TO_NOBODY)
      expect(this.signals()).toBe(before)
    }, 30_000)
  }
}

const running: { bus: Bus }[] = []
const started = async (options: ConstructorParameters<typeof Process>[0] = {}, signals = true) => {
  const one = new Process(options)
  running.push(one)
  return one.start(signals)
}

atEnd(() => connection.close())
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.bus.close()))
})

test('a signal costs no announcement while nobody else hears signals, whatever else listens', async () => {
  const alone = await started()
  await started({}, false)
  await alone.untilAlone()
  const before = alone.signals()
  for (let n = 0; n < 200; n++) alone.bus.signal('topic', `${n}`)
  expect(alone.signals()).toBe(before)
})

test('no signal is kept from a second process once it has started, however often one comes and goes', async () => {
  const first = await started()
  for (let n = 0; n < 15; n++) {
    await first.untilAlone()
    const second = await started()
    first.bus.signal('topic', 'at once')
    second.bus.signal('topic', `back ${n}`)
    await vi.waitFor(() => expect(second.heard).toEqual(['at once']), 30_000)
    await vi.waitFor(() => expect(first.heard.at(-1)).toBe(`back ${n}`), 30_000)
    running.pop()
    await second.bus.close()
  }
})

test('nor from one whose hello is lost: it waits until nobody can still believe to be alone', async () => {
  const first = await started({ leaseMs: 1_000 })
  await first.untilAlone()
  const second = await started({ mute: ['hello'], leaseMs: 1_000 })
  first.bus.signal('topic', 'at once')
  await vi.waitFor(() => expect(second.heard).toEqual(['at once']), 30_000)
})

test('a look that was under way when another came is not believed', async () => {
  let hold = () => {}
  const held = new Promise<void>((resolve) => {
    hold = resolve
  })
  const slow: typeof connection.query = async (text, values = []) => {
    const rows = await connection.query(text, values)
    if (text.includes('pg_locks')) await held
    return rows as never
  }
  const bus = postgresBus({ query: slow }, { url, processId: 'slow', log })
  running.push({ bus })
  const listening = bus.listen(
    () => {},
    () => {},
    { signals: true },
  )
  // The look that begins here sees nobody, and is answered only after the second process has come.
  await vi.waitFor(
    async () =>
      expect(
        await connection.query(
          `select 1 from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`,
        ),
      ).toHaveLength(1),
    5_000,
  )
  bus.signal('topic', 'before')
  await new Promise((resolve) => setTimeout(resolve, 50))
  const second = await started()
  hold()
  await listening
  bus.signal('topic', 'after')
  await vi.waitFor(() => expect(second.heard.at(-1)).toBe('after'), 30_000)
})

test('a process that lost its line announces again, and is greeted as new when the line is back', async () => {
  const first = await started()
  const second = await started()
  await connection.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1',
    [second.id],
  )
  await vi.waitFor(() => expect(second.said.filter((kind) => kind === 'hello')).toHaveLength(2), 30_000)
  await vi.waitFor(() => {
    first.bus.signal('topic', 'again')
    expect(second.heard).toContain('again')
  }, 30_000)
})
