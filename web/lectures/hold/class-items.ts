import Dices from 'lucide-solid/icons/dices'
import Eye from 'lucide-solid/icons/eye'
import Timer from 'lucide-solid/icons/timer'
import type { Layout } from '#domain/lectures/hold/focus.ts'
import { t } from '../../i18n/translate.ts'
import type { MenuItem } from '../../ui/Menu.tsx'
import type { LessonRoom } from '../room.ts'

const MINUTES = [1, 5, 10] as const

/** What who leads does with the whole class, beside giving and taking the floor; all look as their own screen does. */
export const classHoldItems = (room: LessonRoom, layout: Layout): MenuItem[] => [
  {
    label: t('hold.focus.look'),
    icon: Eye,
    many: true,
    separated: true,
    checked: room.state.hold.focus.look,
    onSelect: () => void room.setFocus({ look: !room.state.hold.focus.look, layout }),
  },
  { label: t('hold.pick.act'), hint: t('hold.pick.hint'), icon: Dices, onSelect: () => void room.pick() },
  ...MINUTES.map((minutes) => ({
    label: t('hold.timer.start', { count: minutes }),
    icon: Timer,
    onSelect: () => void room.setTimer({ what: 'start', seconds: minutes * 60 }),
  })),
]
