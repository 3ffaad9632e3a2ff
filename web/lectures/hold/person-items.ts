import DoorOpen from 'lucide-solid/icons/door-open'
import Mic from 'lucide-solid/icons/mic'
import { t } from '../../i18n/translate.ts'
import type { MenuItem } from '../../ui/Menu.tsx'
import type { LessonRoom } from '../room.ts'
import { hasFloors, type RoomMedia } from '../room-media.ts'
import { sendOutOf } from './at-door.ts'

/** What who leads does with one person of the room, beside giving and taking the floor. */
export const personHoldItems = (
  room: LessonRoom,
  media: RoomMedia,
  lectureId: string,
  person: { id: string; name: string },
): MenuItem[] => {
  const isSpotlit = room.state.hold.focus.spotlightId === person.id
  const ask: MenuItem[] = media.sends(person.id, 'microphone')
    ? []
    : [
        {
          label: t('hold.unmute.ask'),
          icon: Mic,
          separated: true,
          onSelect: () => void room.askToUnmute(person.id),
        },
      ]
  const spotlight: MenuItem = {
    label: t('hold.focus.spotlight'),
    many: true,
    checked: isSpotlit,
    onSelect: () => void room.setFocus({ spotlightId: isSpotlit ? null : person.id }),
  }
  return [
    ...(hasFloors(media) ? [...ask, spotlight] : []),
    {
      label: t('hold.door.sendOut'),
      icon: DoorOpen,
      danger: true,
      separated: true,
      onSelect: () => void sendOutOf(lectureId, person),
    },
  ]
}
