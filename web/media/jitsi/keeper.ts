import type { JitsiCommand } from '#domain/lectures/jitsi/contract.ts'
import { type Floor, type FloorState, hasFloor, NO_FLOOR } from '#domain/lectures/media/floor.ts'

type Medium = 'audio' | 'video'
const MEDIA = [
  ['microphone', 'audio'],
  ['camera', 'video'],
] as const

const APPROVE = { audio: 'askToUnmute', video: 'approveVideo' } as const

/** What of oneself is sent now, as the meeting page says. */
export interface Sending {
  microphone: boolean
  camera: boolean
  screen: boolean
}

/**
 * Keeps a meeting to the lesson's floor, as far as a deployment can be kept: whoever leads gives a moderator's commands,
 * everybody else turns off what they may not send. Pure but for the commands it gives.
 */
export class FloorKeeper {
  private readonly command: (name: JitsiCommand, ...data: unknown[]) => void
  private readonly me: { accountId: string; moderator: boolean }
  private floor: FloorState = NO_FLOOR
  /** Whether a medium was open when it was last looked at. */
  private readonly open = new Map<Floor, boolean>()
  /** What was done for or against somebody, so that it is done once. */
  private readonly done = new Set<string>()
  private sending: Sending = { microphone: false, camera: false, screen: false }
  /** Account by participant. */
  private readonly people = new Map<string, string>()

  constructor(
    me: { accountId: string; moderator: boolean },
    command: (name: JitsiCommand, ...data: unknown[]) => void,
  ) {
    this.me = me
    this.command = command
  }

  came(participant: string, accountId: string): void {
    this.people.set(participant, accountId)
    this.keep()
  }

  /** Said twice by some deployments: the second time changes nothing. */
  went(participant: string): void {
    this.people.delete(participant)
    for (const key of this.done) if (key.startsWith(`${participant} `)) this.done.delete(key)
  }

  sends(change: Partial<Sending>): void {
    this.sending = { ...this.sending, ...change }
    this.keep()
  }

  keepTo(floor: FloorState): void {
    this.floor = floor
    this.keep()
  }

  private keep(): void {
    if (this.me.moderator) for (const [floor, medium] of MEDIA) this.moderate(floor, medium)
    else this.obey()
  }

  private moderate(floor: Floor, medium: Medium): void {
    const { open, except } = this.floor[floor]
    this.rule(floor, medium, open)
    for (const [participant, accountId] of this.people)
      if (except.includes(accountId)) this.except(participant, medium, open)
      else if (this.done.delete(`${participant} ${medium}`) && !open) this.refuse(participant, medium)
  }

  /** What holds for all, when it has changed. */
  private rule(floor: Floor, medium: Medium, open: boolean): void {
    const before = this.open.get(floor)
    if (before === open) return
    this.open.set(floor, open)
    // What the last rule did for somebody says nothing about this one.
    for (const key of this.done) if (key.endsWith(` ${medium}`)) this.done.delete(key)
    if (before !== undefined || !open) this.command('toggleModeration', !open, medium)
    // At the first look others may have the floor already, and speak.
    if (before) this.command('muteEveryone', medium)
  }

  /** For whom it is the other way round. */
  private except(participant: string, medium: Medium, open: boolean): void {
    const key = `${participant} ${medium}`
    if (this.done.has(key)) return
    this.done.add(key)
    if (open) this.command('muteRemoteParticipant', participant, medium)
    else this.command(APPROVE[medium], participant)
  }

  private refuse(participant: string, medium: Medium): void {
    this.command('rejectParticipant', participant, medium)
    this.command('muteRemoteParticipant', participant, medium)
  }

  private obey(): void {
    const stop = (source: Floor, command: JitsiCommand) => {
      if (!this.sending[source] || hasFloor(this.floor, source, this.me)) return
      // These turn over: given twice before the page has said so, the second would turn it on again.
      this.sending = { ...this.sending, [source]: false }
      this.command(command)
    }
    stop('microphone', 'toggleAudio')
    stop('camera', 'toggleVideo')
    stop('screen', 'toggleShareScreen')
  }
}
