import { setTimeout as pause } from 'node:timers/promises'
import { type Embedded, type EmbeddedOptions, startEmbedded } from '#platform/db/embedded.ts'
import { restartDelay } from './child.ts'

/** An embedded database that is started again when it ends unasked. */
export interface KeptDatabase {
  /** As its owner. */
  url: string
  /** As the role of the program. */
  appUrl: string
  stop(mode?: 'fast' | 'immediate'): Promise<void>
}

export interface KeeperOptions extends EmbeddedOptions {
  /** Told when it ended unasked. */
  onDeath(): void
  /** Told when it runs again. */
  onReturn(appUrl: string): void
}

const STEADY_MS = 10_000

/**
 * Starts the embedded database and keeps it running. The API and the worker stay up meanwhile: their connections come
 * back by themselves, for the database comes back on the same port unless that was taken in between.
 */
export const keepDatabase = async (options: KeeperOptions): Promise<KeptDatabase> => {
  let stopping = false
  let deaths = 0
  let startedAt = 0
  let returning: Promise<void> = Promise.resolve()

  const watch = (started: Embedded) => {
    server = started
    startedAt = Date.now()
    started.watch(() => {
      returning = comeBack()
    })
  }
  const tellWhy = (error: unknown): null => {
    options.log?.(error instanceof Error ? error.message : String(error))
    return null
  }
  const comeBack = async () => {
    options.onDeath()
    deaths = Date.now() - startedAt < STEADY_MS ? deaths + 1 : 1
    let worked = true
    while (!stopping) {
      await pause(restartDelay(deaths, worked))
      const started = stopping ? null : await startEmbedded(options).catch(tellWhy)
      if (started) {
        watch(started)
        options.onReturn(started.appUrl)
        return
      }
      deaths++
      worked = false
    }
  }

  let server = await startEmbedded(options)
  watch(server)
  return {
    get url() {
      return server.url
    },
    get appUrl() {
      return server.appUrl
    },
    stop: async (mode = 'fast') => {
      stopping = true
      await returning
      await server.stop(mode)
    },
  }
}
