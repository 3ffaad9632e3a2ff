import { exitOnBug, reportReady, whenToldToStop } from '#platform/child.ts'
import { loadConfig } from '#platform/config.ts'
import { nameOnRedis } from '#platform/installation.ts'
import { partOf } from '#platform/part.ts'
import { startPulse } from '#platform/pulse.ts'
import { startWorker } from '#platform/queue/run.ts'
import { openServices } from '#platform/services.ts'
import { startDemo } from './demo/demo.ts'
import { followers, jobs } from './features.ts'
import { startSchedule } from './schedule.ts'

const main = async () => {
  const config = loadConfig()
  if (!config.databaseUrl)
    throw new Error('DATABASE_URL is not set: use "npm start", or set it to start the worker alone.')
  const services = await openServices({
    config,
    databaseUrl: config.databaseUrl,
    name: 'lectern-worker',
    followers,
  })
  const options = {
    databaseUrl: config.databaseUrl,
    redis: config.redisUrl ? { url: config.redisUrl, name: await nameOnRedis(services.connection) } : null,
    log: services.log,
    concurrency: config.workerConcurrency,
  }
  // Before jobs and chores: they would take the demo's past for the present.
  const demo = config.demo ? await startDemo(services) : null
  const worker = startWorker(services, options, jobs)
  const stopSchedule = startSchedule(services)
  exitOnBug((error) =>
    services.log.error('bug', { error: error instanceof Error ? error.stack : String(error) }),
  )
  const stopPulse = await startPulse(services, partOf('worker'), () => ({ takesJobs: worker.able ? 1 : 0 }))
  whenToldToStop(async () => {
    stopSchedule()
    await demo?.stop()
    await worker.close()
    await stopPulse()
    await services.close()
  })
  services.log.info('worker.ready')
  reportReady({ notes: demo?.notes })
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})
