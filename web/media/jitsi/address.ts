import type { JitsiJoin } from '#domain/lectures/engine.ts'
import { FRAME_ID } from '#domain/lectures/jitsi/contract.ts'

/** The address of the meeting page, as the deployment's own script writes it. */
export const meetingAddress = ({ origin, room, jwt, config }: JitsiJoin, language: string): string => {
  const said = [
    `jitsi_meet_external_api_id=${FRAME_ID}`,
    ...Object.entries(config).map(
      ([key, value]) => `config.${key}=${encodeURIComponent(JSON.stringify(value))}`,
    ),
  ]
  const query = new URLSearchParams({ jwt, lang: language })
  return `${origin}/${room}?${query}#${said.join('&')}`
}
