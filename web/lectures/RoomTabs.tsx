import ClipboardCheck from 'lucide-solid/icons/clipboard-check'
import Hand from 'lucide-solid/icons/hand'
import MessageSquare from 'lucide-solid/icons/message-square'
import Presentation from 'lucide-solid/icons/presentation'
import Users from 'lucide-solid/icons/users-round'
import { For, Show } from 'solid-js'
import { type Key, t } from '../i18n/translate.ts'
import { classes } from '../ui/classes.ts'
import { whenNotComposing } from '../ui/composing.ts'
import { Icon, type IconType } from '../ui/Icon.tsx'
import styles from './RoomTabs.module.css'
import type { LessonRoom } from './room.ts'

export type Panel = 'board' | 'chat' | 'people' | 'hands' | 'register'

interface Choice {
  panel: Panel
  icon: IconType
  words: Key
}

const BOARD: Choice = { panel: 'board', icon: Presentation, words: 'lessons.room.board' }
const CHAT: Choice = { panel: 'chat', icon: MessageSquare, words: 'lessons.room.chat' }
const PEOPLE: Choice = { panel: 'people', icon: Users, words: 'lessons.room.people' }
const HANDS: Choice = { panel: 'hands', icon: Hand, words: 'lessons.room.hands' }
const REGISTER: Choice = { panel: 'register', icon: ClipboardCheck, words: 'attendance.register' }

const onPhone = (register: boolean | undefined) => [BOARD, CHAT, PEOPLE, ...(register ? [REGISTER] : [])]

/** On a phone, what a swipe brings: the next or the one before; at the ends nothing. */
export const panelBeside = (panel: Panel, by: 1 | -1, register: boolean): Panel => {
  const all = onPhone(register).map((choice) => choice.panel)
  return all[all.indexOf(panel) + by] ?? panel
}

/** What stands beside the board; on a phone, instead of it. The same words in both places. */
export const RoomTabs = (props: {
  panel: Panel
  onChoose: (panel: Panel) => void
  room: LessonRoom
  /** Messages of the lesson's chat that were not read. */
  unread: number
  phone?: boolean
  /** For who keeps the register. */
  register?: boolean
}) => {
  const choices = () =>
    props.phone ? onPhone(props.register) : [CHAT, PEOPLE, HANDS, ...(props.register ? [REGISTER] : [])]
  const countOf = (panel: Panel) => {
    if (panel === 'chat') return props.panel === 'chat' ? 0 : props.unread
    if (panel === 'people' && !props.phone) return props.room.state.people.length
    // On a phone the hands stand above the people.
    return panel === 'hands' || panel === 'people' ? props.room.state.hands.length : 0
  }
  const step = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (by === 0) return
    const all = choices()
    const at = all.findIndex((choice) => choice.panel === props.panel)
    const next = all.at((at + by + all.length) % all.length)
    if (!next) return
    props.onChoose(next.panel)
    const tabs = (event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>('[role=tab]')
    tabs[all.indexOf(next)]?.focus()
  }
  return (
    <div
      class={classes(styles.tabs, props.phone && styles.phone)}
      role="tablist"
      aria-label={t('lessons.room.panels')}
      onKeyDown={whenNotComposing(step)}
    >
      <For each={choices()}>
        {(choice) => (
          <button
            type="button"
            role="tab"
            class={styles.tab}
            aria-selected={props.panel === choice.panel}
            tabindex={props.panel === choice.panel ? 0 : -1}
            onClick={() => props.onChoose(choice.panel)}
          >
            <Icon of={choice.icon} />
            {t(choice.words)}
            <Show when={countOf(choice.panel) > 0}>
              <span class={classes(styles.count, (choice.panel === 'hands' || props.phone) && styles.raised)}>
                {countOf(choice.panel)}
              </span>
            </Show>
          </button>
        )}
      </For>
    </div>
  )
}
