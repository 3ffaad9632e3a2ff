import { RTCRtpCodecParameters, RTCRtpHeaderExtensionParameters } from 'werift'
import type { Source } from '#domain/lectures/media/floor.ts'

export type Kind = 'audio' | 'video'
export const kindOf = (source: Source): Kind =>
  source === 'microphone' || source === 'screen-sound' ? 'audio' : 'video'

export const opus = () =>
  new RTCRtpCodecParameters({
    mimeType: 'audio/opus',
    clockRate: 48_000,
    channels: 2,
    payloadType: 111,
    // Silence is left out: of thirty open microphones only those that are spoken into cost anything.
    parameters: 'minptime=10;useinbandfec=1;usedtx=1',
  })
/** Every browser sends and shows it. */
export const vp8 = (feedback: string[]) =>
  new RTCRtpCodecParameters({
    mimeType: 'video/VP8',
    clockRate: 90_000,
    payloadType: 96,
    rtcpFeedback: feedback.map((text) => {
      const [type = '', parameter] = text.split(' ')
      return { type, parameter }
    }),
  })
export const extension = (uri: string) => new RTCRtpHeaderExtensionParameters({ uri })
/** What a receiver may ask of a sender of pictures: of a browser by the relay, and of the relay by a browser. */
export const UP = ['transport-cc', 'nack', 'nack pli']
export const DOWN = ['nack', 'nack pli', 'goog-remb']
