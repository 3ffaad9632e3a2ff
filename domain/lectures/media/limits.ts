/** The bounds of the built-in media. They are said on the screen: a Jitsi lifts them. */

/** People with sound and picture in one room; whoever comes after them has board, chat and hands as always. */
export const MOST_PEOPLE = 40
/** Cameras on at once in one room. */
export const MOST_CAMERAS = 8
/** Shared screens at once in one room: all look at one, and the next one asks. */
export const MOST_SCREENS = 1
/** Voices heard at once: the loudest, when more microphones are open. */
export const MOST_VOICES = 8

/** How long a media token opens a connection (seconds); one is fetched for each connection. */
export const TOKEN_SECONDS = 120
/** How long the relay keeps somebody's place after their connection broke (ms). */
export const RESUME_MS = 15_000

/** How often the relay says how long somebody talked (ms). */
export const TALK_EVERY_MS = 30_000

/** What a frame of the protocol may weigh. */
export const FRAME_BYTES = 128 * 1024
/** Frames a connection may send in ten seconds. */
export const FRAMES_IN_TEN_SECONDS = 300

/** What cameras send: the large layer and the one for thumbnails and weak lines (bits a second). */
export const CAMERA = {
  width: 640,
  height: 360,
  frameRate: 24,
  high: 600_000,
  low: 150_000,
  lowScale: 2,
} as const
/** What a shared screen sends. */
export const SCREEN = { frameRate: 10, bits: 1_500_000 } as const
/** Speech first: what a microphone sends, with silence left out. */
export const MICROPHONE = { bits: 32_000 } as const
