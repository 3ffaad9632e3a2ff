import { loadActor } from '#api/accounts/session.ts'
import type { Actor } from '#domain/permission.ts'
import { instantOf, wallOf } from '#domain/time.ts'
import { type Context, type Services, systemContext } from '#platform/context.ts'

/** The demo school's zone: its bells ring by this clock. */
export const TIME_ZONE = 'Asia/Shanghai'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** Numbers from 0 to 1 that are the same for the same words every time (mulberry32 over an FNV-1a hash). */
export const dice = (words: string): (() => number) => {
  let state = 0x811c9dc5
  for (const character of words) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** One of the list, by a number from 0 to 1. */
export const oneOf = <T>(list: readonly T[], roll: number): T => {
  const found = list[Math.floor(roll * list.length)]
  if (found === undefined) throw new Error('nothing to choose from')
  return found
}

/**
 * The demo school's past is told with the product's own operations: each is called as the person who did it, at the
 * time it happened. This holds what time it is "now" and who is who.
 */
export class Story {
  readonly services: Services
  /** Everything before this moment has happened. */
  readonly now: Date
  private readonly today: string
  private readonly ids = new Map<string, string>()
  private readonly actors = new Map<string, Promise<Actor>>()

  constructor(services: Services) {
    this.services = services
    this.now = services.now()
    this.today = wallOf(this.now, TIME_ZONE).on
  }

  /** The date so many days from today, by the school's calendar. */
  date(days: number): string {
    return new Date(Date.parse(this.today) + days * DAY).toISOString().slice(0, 10)
  }

  /** Days from today to a weekday (1 is Monday) of this week, or of one `weeks` from it. */
  weekday(weekday: number, weeks = 0): number {
    const todays = new Date(this.today).getUTCDay() || 7
    return weekday - todays + 7 * weeks
  }

  /** `-12 19:40` is a day and a time by the school's clock, twelve days ago; `-35m` is 35 minutes ago. */
  at(when: string): Date {
    const minutes = /^(-?\d+)m$/.exec(when)
    if (minutes) return new Date(this.now.getTime() + Number(minutes[1]) * MINUTE)
    const [days = '0', time = '00:00'] = when.split(' ')
    return instantOf({ on: this.date(Number(days)), at: time }, TIME_ZONE)
  }

  /** Notes who has which account. */
  meet(username: string, accountId: string): void {
    this.ids.set(username, accountId)
  }

  idOf(username: string): string {
    const id = this.ids.get(username)
    if (!id) throw new Error(`nobody is called ${username}`)
    return id
  }

  /** A context without an actor, at a time of the story. */
  system(at: Date): Context {
    return { ...systemContext(this.services), now: () => at }
  }

  /** The context of a person at a time of the story. Rights are read once: the classes are filled before anybody acts. */
  async as(username: string, at: Date): Promise<Context> {
    const id = this.idOf(username)
    const loading = this.actors.get(id) ?? this.load(id)
    this.actors.set(id, loading)
    return { ...this.system(at), actor: await loading }
  }

  private async load(accountId: string): Promise<Actor> {
    const actor = await loadActor(this.services, accountId)
    if (!actor) throw new Error('the account is gone')
    return actor
  }
}

/** Works on several things at once, so that the database is not idle while this process thinks. */
export const inParallel = async <T>(
  things: readonly T[],
  work: (thing: T) => Promise<unknown>,
): Promise<void> => {
  const waiting = [...things]
  const one = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await work(next)
  }
  await Promise.all([one(), one(), one()])
}

/** A moment some minutes from another. */
export const minutesFrom = (at: Date, minutes: number): Date => new Date(at.getTime() + minutes * MINUTE)
