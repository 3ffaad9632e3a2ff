/** Why a tool cannot go on, in one sentence that says what to do; printed without a stack. */
export class Problem extends Error {
  name = 'Problem'
}
