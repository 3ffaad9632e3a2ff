import { createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { StartProblem } from '#platform/start-problem.ts'

/** Tries to listen; the system's error code when that does not work. */
const tryListening = (port: number, host: string): Promise<string | null> =>
  new Promise((answer) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => answer(error.code ?? 'EUNKNOWN'))
    probe.listen(port, host, () => probe.close(() => answer(null)))
  })

const sentence = (code: string, port: number, host: string, variable: string): string => {
  if (code === 'EADDRINUSE')
    return `Port ${port} is in use by another program: stop that one, or choose another port, such as ${variable}=${port < 65_535 ? port + 1 : 3000} npm start.`
  if (code === 'EACCES')
    return `This account may not listen on port ${port}: choose one above 1023 with ${variable}.`
  return `HOST is "${host}", where this machine cannot listen (${code}): use one of its own addresses, or leave HOST out.`
}

/**
 * Makes sure that the port is free before anything is started. `waitMs` is how long a port may stay busy, for what a
 * killed predecessor left behind; `variable` is what sets it. Throws `StartProblem`.
 */
export const ensurePortFree = async (
  port: number,
  host: string,
  waitMs = 0,
  variable = 'PORT',
): Promise<void> => {
  const deadline = Date.now() + waitMs
  while (true) {
    const code = await tryListening(port, host)
    if (code === null) return
    if (code !== 'EADDRINUSE' || Date.now() >= deadline)
      throw new StartProblem(sentence(code, port, host, variable))
    await pause(100)
  }
}
