import type { Hono, Context as HttpContext } from 'hono'
import type * as z from 'zod/mini'
import type { Endpoint, OutputOf, ParamsOf, ParsedInputOf, PayloadOf, Signal } from '#domain/contract.ts'
import type { TopicKind } from '#domain/realtime.ts'
import type { Context, Services } from '#platform/context.ts'
import type { Follower } from '#platform/feed/follow.ts'
import type { FileReader } from './files/access.ts'
import type { InboxSource } from './today/inbox.ts'
import type { TodayCard } from './today/part.ts'

/** What the doors of the product know of each request. */
export interface HttpEnv {
  /**
   * `sessionEnded`: the cookie names a session that somebody ended. `rightsHeard`: what the hub had heard of rights before
   * the session of a socket was looked up.
   */
  Variables: { ctx: Context; requestId: string; sessionEnded?: boolean; rightsHeard?: number }
  Bindings: { incoming: import('node:http').IncomingMessage; outgoing: import('node:http').ServerResponse }
}

export type Http = HttpContext<HttpEnv>

/** One endpoint of the contract and what answers it. */
export interface Route {
  endpoint: Endpoint
  handle(
    ctx: Context,
    request: { params: Record<string, string>; input: unknown; http: Http },
  ): Promise<unknown>
}

/** Binds an endpoint to an operation; types come from the contract. */
export const route = <E extends Endpoint<string, z.core.$ZodType, z.core.$ZodType>>(
  endpoint: E,
  handle: (
    ctx: Context,
    request: { params: ParamsOf<E>; input: ParsedInputOf<E>; http: Http },
  ) => Promise<OutputOf<E>>,
): Route => ({ endpoint, handle: handle as Route['handle'] })

/** One open socket as features see it. */
export interface SocketConnection {
  readonly id: string
  /** The account's context at this moment: its actor changes when its rights do. */
  context(): Context
  readonly open: boolean
}

/** Who may listen to a kind of topic, and what happens when somebody does. */
export interface TopicRule {
  /** Throws a `Problem` when the actor may not listen. Asked on subscribing and whenever the actor's rights change. */
  check(ctx: Context, id: string): Promise<unknown>
  joined?(ctx: Context, id: string, connection: SocketConnection): Promise<void>
  left?(ctx: Context, id: string, connection: SocketConnection): Promise<void>
}

/** What answers a signal on a kind of topic; only subscribers of the topic may send one. */
export interface SignalRule {
  topic: TopicKind
  signal: Signal
  handle(ctx: Context, id: string, payload: unknown, connection: SocketConnection): Promise<unknown>
}

export const onSignal = <S extends Signal<z.core.$ZodType, z.core.$ZodType>>(
  topic: TopicKind,
  signal: S,
  handle: (ctx: Context, id: string, payload: PayloadOf<S>, connection: SocketConnection) => Promise<unknown>,
): SignalRule => ({ topic, signal, handle: handle as SignalRule['handle'] })

/**
 * Everything a feature offers: its value stands in `api/FEATURE/routes.ts` and is named once, in `api/features.ts`. What
 * the product does with all features is derived from that list. Who may pass its doors stands beside it, in
 * `access.cases.ts`; its background work in `worker/FEATURE/feature.ts`.
 */
export interface Feature {
  /** The name of its folder in `domain`, `api`, `worker` and `web`. */
  name: string
  routes: Route[]
  /** Uploads, downloads and other doors that are not JSON. */
  raw?(app: Hono<HttpEnv>, services: Services): void
  topics?: Partial<Record<TopicKind, TopicRule>>
  signals?: SignalRule[]
  /** What it has to say to somebody's day. */
  today?: TodayCard[]
  /** What it brings to somebody's inbox. */
  inbox?: InboxSource[]
  /** Who may read the files that are attached to what is its own. */
  readers?: FileReader[]
  /** What it does because of another feature's event, in the same commit. */
  follows?: Follower[]
  /** An account's rights or sessions are others now, wherever they were changed: for what it keeps open for people. */
  rightsChanged?(accountId: string): void
  /** Runs when the process stops, before the database closes. */
  stop?(): Promise<void>
}
