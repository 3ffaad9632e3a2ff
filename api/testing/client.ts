import type * as z from 'zod/mini'
import { type Endpoint, type InputOf, type OutputOf, type ParamsOf, pathOf } from '#domain/contract.ts'
import type { ProblemBody } from '#domain/problem.ts'
import { Socket } from './socket.ts'

type AnyEndpoint = Endpoint<string, z.core.$ZodType, z.core.$ZodType>

/** What the API answered when it refused. */
export class Refused extends Error {
  readonly status: number
  readonly body: ProblemBody

  constructor(status: number, body: ProblemBody) {
    super(`${status} ${body.code ?? body.type} ${JSON.stringify(body.errors ?? '')}`)
    this.status = status
    this.body = body
  }
}

/** Speaks to the API as a browser does: cookie, origin, JSON. */
export class Client {
  readonly url: string
  readonly token: string | null
  private readonly apiToken: string | undefined

  /** With an API token in place of a session it is a program. */
  constructor(url: string, token: string | null, apiToken?: string) {
    this.url = url
    this.token = token
    this.apiToken = apiToken
  }

  headers(): Record<string, string> {
    if (this.apiToken) return { authorization: `Bearer ${this.apiToken}` }
    return { origin: this.url, ...(this.token ? { cookie: `session=${this.token}` } : {}) }
  }

  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(this.url + path, {
      redirect: 'manual',
      ...init,
      headers: { ...this.headers(), ...(init.headers as Record<string, string>) },
    })
  }

  /** Calls an endpoint and checks the answer against the contract; throws `Refused`. */
  async call<E extends AnyEndpoint>(entry: E, params: ParamsOf<E>, input: InputOf<E>): Promise<OutputOf<E>> {
    const inQuery = entry.method === 'GET' || entry.method === 'DELETE'
    const path = pathOf(entry.path, params as Record<string, string>)
    const pairs = Object.entries((input ?? {}) as Record<string, unknown>).filter(
      ([, value]) => value !== undefined,
    )
    const query =
      inQuery && pairs.length > 0 ? `?${new URLSearchParams(pairs.map(([k, v]) => [k, String(v)]))}` : ''
    const response = await this.fetch(path + query, {
      method: entry.method,
      headers: inQuery ? {} : { 'content-type': 'application/json' },
      body: inQuery ? undefined : JSON.stringify(input),
    })
    if (!response.ok) throw new Refused(response.status, (await response.json()) as ProblemBody)
    const output = (entry.output as z.ZodMiniType).parse(await response.json())
    return output as OutputOf<E>
  }

  /** The status with which a call is refused, or 200. */
  async status<E extends AnyEndpoint>(entry: E, params: ParamsOf<E>, input: InputOf<E>): Promise<number> {
    try {
      await this.call(entry, params, input)
      return 200
    } catch (error) {
      if (error instanceof Refused) return error.status
      throw error
    }
  }

  /** Opens a real WebSocket as this person. */
  socket(): Promise<Socket> {
    return Socket.open(`${this.url.replace('http', 'ws')}/api/socket`, this.headers())
  }
}
