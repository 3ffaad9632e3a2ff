import type { EventFrame } from '#domain/realtime.ts'
import type { Client } from './client.ts'
import type { Socket } from './socket.ts'

export interface Watched<State> {
  client: Client
  /** Every topic whose events the state follows. */
  topics: string[]
  fetch(): Promise<State>
  apply(state: State, event: EventFrame): State
}

/** The topic's newest number, asked by a socket of its own so that the watching one is not disturbed. */
const headOf = async (client: Client, topic: string): Promise<number> => {
  const socket = await client.socket()
  const answer = await socket.subscribe(topic)
  socket.close()
  if (answer.t !== 'subscribed') throw new Error(`may not listen to ${topic}: ${JSON.stringify(answer)}`)
  return answer.no
}

const untilAt = async (socket: Socket, topic: string, from: number, head: number): Promise<void> => {
  if (head > from)
    await socket.until((frame) => frame.t === 'event' && frame.topic === topic && frame.no === head)
}

/**
 * The promise behind every live screen: the state that was fetched before an operation, with the events that came over
 * the socket applied to it, equals the state fetched after it. Returns both and the events, to be compared by the test.
 */
export const sameState = async <State>(
  watched: Watched<State>,
  operation: () => Promise<unknown>,
): Promise<{ applied: State; fetched: State; events: EventFrame[] }> => {
  const { client, topics, fetch, apply } = watched
  const socket = await client.socket()
  const from = new Map<string, number>()
  for (const topic of topics) {
    const answer = await socket.subscribe(topic)
    if (answer.t !== 'subscribed') throw new Error(`may not listen to ${topic}: ${JSON.stringify(answer)}`)
    from.set(topic, answer.no)
  }
  const before = await fetch()
  await operation()
  for (const topic of topics) await untilAt(socket, topic, from.get(topic) ?? 0, await headOf(client, topic))
  const events = socket.frames.filter((frame): frame is EventFrame => frame.t === 'event')
  socket.close()
  return { applied: events.reduce(apply, before), fetched: await fetch(), events }
}
