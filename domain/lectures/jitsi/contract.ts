/**
 * What is said between us and a Jitsi deployment's meeting page, as its own `external_api.js` says it: the one file of names
 * for the client, the server and the stand-in. Read from the sources of jitsi-meet as of 2026-07-08 (`apiNameMaps.js`,
 * `configWhitelist.ts`). What a deployment does not know it ignores.
 */

/** Commands by the name on the wire, as far as we give them. */
export const COMMANDS = {
  approveVideo: 'approve-video',
  askToUnmute: 'ask-to-unmute',
  muteEveryone: 'mute-everyone',
  muteRemoteParticipant: 'mute-remote-participant',
  rejectParticipant: 'reject-participant',
  toggleAudio: 'toggle-audio',
  toggleModeration: 'toggle-moderation',
  toggleShareScreen: 'toggle-share-screen',
  toggleVideo: 'toggle-video',
} as const
export type JitsiCommand = keyof typeof COMMANDS

/** Events by the name on the wire, as far as we listen. */
export const EVENTS = {
  audioMuteStatusChanged: 'audio-mute-status-changed',
  errorOccurred: 'error-occurred',
  participantJoined: 'participant-joined',
  participantKickedOut: 'participant-kicked-out',
  participantLeft: 'participant-left',
  participantRoleChanged: 'participant-role-changed',
  readyToClose: 'video-ready-to-close',
  screenSharingStatusChanged: 'screen-sharing-status-changed',
  videoConferenceJoined: 'video-conference-joined',
  videoConferenceLeft: 'video-conference-left',
  videoMuteStatusChanged: 'video-mute-status-changed',
} as const
export type JitsiEvent = keyof typeof EVENTS

/** The settings of the meeting page that we set: each is on the list of those that a deployment lets an address change. */
export const CONFIG_KEYS = [
  'breakoutRooms',
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
  'doNotStoreRoom',
  'hideConferenceSubject',
  'hideConferenceTimer',
  'participantsPane',
  'prejoinConfig.enabled',
  'raisedHands',
  'readOnlyName',
  'securityUi',
  'startWithAudioMuted',
  'startWithVideoMuted',
  'subject',
  'toolbarButtons',
  'whiteboard.enabled',
] as const
export type JitsiConfigKey = (typeof CONFIG_KEYS)[number]

/** What the meeting page may use, as its own script grants it. */
export const FRAME_ALLOWS = [
  'autoplay',
  'camera',
  'clipboard-write',
  'display-capture',
  'fullscreen',
  'microphone',
  'screen-wake-lock',
  'speaker-selection',
] as const

/** The envelope of every message. */
export interface JitsiMessage {
  postis: true
  scope: string
  method: string
  params: unknown
}

/** Both sides say it until the other has sent it back. */
export const READY_METHOD = '__ready__'
export const MESSAGE_METHOD = 'message'

/** One frame a page: the number that its messages carry. */
export const FRAME_ID = 0
export const scopeOf = (frameId: number): string => `jitsi_meet_external_api_${frameId}`
