import { changePlannerFacts, getPlannerFacts, plannerFactsChanged } from '#domain/planner/contract.ts'
import type { FactChanges, PlannerFacts } from '#domain/planner/facts.ts'
import { topicOf } from '#domain/realtime.ts'
import { useMe } from '../accounts/session.ts'
import { call } from '../call.ts'
import { createLive } from '../realtime/live.ts'
import { createTurn } from '../turn.ts'
import { toastProblem } from '../ui/Toast.tsx'

/** What timetables are made from, live: two planners see each other's rows as they are written. */
export const createPlannerFacts = () => {
  const me = useMe()
  const school = () => topicOf('school', me().school.id)
  const turn = createTurn()
  const live = createLive<string, PlannerFacts>({
    source: school,
    fetch: (_school, signal) => call(getPlannerFacts, {}, {}, { signal }),
    topics: () => [school()],
    wants: (event) => event.name === plannerFactsChanged.name,
  })
  return {
    ...live,
    /** Writes rows; what is refused is said, and the rows are shown as they are. */
    change: (changes: FactChanges): Promise<boolean> =>
      turn(async () => {
        try {
          await call(changePlannerFacts, {}, changes)
          await live.refetch()
          return true
        } catch (problem) {
          toastProblem(problem)
          await live.refetch()
          return false
        }
      }),
  }
}
export type LiveFacts = ReturnType<typeof createPlannerFacts>
