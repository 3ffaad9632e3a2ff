/**
 * Why the program cannot start, in one sentence that also says what to do. It is printed as it stands, without a
 * stack: whoever reads it can put it right without knowing the code.
 */
export class StartProblem extends Error {
  override name = 'StartProblem'
}
