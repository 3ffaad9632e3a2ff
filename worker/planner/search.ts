import {
  failSearch,
  findImpossible,
  finishSearch,
  markSearch,
  type StartedSearch,
  startSearch,
} from '#api/planner/search-run.ts'
import { searchTimetable as searchJob } from '#domain/planner/contract.ts'
import { Problem } from '#domain/problem.ts'
import type { Fact } from '#domain/timetable/facts/choices.ts'
import { factsOf } from '#domain/timetable/facts.ts'
import type { Progress } from '#domain/timetable/search.ts'
import type { Context } from '#platform/context.ts'
import { handler, type Run } from '#platform/queue/run.ts'
import { searchInThreads } from '../timetable/portfolio.ts'

/** Milliseconds between two words about progress. */
const TELL_EVERY = 700

/** Tells how far a search is, now and then, and calls it off when somebody asked for that. */
const startTelling = (
  ctx: Context,
  run: Run,
  { timetableId, seconds }: StartedSearch,
  stop: AbortController,
) => {
  let latest: Progress | null = null
  const tell = async () => {
    const told = latest
    latest = null
    const percent = told && Math.min(99, told.spent * 100)
    if (percent !== null) await run.progress(percent)
    const point = told && {
      seconds: Math.round(told.spent * seconds * 10) / 10,
      hard: told.hard,
      soft: told.soft,
    }
    if ((await markSearch(ctx, timetableId, point && { percent: percent ?? 0, point })).stop) stop.abort()
  }
  let telling = tell()
  // What fails here (another worker took over) ends the search, and `end` says why.
  telling.catch(() => stop.abort())
  const timer = setInterval(() => {
    telling = telling.then(tell)
    telling.catch(() => stop.abort())
  }, TELL_EVERY)
  return {
    onProgress: (progress: Progress) => {
      latest = progress
    },
    end: () => {
      clearInterval(timer)
      return telling
    },
  }
}

/** What makes an instance impossible; one whose rules make no sense says so by its own code. */
const impossible = (search: StartedSearch): Fact[] => {
  if (search.instance.days === 0) throw new Problem('conflict', { code: 'no-bells' })
  if (search.instance.courses.length === 0) throw new Problem('conflict', { code: 'no-teachings' })
  return factsOf(search.instance)
}

const search = async (ctx: Context, started: StartedSearch, run: Run): Promise<void> => {
  const facts = impossible(started)
  if (facts.length > 0) {
    const plain = facts.map((fact) => ({ ...fact, who: [...fact.who], courses: [...fact.courses] }))
    return run.finish((tx) => findImpossible(tx, started, plain))
  }
  const stop = new AbortController()
  const { onProgress, end } = startTelling(ctx, run, started, stop)
  const { timetable } = await searchInThreads(started.instance, {
    seed: started.seed,
    limit: { seconds: started.seconds },
    from: started.from,
    onProgress,
    signal: stop.signal,
  }).finally(end)
  await run.finish((tx) => finishSearch(tx, started, timetable))
}

/** Searches the timetable that somebody asked for, in a thread of its own. */
export const searchTimetable = handler(
  searchJob,
  async (ctx, { timetableId }, run) => {
    const started = await startSearch(ctx, timetableId)
    if (!started) return
    try {
      await search(ctx, started, run)
    } catch (error) {
      // What the facts say does not change by trying again.
      if (!(error instanceof Problem)) throw error
      await run.finish((tx) => failSearch(tx, timetableId, error.details.code ?? 'invalid'))
    }
  },
  (tx, { timetableId }) => failSearch(tx, timetableId, 'internal'),
)
