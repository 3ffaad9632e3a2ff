import { randomUUID } from 'node:crypto'

/** A plain client of the API for stories that are not about screens. */
export class Api {
  readonly url: string
  readonly token: string

  constructor(url: string, token: string) {
    this.url = url
    this.token = token
  }

  async send<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
    const response = await fetch(this.url + path, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal,
    })
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    return (await response.json()) as T
  }

  /** Makes a session by one request and exchanges it for a token. */
  static async begin(url: string, path: string, body: unknown): Promise<Api> {
    const headers = { origin: url, 'content-type': 'application/json' }
    const response = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) })
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? ''
    const answer = await fetch(`${url}/api/me/tokens`, {
      method: 'POST',
      headers: { ...headers, cookie },
      body: JSON.stringify({ name: `e2e ${randomUUID()}` }),
    })
    return new Api(url, ((await answer.json()) as { token: string }).token)
  }
}

/** Sets the school up through the API, with the key of the printed link. */
export const setUpByApi = (url: string, link: string): Promise<Api> =>
  Api.begin(url, '/api/setup', {
    key: new URL(link).searchParams.get('key'),
    school: { name: 'Riverside School', locale: 'en', timeZone: 'Asia/Shanghai' },
    term: { name: 'Autumn 2026', startsOn: '2026-09-01', endsOn: '2027-01-31' },
    administrator: { displayName: 'Ada Owner', username: 'ada', password: 'a long password' },
  })

/** An id as a browser makes them. Random ids are valid ids too: order never comes from them. */
export const newId = (): string => randomUUID()
