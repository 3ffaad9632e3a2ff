import MonitorSmartphone from 'lucide-solid/icons/monitor-smartphone'
import School from 'lucide-solid/icons/school'
import Wifi from 'lucide-solid/icons/wifi'
import { Show } from 'solid-js'
import { HELD_KINDS, type HeldKind } from '#domain/lectures/lecture.ts'
import type { Key } from '../i18n/translate.ts'
import { t } from '../i18n/translate.ts'
import { StatusChip } from '../ui/Badge.tsx'
import { Icon, type IconType } from '../ui/Icon.tsx'
import { Menu } from '../ui/Menu.tsx'

/** How each kind of lesson is called and what it means for the register. */
export const HELD_LOOK: Record<HeldKind, { icon: IconType; words: Key; hint: Key }> = {
  room: { icon: School, words: 'lessons.held.room', hint: 'lessons.heldHint.room' },
  online: { icon: Wifi, words: 'lessons.held.online', hint: 'lessons.heldHint.online' },
  both: { icon: MonitorSmartphone, words: 'lessons.held.both', hint: 'lessons.heldHint.both' },
}

/** How the lesson is held, and the others behind a tap; `fixed` only says it. */
export const HeldMenu = (props: { held: HeldKind; fixed?: boolean; onChoose: (held: HeldKind) => void }) => {
  const look = () => HELD_LOOK[props.held]
  const items = () =>
    HELD_KINDS.map((value) => ({
      label: t(HELD_LOOK[value].words),
      hint: t(HELD_LOOK[value].hint),
      icon: HELD_LOOK[value].icon,
      checked: value === props.held,
      onSelect: () => value !== props.held && props.onChoose(value),
    }))
  return (
    <Show when={!props.fixed} fallback={<StatusChip icon={look().icon} words={t(look().words)} />}>
      <Menu label={t('lessons.heldLabel')} items={items()} small>
        <Icon of={look().icon} />
        {t(look().words)}
      </Menu>
    </Show>
  )
}
