import type { Source } from '#domain/lectures/media/floor.ts'
import { CAMERA, SCREEN } from '#domain/lectures/media/limits.ts'

/**
 * Why a device cannot be used. `insecure`: the page is not HTTPS. `denied`: the person or the browser says no; `system`:
 * the operating system does. `missing`: there is none, or not the one that was chosen. `busy`: another program has it.
 * `policy`: this page may not ask. `unsupported`: the browser has no such thing. `lost`: it was unplugged or taken.
 */
export const DEVICE_PROBLEMS = [
  'insecure',
  'denied',
  'system',
  'missing',
  'busy',
  'policy',
  'unsupported',
  'lost',
  'failed',
] as const
export type DeviceProblem = (typeof DEVICE_PROBLEMS)[number]

/** A device cannot be used, and why. */
export class DeviceRefused extends Error {
  override name = 'DeviceRefused'
  readonly code: DeviceProblem
  constructor(code: DeviceProblem) {
    super(code)
    this.code = code
  }
}

/** What a browser's refusal means. */
export const problemIn = (error: unknown): DeviceProblem => {
  const { name = '', message = '' } = error instanceof Error || error instanceof DOMException ? error : {}
  switch (name) {
    case 'NotAllowedError':
      if (/system/i.test(message)) return 'system'
      return /polic(y|ies)/i.test(message) ? 'policy' : 'denied'
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'missing'
    case 'NotReadableError':
    case 'AbortError':
      return 'busy'
    case 'SecurityError':
      return 'policy'
    case 'NotSupportedError':
    case 'TypeError':
      return 'unsupported'
    default:
      return 'failed'
  }
}

export interface DeviceChoice {
  deviceId?: string
}

const exactly = ({ deviceId }: DeviceChoice) => (deviceId ? { deviceId: { exact: deviceId } } : {})

const constraintsOf = (source: 'microphone' | 'camera', choice: DeviceChoice): MediaStreamConstraints =>
  source === 'microphone'
    ? {
        audio: {
          echoCancellation: true,
          noiseSuppression: true,
          autoGainControl: true,
          channelCount: 1,
          ...exactly(choice),
        },
      }
    : {
        video: {
          width: { ideal: CAMERA.width },
          height: { ideal: CAMERA.height },
          frameRate: { ideal: CAMERA.frameRate, max: 30 },
          ...exactly(choice),
        },
      }

const screenStream = async (): Promise<MediaStream> => {
  if (!('getDisplayMedia' in navigator.mediaDevices)) throw new DeviceRefused('unsupported')
  const stream = await navigator.mediaDevices.getDisplayMedia({
    video: { frameRate: { max: SCREEN.frameRate } },
    audio: true,
  })
  // Text and a pointer stay sharp, and the picture rather comes late than blurred.
  for (const track of stream.getVideoTracks()) track.contentHint = 'detail'
  return stream
}

const guarded = async (work: () => Promise<MediaStream>): Promise<MediaStream> => {
  // On plain HTTP browsers leave the devices out altogether.
  if (!window.isSecureContext || !navigator.mediaDevices) throw new DeviceRefused('insecure')
  try {
    return await work()
  } catch (error) {
    throw error instanceof DeviceRefused ? error : new DeviceRefused(problemIn(error))
  }
}

/** Opens a device; a screen comes with its sound where the browser gives it. Throws `DeviceRefused`. */
export const openDevice = async (
  source: Exclude<Source, 'screen-sound'>,
  choice: DeviceChoice = {},
): Promise<{ source: Source; track: MediaStreamTrack }[]> => {
  const stream = await guarded(() =>
    source === 'screen' ? screenStream() : navigator.mediaDevices.getUserMedia(constraintsOf(source, choice)),
  )
  return stream.getTracks().map((track) => ({
    track,
    source: source === 'screen' && track.kind === 'audio' ? 'screen-sound' : source,
  }))
}
