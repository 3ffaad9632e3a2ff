import 'reflect-metadata'
import { randomUUID, webcrypto } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { X509CertificateGenerator } from '@peculiar/x509'
import { meetingPage } from './jitsi-page.ts'
import { type Believes, verdictOf } from './jitsi-token.ts'

/**
 * A stand-in for a Jitsi deployment, and no Jitsi: it has the address, the token's rules, the envelope and the names of one,
 * and no sound or picture between people. It is strict: what a deployment would pass over in silence is a fault here.
 */

const MODERATORS_ONLY = new Set([
  'approve-video',
  'ask-to-unmute',
  'end-conference',
  'kick-participant',
  'mute-everyone',
  'mute-remote-participant',
  'reject-participant',
  'toggle-moderation',
])
const FOR_ALL = new Set([
  'pin-participant',
  'set-audio-only',
  'set-tile-view',
  'toggle-audio',
  'toggle-share-screen',
  'toggle-video',
  'video-hangup',
])

/** What an address may change, as far as a classroom needs it: `configWhitelist.ts` of jitsi-meet. */
const WHITELIST = [
  'breakoutRooms',
  'buttonsWithNotifyClick',
  'channelLastN',
  'deeplinking.disabled',
  'disableChat',
  'disableDeepLinking',
  'disableInviteFunctions',
  'disablePolls',
  'disableProfile',
  'disableReactions',
  'disableRemoteMute',
  'disableSelfDemote',
  'disableThirdPartyRequests',
  'disabledNotifications',
  'doNotStoreRoom',
  'hideConferenceSubject',
  'hideConferenceTimer',
  'lobby',
  'notifications',
  'participantsPane',
  'prejoinConfig.enabled',
  'raisedHands',
  'readOnlyName',
  'resolution',
  'securityUi',
  'startAudioMuted',
  'startVideoMuted',
  'startWithAudioMuted',
  'startWithVideoMuted',
  'subject',
  'toolbarButtons',
  'videoQuality',
  'whiteboard.enabled',
]
const NEEDED = ['disableDeepLinking', 'deeplinking.disabled', 'disableChat', 'prejoinConfig.enabled']

type Medium = 'audio' | 'video'

interface Person {
  id: string
  accountId: string
  name: string
  role: 'moderator' | 'participant'
  joinedAt: number
  feed: ServerResponse | null
  approved: Set<Medium>
}

interface Room {
  people: Map<string, Person>
  moderated: Set<Medium>
}

const certificate = async () => {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const made = await X509CertificateGenerator.createSelfSigned(
    { name: 'CN=localhost', keys, signingAlgorithm: algorithm, notAfter: new Date(Date.now() + 86_400_000) },
    webcrypto as Crypto,
  )
  const key = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64')
  return { cert: made.toString('pem'), key: `-----BEGIN PRIVATE KEY-----\n${key}\n-----END PRIVATE KEY-----` }
}

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  let text = ''
  for await (const part of request) text += String(part)
  return text
}

const seconds = () => Math.floor(Date.now() / 1_000)

export class StandIn {
  readonly believes: Believes
  /** Everything that a real deployment would have done otherwise, or not at all. */
  readonly faults: string[] = []
  /** What was commanded, by whom. */
  readonly commands: string[] = []
  /** Whether it answers at all. */
  silent = false
  private readonly rooms = new Map<string, Room>()
  private readonly server: Server
  /** Where comings and goings are told, and with what. */
  private events: { url: string; secret: string } | null = null

  private constructor(server: Server, believes: Believes) {
    this.server = server
    this.believes = believes
    server.on('request', (request, response) => {
      this.answer(request, response).catch((error: unknown) => this.faults.push(String(error)))
    })
  }

  static async start(believes: Believes): Promise<StandIn> {
    const server = createServer(await certificate())
    const standIn = new StandIn(server, believes)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return standIn
  }

  get url(): string {
    return `https://localhost:${(this.server.address() as AddressInfo).port}`
  }

  tellTo(url: string, secret: string): void {
    this.events = { url, secret }
  }

