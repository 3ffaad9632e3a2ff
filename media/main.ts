import { randomUUID } from 'node:crypto'
import { reportReady, reportRest, whenToldToStop } from '#platform/child.ts'
import { loadConfig } from '#platform/config.ts'
import { connect } from '#platform/db/connect.ts'
import { type Log, openLog } from '#platform/log.ts'
import { partOf } from '#platform/part.ts'
import { startPulse } from '#platform/pulse.ts'
import { type Relay, startRelay } from './server.ts'

const NAME = 'lectern-media'
/** With no room for this long it goes to rest: the next lesson wakes it. */
const REST_AFTER_MS = 10 * 60_000

/** Counts this process among those that run. A relay that is placed elsewhere has no database and is not counted. */
const startCounting = async (relay: Relay, databaseUrl: string | null, log: Log) => {
  if (!databaseUrl) return async () => {}
  const connection = connect(databaseUrl, { max: 1, name: NAME })
  const processId = `${NAME}-${randomUUID()}`
  const stop = await startPulse({ connection, processId, log }, partOf('media'), relay.figures)
  return async () => {
    await stop()
    await connection.close()
  }
}

const restWhenIdle = (relay: Relay): void => {
  let busyAt = performance.now()
  setInterval(() => {
    if (relay.figures().rooms > 0) busyAt = performance.now()
    else if (performance.now() - busyAt > REST_AFTER_MS) reportRest()
  }, 30_000).unref()
}

const reasonOf = (error: unknown) => (error instanceof Error ? error.stack : String(error))

/**
 * A bug ends the process and the supervisor starts another, as everywhere. What the library promised and did not keep is
 * of one person's connection: it is written down, and the lessons of all others go on.
 */
const endOnBug = (log: Log): void => {
  process.on('unhandledRejection', (error) => log.error('media.rejection', { error: reasonOf(error) }))
  process.on('uncaughtException', (error) => {
    log.error('bug', { error: reasonOf(error) })
    process.exit(1)
  })
}

const main = async () => {
  const config = loadConfig()
  const log = openLog(config.logLevel).with({ process: NAME })
  if (!config.appKey)
    throw new Error('APP_KEY is not set: use "npm start", or give the relay the key of the API.')
  const relay = await startRelay({
    ...config.mediaListen,
    key: config.appKey,
    // People who try it on one machine have no other address when there is no network.
    media: { ports: config.mediaPorts, alsoBind: ['127.0.0.1'], announce: config.mediaAddress },
    log,
  })
  const stopCounting = await startCounting(relay, config.databaseUrl, log)
  endOnBug(log)
  whenToldToStop(async () => {
    await relay.stop()
    await stopCounting()
  })
  restWhenIdle(relay)
  log.info('media.ready', { port: relay.port })
  reportReady({ port: relay.port })
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})
