import DoorOpen from 'lucide-solid/icons/door-open'
import { t } from '../../i18n/translate.ts'
import type { MenuItem } from '../../ui/Menu.tsx'
import { sendOutOf } from './at-door.ts'

/** What who leads does with one person of the room, beside giving and taking the floor. */
export const personHoldItems = (lectureId: string, person: { id: string; name: string }): MenuItem[] => [
  {
    label: t('hold.door.sendOut'),
    icon: DoorOpen,
    danger: true,
    separated: true,
    onSelect: () => void sendOutOf(lectureId, person),
  },
]