  /** Everybody who is in a room, as `moderator Ms Li`. */
  get present(): string[] {
    return [...this.rooms.values()]
      .flatMap(({ people }) => [...people.values()])
      .map(({ role, name }) => `${role} ${name}`)
      .sort()
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.silent) return
    const url = new URL(request.url ?? '/', this.url)
    const [, name = '', what] = url.pathname.split('/')
    if (name === 'external_api.js') this.script(response)
    else if (what === 'feed') this.feed(name, url.searchParams.get('me') ?? '', response)
    else if (what === 'say') {
      this.said(name, JSON.parse(await bodyOf(request)))
      response.end()
    } else this.enter(name, url, response)
  }

  private script(response: ServerResponse): void {
    const names = JSON.stringify([...MODERATORS_ONLY, ...FOR_ALL])
    response.setHeader('content-type', 'text/javascript')
    response.end(
      `window.JitsiMeetExternalAPI = class { getSupportedCommands() { return ${names} } getSupportedEvents() { return [] } }`,
    )
  }

  private enter(name: string, url: URL, response: ServerResponse): void {
    response.setHeader('content-type', 'text/html')
    const verdict = verdictOf(url.searchParams.get('jwt'), name, this.believes, seconds())
    if ('refused' in verdict) {
      this.faults.push(`refused: ${verdict.refused}`)
      response.end(`<p>${verdict.refused}</p>`)
      return
    }
    const { id: accountId, name: displayName, role } = verdict
    const me = { id: randomUUID().slice(0, 8), accountId, name: displayName, role }
    const room = this.rooms.get(name) ?? { people: new Map(), moderated: new Set() }
    this.rooms.set(name, room)
    room.people.set(me.id, { ...me, joinedAt: seconds(), feed: null, approved: new Set() })
    response.end(meetingPage({ room: name, me }))
  }

  private send(person: Person, message: unknown): void {
    person.feed?.write(`data: ${JSON.stringify(message)}\n\n`)
  }

  private emit(person: Person, name: string, data: unknown): void {
    this.send(person, { t: 'emit', name, data })
  }

  private feed(name: string, id: string, response: ServerResponse): void {
    const room = this.rooms.get(name)
    const person = room?.people.get(id)
    if (!room || !person) {
      response.writeHead(204).end()
      return
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    person.feed = response
    response.on('close', () => this.leave(room, name, person))
    this.emit(person, 'video-conference-joined', { id, roomName: name, displayName: person.name })
    for (const other of room.people.values()) {
      if (other === person) continue
      this.emit(person, 'participant-joined', this.introduced(other))
      this.emit(other, 'participant-joined', this.introduced(person))
    }
    this.allow(room, person)
    this.tell(name, 'joined', person)
  }

  private introduced({ id, name, accountId }: Person) {
    return { id, displayName: name, userContext: { id: accountId } }
  }

  private leave(room: Room, name: string, person: Person): void {
    if (!room.people.delete(person.id)) return
    // Twice, as deployments were seen to say it.
    for (const other of room.people.values())
      for (const _ of [1, 2]) this.emit(other, 'participant-left', { id: person.id })
    this.tell(name, 'left', person)
  }

  private allow(room: Room, person: Person): void {
    for (const medium of ['audio', 'video'] as const) {
      const allowed =
        person.role === 'moderator' || !room.moderated.has(medium) || person.approved.has(medium)
      this.send(person, { t: 'allow', medium, allowed })
    }
  }

  private said(
    name: string,
    body: { me: string; fault?: string; config?: string[]; command?: string; args?: unknown[] },
  ): void {
    const room = this.rooms.get(name)
    const person = room?.people.get(body.me)
    if (body.fault) this.faults.push(body.fault)
    if (body.config) {
      const { config } = body
      this.faults.push(...config.filter((key) => !WHITELIST.includes(key)).map((key) => `config ${key}`))
      this.faults.push(...NEEDED.filter((key) => !config.includes(key)).map((key) => `without ${key}`))
    }
    if (room && person && body.command) this.obey(room, person, body.command, body.args ?? [])
  }

  private obey(room: Room, by: Person, command: string, args: unknown[]): void {
    this.commands.push(`${by.name}: ${[command, ...args].join(' ')}`)
    if (!MODERATORS_ONLY.has(command) && !FOR_ALL.has(command)) this.faults.push(`unknown command ${command}`)
    if (MODERATORS_ONLY.has(command) && by.role !== 'moderator') {
      this.faults.push(`${command} by a participant`)
      return
    }
    const others = [...room.people.values()].filter((person) => person !== by)
    this.effects[command]?.(room, others, args)
    for (const person of others) this.allow(room, person)
  }

  /** What commands do to a room; the rest does nothing that anybody looks at here. */
  private readonly effects: Record<string, (room: Room, others: Person[], args: unknown[]) => void> = {
    'toggle-moderation': (room, others, [on, medium]) => {
      if (on === true) room.moderated.add(medium as Medium)
      else room.moderated.delete(medium as Medium)
      for (const person of others) person.approved.delete(medium as Medium)
    },
    'mute-everyone': (_room, others, [medium = 'audio']) => {
      for (const person of others) this.send(person, { t: 'mute', medium })
    },
    'mute-remote-participant': (room, _others, [id, medium = 'audio']) => {
      const person = room.people.get(String(id))
      if (person) this.send(person, { t: 'mute', medium })
    },
    'ask-to-unmute': (room, _others, [id]) => void room.people.get(String(id))?.approved.add('audio'),
    'approve-video': (room, _others, [id]) => void room.people.get(String(id))?.approved.add('video'),
    'reject-participant': (room, _others, [id, medium = 'audio']) =>
      void room.people.get(String(id))?.approved.delete(medium as Medium),
    'end-conference': (room) => {
      for (const person of room.people.values()) this.send(person, { t: 'end' })
    },
  }

  /** The callbacks of `event_sync`. */
  private tell(name: string, what: 'joined' | 'left', person: Person): void {
    if (!this.events) return
    const body = {
      event_name: `muc-occupant-${what}`,
      room_name: name,
      room_jid: `${name}@muc.meet.jitsi`,
      is_breakout: false,
      occupant: {
        occupant_jid: `${person.id}@meet.jitsi/x`,
        id: person.accountId,
        name: person.name,
        joined_at: person.joinedAt,
        ...(what === 'left' ? { left_at: seconds() } : {}),
      },
    }
    fetch(`${this.events.url}/events/occupant/${what}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.events.secret}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
      .then((answer) => answer.ok || this.faults.push(`callback: ${answer.status}`))
      .catch((error: unknown) => this.faults.push(`callback: ${error}`))
  }

  async stop(): Promise<void> {
    this.events = null
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }
}
