import type { EngineCapabilities, LectureEngine } from '#domain/lectures/engine.ts'
import { jitsiConfigFor } from '#domain/lectures/jitsi/overrides.ts'
import { jitsiClaims } from '#domain/lectures/jitsi/token.ts'
import { Problem } from '#domain/problem.ts'
import type { Context } from '#platform/context.ts'
import { type JitsiServer, jitsiServerOf } from '#platform/jitsi.ts'
import { jwtOf } from '#platform/jwt.ts'
import { jitsiRoomOf } from './jitsi-room.ts'
import { mediaKey } from './relay-process.ts'

/** What a deployment can do, as far as lessons use it. */
export const capabilities: EngineCapabilities = {
  audio: true,
  video: true,
  screen: true,
  recording: false,
  // A mute is a moderator's command to the deployment, given by the client of whoever leads.
  floor: false,
  frame: true,
  people: null,
  cameras: null,
}

const deploymentOf = (server: JitsiServer) => ({
  hostname: new URL(server.origin).hostname,
  appId: server.appId,
  hosted: server.hosted,
})

const signerOf = ({ signer, hosted, appId }: JitsiServer) =>
  signer.alg === 'RS256' && hosted && !signer.keyId.includes('/')
    ? { ...signer, keyId: `${appId}/${signer.keyId}` }
    : signer

/** A token for one person in one room of a deployment, and until when it lets them in. */
export const jitsiToken = (
  server: JitsiServer,
  room: string,
  guest: Parameters<typeof jitsiClaims>[2],
  now: Date,
): { jwt: string; expiresAt: string } => {
  const claims = jitsiClaims(deploymentOf(server), room, guest, Math.floor(now.getTime() / 1_000))
  return {
    jwt: jwtOf(claims, signerOf(server)),
    expiresAt: new Date(claims.exp * 1_000).toISOString(),
  }
}

/** The path of a room at a deployment: 8x8 has one folder for each who rents. */
export const jitsiPathOf = (server: JitsiServer, room: string): string =>
  server.hosted ? `${server.appId}/${room}` : room

/** Sound and picture by a Jitsi deployment: its meeting page in a frame, moderated from ours. */
export const jitsiEngine: LectureEngine<Context> = {
  kind: 'jitsi',
  join: async (ctx, lecture, account, floor) => {
    const server = jitsiServerOf(ctx.services.config)
    // A lecture keeps its engine; the deployment may have been taken out of the settings meanwhile.
    if (!server) throw new Problem('unavailable', { detail: 'JITSI_URL is not set any more.' })
    const room = jitsiRoomOf(mediaKey(ctx.services), lecture.id)
    return {
      kind: 'jitsi',
      capabilities,
      origin: server.origin,
      domain: server.host,
      room: jitsiPathOf(server, room),
      ...jitsiToken(server, room, account, ctx.now()),
      config: { ...jitsiConfigFor(lecture.title, { moderator: account.moderator, floor }) },
    }
  },
  order: async () => {},
  end: async () => {},
}
