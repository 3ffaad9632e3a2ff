import * as z from 'zod/mini'

/** Where a page begins: what the page before called `next`. */
export const cursor = z.optional(z.string().check(z.maxLength(400)))

/** How many rows a page may have; 50 unless said. */
export const pageSize = (most: number) =>
  z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(most)), Math.min(50, most))
