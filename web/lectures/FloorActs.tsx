import Hand from 'lucide-solid/icons/hand'
import MicOff from 'lucide-solid/icons/mic-off'
import VideoOff from 'lucide-solid/icons/video-off'
import Volume from 'lucide-solid/icons/volume-2'
import type { Floor } from '#domain/lectures/media/floor.ts'
import { t } from '../i18n/translate.ts'
import type { MenuItem } from '../ui/Menu.tsx'
import type { LessonRoom } from './room.ts'
import type { RoomMedia } from './room-media.ts'

/** Who may send what, for the whole class: what whoever leads finds in the menu of the class. */
export const classFloorItems = (room: LessonRoom): MenuItem[] => [
  {
    label: t('media.all.maySpeak'),
    icon: Volume,
    onSelect: () => void room.changeFloor([{ what: 'open', floor: 'microphone' }]),
  },
  {
    label: t('media.all.onlyI'),
    hint: t('media.all.onlyIHint'),
    icon: Hand,
    onSelect: () =>
      void room.changeFloor([
        { what: 'close', floor: 'microphone' },
        { what: 'close', floor: 'camera' },
        { what: 'close', floor: 'screen' },
      ]),
  },
  {
    label: t('media.all.mute'),
    hint: t('media.all.muteMay'),
    icon: MicOff,
    separated: true,
    onSelect: () => void room.mute('microphone', true),
  },
  {
    label: t('media.all.mute'),
    hint: t('media.all.muteMayNot'),
    icon: MicOff,
    onSelect: () => void room.mute('microphone', false),
  },
  {
    label: t('media.all.mayShow'),
    many: true,
    separated: true,
    checked: room.state.floor.camera.open,
    onSelect: () =>
      void room.changeFloor([{ what: room.state.floor.camera.open ? 'close' : 'open', floor: 'camera' }]),
  },
  {
    label: t('media.all.mayShare'),
    many: true,
    checked: room.state.floor.screen.open,
    onSelect: () =>
      void room.changeFloor([{ what: room.state.floor.screen.open ? 'close' : 'open', floor: 'screen' }]),
  },
]

/** The same for one person: what they may, and what they send now. */
export const personFloorItems = (room: LessonRoom, media: RoomMedia, accountId: string): MenuItem[] => {
  const right = (floor: Floor): MenuItem => {
    const may = room.maySend(floor, accountId)
    return {
      label: t(`media.one.${floor}`),
      many: true,
      checked: may,
      onSelect: () => void room.changeFloor([{ what: may ? 'take' : 'give', floor, accountId }]),
    }
  }
  const muting: MenuItem[] = [
    ...(media.sends(accountId, 'microphone')
      ? [
          {
            label: t('media.one.mute'),
            hint: t('media.one.muteHint'),
            icon: MicOff,
            onSelect: () => void room.mute('microphone', true, accountId),
          },
        ]
      : []),
    ...(media.sends(accountId, 'camera')
      ? [
          {
            label: t('media.one.cameraOff'),
            icon: VideoOff,
            onSelect: () => void room.mute('camera', true, accountId),
          },
        ]
      : []),
  ]
  const rights = (['microphone', 'camera', 'screen'] as const).map(right)
  return [...muting, ...rights.map((item, at) => ({ ...item, separated: at === 0 && muting.length > 0 }))]
}
