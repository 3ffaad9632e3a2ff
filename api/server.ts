import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { exitOnBug, reportReady, whenToldToStop } from '#platform/child.ts'
import { loadConfig } from '#platform/config.ts'
import { systemContext } from '#platform/context.ts'
import { openLog } from '#platform/log.ts'
import { addressOf } from '#platform/network-address.ts'
import { partOf } from '#platform/part.ts'
import { startPulse } from '#platform/pulse.ts'
import { openServices } from '#platform/services.ts'
import { openCertificate } from '#platform/tls/certificate.ts'
import { securePortOf } from '#platform/tls/port.ts'
import { features, followers } from './features.ts'
import { setUpKeyOf } from './school/routes.ts'
import { firstSchool } from './school/school.ts'
import { startApi } from './serve.ts'

/** The folder with package.json, whether this runs from its source or from dist/. */
const root = (() => {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder)
  return folder
})()

const main = async () => {
  const config = loadConfig()
  if (!config.databaseUrl)
    throw new Error('DATABASE_URL is not set: use "npm start", or set it to start the API alone.')
  const version: string = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version
  const securePort = securePortOf(config)
  // On the first start one is made, while the database is opened.
  const opening =
    securePort === null
      ? null
      : openCertificate(config, openLog(config.logLevel).with({ process: 'lectern-api' }))
  opening?.catch(() => {})
  const services = await openServices({
    config,
    databaseUrl: config.databaseUrl,
    name: 'lectern-api',
    followers,
  })
  const certificate = await opening
  const api = await startApi({
    services,
    features,
    version,
    port: config.port,
    host: config.host,
    secure: certificate && securePort !== null ? { port: securePort, certificate } : undefined,
    webRoot: join(root, 'web/dist'),
  })
  const school = await firstSchool(systemContext(services))
  // The link is opened on whatever machine has a browser, which is often not this one.
  const address = config.baseUrl ?? `http://${addressOf(config.host) ?? 'localhost'}:${api.port}`
  // The demo's school is made by the worker.
  const setupUrl = school || config.demo ? undefined : `${address}/setup?key=${setUpKeyOf(services)}`
  exitOnBug((error) =>
    services.log.error('bug', { error: error instanceof Error ? error.stack : String(error) }),
  )
  const stopPulse = await startPulse(services, partOf('api'), () => ({ sockets: api.hub.connections.size }))
  whenToldToStop(async () => {
    certificate?.close()
    await api.stop()
    await stopPulse()
    await services.close()
  })
  services.log.info('api.ready', { port: api.port, securePort: api.securePort })
  reportReady({ port: api.port, securePort: api.securePort ?? undefined, setupUrl })
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})
