import pg from 'pg'

/** A statement as it went to the database. */
export interface Statement {
  text: string
  values: unknown[]
}

type Query = (this: pg.Client, config: unknown, ...rest: unknown[]) => unknown

/**
 * Writes down every statement that this process sends from now on, but for the frames of transactions. `take` gives what
 * was written since the last time; `stop` ends it.
 */
export const recordStatements = () => {
  // The driver's types have six forms of the one method; it is only passed through here.
  const client = pg.Client.prototype as unknown as { query: Query }
  const { query } = client
  let found: Statement[] = []
  client.query = function (config, ...rest) {
    if (typeof config === 'object' && config !== null && 'text' in config) {
      const { text, values = [] } = config as { text: string; values?: unknown[] }
      if (!/^(begin|commit|rollback|start transaction|set )/i.test(text)) found.push({ text, values })
    }
    return query.call(this, config, ...rest)
  }
  return {
    take: () => {
      const taken = found
      found = []
      return taken
    },
    stop: () => {
      client.query = query
    },
  }
}

const literal = (value: unknown): string => {
  if (value === null || value === undefined) return 'null'
  if (Buffer.isBuffer(value)) return `'\\x${value.toString('hex')}'`
  return pg.escapeLiteral(String(value))
}

interface Plan {
  'Node Type': string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  'Rows Removed by Index Recheck'?: number
  'Relation Name'?: string
  Plans?: Plan[]
}

/** Rows that the scans of a plan looked at, whether they passed on or not. */
const rowsOf = (plan: Plan): number => {
  const own =
    plan['Relation Name'] === undefined
      ? 0
      : (plan['Actual Rows'] +
          (plan['Rows Removed by Filter'] ?? 0) +
          (plan['Rows Removed by Index Recheck'] ?? 0)) *
        plan['Actual Loops']
  return own + (plan.Plans ?? []).reduce((sum, child) => sum + rowsOf(child), 0)
}

/**
 * How many rows of tables a statement reads when it is run once more, and nothing of it stays. Both ways in which
 * PostgreSQL may plan a prepared statement are tried, for its own values and once for all: the worse one counts. In a
 * small school reading a whole table is the right plan and says nothing: `by-index` asks what a way by indexes would read.
 */
export const rowsRead = async (
  url: string,
  statements: readonly Statement[],
  how: 'as-planned' | 'by-index' = 'as-planned',
): Promise<number[]> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  if (how === 'by-index')
    await client.query('set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off')
  const counts: number[] = []
  try {
    for (const { text, values } of statements) {
      const worst: number[] = []
      for (const mode of ['force_custom_plan', 'force_generic_plan']) {
        await client.query(`begin; set local plan_cache_mode = ${mode}; prepare looked_at as ${text}`)
        const given = values.length === 0 ? '' : `(${values.map(literal).join(', ')})`
        const { rows } = await client.query(
          `explain (analyze, timing off, summary off, format json) execute looked_at${given}`,
        )
        worst.push(rowsOf(rows[0]['QUERY PLAN'][0].Plan))
        await client.query('rollback; deallocate looked_at')
      }
      counts.push(Math.max(...worst))
    }
  } finally {
    await client.end()
  }
  return counts
}
