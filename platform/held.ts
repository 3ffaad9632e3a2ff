import type * as z from 'zod/mini'
import { heldTo } from '#domain/held.ts'
import type { Config } from './config.ts'
import type { Log } from './log.ts'

/** Something left the program that its contract does not name, or not so. */
export class OffContract extends Error {
  override name = 'OffContract'
}

/**
 * What may leave the program of a value: what its contract names. In tests and development anything else is an error,
 * and so is a value of another form; in production what is not named is left out, and the log says where.
 */
export const held = (
  { config, log }: { config: Pick<Config, 'env'>; log: Log },
  what: string,
  schema: z.core.$ZodType,
  value: unknown,
): unknown => {
  const { value: kept, strays } = heldTo(schema, value)
  if (config.env === 'production') {
    if (strays.length > 0) log.error('contract.stray', { what, paths: strays.slice(0, 20) })
    return kept
  }
  if (strays.length > 0) throw new OffContract(`${what} does not name ${strays.slice(0, 5).join(', ')}`)
  const { error } = (schema as z.ZodMiniType).safeParse(kept)
  if (error) {
    const [issue] = error.issues
    throw new OffContract(`${what} has another form at ${issue?.path.join('.')}: ${issue?.message}`)
  }
  return kept
}
