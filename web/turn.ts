/**
 * Sends requests one after the other, in the order in which their person acted: for those whose order decides what holds
 * in the end. One that is refused holds up none after it.
 */
export const createTurn = () => {
  let last: Promise<unknown> = Promise.resolve()
  return <Answer>(send: () => Promise<Answer>): Promise<Answer> => {
    const sent = last.then(send)
    last = sent.catch(() => {})
    return sent
  }
}
