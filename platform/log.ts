/** JSON lines for an operator at night: one a request and a job. Never names, messages, grades, tokens. */

export const LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const
export type Level = (typeof LEVELS)[number]
export type Fields = Record<string, unknown>

export interface Log {
  debug(event: string, fields?: Fields): void
  info(event: string, fields?: Fields): void
  warn(event: string, fields?: Fields): void
  error(event: string, fields?: Fields): void
  /** A log that adds these fields to every line. */
  with(fields: Fields): Log
}

const SECRET = /cookie|authorization|token|password|secret|(^|_)key$|samlresponse/i

const redact = (fields: Fields): Fields =>
  Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [key, SECRET.test(key) ? '[redacted]' : value]),
  )

/** Writes lines of at least `level`; a line is one JSON object, so a line break inside a value cannot forge one. */
export const openLog = (
  level: Level,
  write: (line: string) => void = (line) => process.stdout.write(line),
  base: Fields = {},
): Log => {
  const least = LEVELS.indexOf(level)
  const at =
    (name: Level) =>
    (event: string, fields: Fields = {}) => {
      if (LEVELS.indexOf(name) < least) return
      write(
        `${JSON.stringify({ at: new Date().toISOString(), level: name, event, ...base, ...redact(fields) })}\n`,
      )
    }
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    with: (fields) => openLog(level, write, { ...base, ...redact(fields) }),
  }
}
