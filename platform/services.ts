import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { EventFrame, ServerFrame } from '#domain/realtime.ts'
import { diskBlobs } from './blobs/disk.ts'
import { type Clock, databaseClock } from './clock.ts'
import type { Config } from './config.ts'
import type { Services } from './context.ts'
import { connect } from './db/connect.ts'
import type { Follower } from './feed/follow.ts'
import { postgresBus } from './feed/postgres-bus.ts'
import { settleOrder } from './feed/read.ts'
import { redisBus } from './feed/redis-bus.ts'
import { held } from './held.ts'
import { nameOnRedis } from './installation.ts'
import { type Log, openLog } from './log.ts'
import type { SecureDoor } from './tls/door.ts'

export interface OpenedServices extends Services {
  /** Where committed events go; the hub sets itself here. */
  deliverTo(listener: (events: EventFrame[]) => void): void
  /** What sends the frame of a signal to sockets; the hub sets itself here. Without one, it goes to the other processes alone. */
  broadcastWith(send: (topic: string, frame: string) => void): void
  /** Says how this process answers over HTTPS; what serves it sets itself here. */
  answersSecurelyAt(door: SecureDoor): void
  close(): Promise<void>
}

export interface ServicesOptions {
  config: Config
  databaseUrl: string
  /** For the database to show who is connected: `lectern-api`. */
  name: string
  log?: Log
  /** What features do when other features' events happen; `api/features.ts`, `worker/features.ts`. */
  followers: readonly Follower[]
  /** For tests; the database's clock when left out. */
  now?: () => Date
}

/** Opens what a process of the product needs: database, bus, blobs, log, clock. */
export const openServices = async (options: ServicesOptions): Promise<OpenedServices> => {
  const { config, databaseUrl, name } = options
  const log = (options.log ?? openLog(config.logLevel)).with({ process: name })
  const processId = `${name}-${randomUUID()}`
  const connection = connect(databaseUrl, { max: config.databasePool, name })
  await settleOrder(connection.db)
  const clock: Clock = options.now ? { now: options.now, stop: () => {} } : await databaseClock(connection)
  const postgres = postgresBus(connection, { url: databaseUrl, processId, log })
  const bus = config.redisUrl
    ? await redisBus({
        url: config.redisUrl,
        channel: await nameOnRedis(connection),
        processId,
        log,
        fallback: postgres,
      })
    : postgres
  let deliver: (events: EventFrame[]) => void = () => {}
  let send = (topic: string, frame: string): void => bus.signal(topic, frame)
  let secureDoor: SecureDoor | null = null
  return {
    config,
    connection,
    bus,
    blobs: diskBlobs(join(config.dataDir, 'blobs')),
    log,
    now: clock.now,
    processId,
    followers: options.followers,
    onCommitted: (events) => deliver(events),
    deliverTo: (listener) => {
      deliver = listener
    },
    broadcast: (topic, { name, payload: schema }, value, by = null) => {
      const payload = held({ config, log }, name, schema, value)
      send(topic, JSON.stringify({ t: 'signal', topic, name, by, payload } satisfies ServerFrame))
    },
    broadcastWith: (sender) => {
      send = sender
    },
    secureDoor: () => secureDoor,
    answersSecurelyAt: (door) => {
      secureDoor = door
    },
    close: async () => {
      clock.stop()
      await bus.close()
      await connection.close()
    },
  }
}
