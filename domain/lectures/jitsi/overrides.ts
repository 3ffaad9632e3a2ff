import type { FloorState } from '../media/floor.ts'
import type { JitsiConfigKey } from './contract.ts'

export type JitsiConfigValue = boolean | number | string | string[] | { [key: string]: boolean }
export type JitsiConfig = Partial<Record<JitsiConfigKey, JitsiConfigValue>>

const MODERATOR_BUTTONS = ['mute-everyone', 'mute-video-everyone']

/**
 * The meeting page's settings: hands, chat, polls, board, waiting room and people are ours and off there, and it opens with
 * nothing sent. This is how it looks, and no protection: what a person may is in the token.
 */
export const jitsiConfigFor = (
  title: string,
  { moderator, floor }: { moderator: boolean; floor: FloorState },
): JitsiConfig => ({
  subject: title,
  // Both: the first alone stopped working once, and phones show a page that asks for an app instead of the lesson.
  disableDeepLinking: true,
  'deeplinking.disabled': true,
  'prejoinConfig.enabled': false,
  startWithAudioMuted: true,
  startWithVideoMuted: true,
  disableChat: true,
  disablePolls: true,
  disableReactions: true,
  disableInviteFunctions: true,
  disableProfile: true,
  disableSelfDemote: true,
  disableRemoteMute: !moderator,
  disableThirdPartyRequests: true,
  doNotStoreRoom: true,
  hideConferenceSubject: true,
  hideConferenceTimer: true,
  readOnlyName: true,
  'whiteboard.enabled': false,
  breakoutRooms: { hideAddRoomButton: true, hideAutoAssignButton: true, hideJoinRoomButton: true },
  participantsPane: { enabled: false },
  raisedHands: { disableLowerHandByModerator: true, disableRemoveRaisedHandOnFocus: true },
  securityUi: { hideLobbyButton: true, disableLobbyPassword: true },
  toolbarButtons: [
    'microphone',
    'camera',
    ...(moderator || floor.screen.open ? ['desktop'] : []),
    'tileview',
    'fullscreen',
    'select-background',
    'settings',
    ...(moderator ? MODERATOR_BUTTONS : []),
  ],
})
