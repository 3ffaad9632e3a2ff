import { A, useLocation } from '@solidjs/router'
import PanelLeftClose from 'lucide-solid/icons/panel-left-close'
import Plus from 'lucide-solid/icons/plus'
import { For, onCleanup, Show } from 'solid-js'
import { activeClasses, useMe } from '../accounts/session.ts'
import { t } from '../i18n/translate.ts'
import { CountBadge } from '../ui/Badge.tsx'
import { SubjectDot } from '../ui/ClassBadge.tsx'
import { classes } from '../ui/classes.ts'
import { Icon } from '../ui/Icon.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { setPaneOpen } from './appearance.ts'
import styles from './ListPane.module.css'
import { setPaneSlot } from './pane.tsx'

const Slot = () => {
  onCleanup(() => setPaneSlot(null))
  return <div class={styles.slot} ref={(element) => setPaneSlot(element)} />
}

/** The person's classes; under the open one its channels. From 1024 px. */
export const ListPane = () => {
  const me = useMe()
  const location = useLocation()
  const isOpen = (classId: string) => location.pathname.startsWith(`/c/${classId}`)
  return (
    <nav class={styles.pane} aria-label={t('classes.list')}>
      <div class={styles.head}>
        <p class={styles.school}>{me().school.name}</p>
        <IconButton
          small
          icon={PanelLeftClose}
          label={t('common.pane.hide')}
          onClick={() => setPaneOpen(false)}
        />
      </div>
      <ul>
        <For each={activeClasses()}>
          {(item) => (
            <li>
              <A
                href={`/c/${item.id}`}
                class={classes(styles.item, isOpen(item.id) && styles.here, item.unread > 0 && styles.unread)}
                activeClass=""
                inactiveClass=""
                aria-current={isOpen(item.id) ? 'true' : undefined}
              >
                <SubjectDot hue={item.hue} />
                <span class={styles.name}>{item.name}</span>
                <CountBadge count={item.unread} />
              </A>
              <Show when={isOpen(item.id)}>
                <Slot />
              </Show>
            </li>
          )}
        </For>
      </ul>
      <A href="/join" class={styles.join}>
        <Icon of={Plus} />
        {t('classes.join')}
      </A>
    </nav>
  )
}
