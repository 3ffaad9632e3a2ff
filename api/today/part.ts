import type { Today } from '#domain/today/contract.ts'
import type { Context } from '#platform/context.ts'

/** What one feature says of the day: some of its lists, and how many more there are of each. */
export type TodayPart = Partial<Omit<Today, 'more'>> & { more?: Partial<Today['more']> }

/** What a feature has to say to the caller's day: it asks its own tables, under its own rules. `whole` wants all rows. */
export type TodayCard = (ctx: Context, whole: boolean) => Promise<TodayPart>

/** The first rows of a list that is there as a whole, all of them when that was asked for, and how many more there are. */
export const firstOf = <Row>(rows: readonly Row[], most: number, whole: boolean) => {
  const shown = whole ? [...rows] : rows.slice(0, most)
  return { shown, more: rows.length - shown.length }
}

/** How many more rows there are than a query answered that counted them (`count(*) over ()`) before its limit. */
export const restOf = (rows: readonly { total: number }[]): number => (rows[0]?.total ?? 0) - rows.length
