import { A, useLocation } from '@solidjs/router'
import PanelLeftOpen from 'lucide-solid/icons/panel-left-open'
import { For, Show } from 'solid-js'
import { may } from '../accounts/may.ts'
import { activeClasses, totalNews } from '../accounts/session.ts'
import { t } from '../i18n/translate.ts'
import { CountBadge } from '../ui/Badge.tsx'
import { classes } from '../ui/classes.ts'
import { Icon } from '../ui/Icon.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { isWide } from '../ui/media.ts'
import { paneIsOpen, setPaneOpen } from './appearance.ts'
import { Mark } from './Mark.tsx'
import styles from './Places.module.css'
import { ADMIN, isIn, PLACES, type Place } from './places.ts'

const PlaceLink = (props: { place: Place }) => {
  const location = useLocation()
  const here = () => isIn(props.place, location.pathname)
  return (
    <A
      href={props.place.href}
      class={classes(styles.place, here() && styles.here)}
      aria-current={here() ? 'page' : undefined}
    >
      <span class={styles.sign}>
        <Icon of={props.place.icon} class={styles.icon} />
        <Show when={props.place.href === '/inbox'}>
          <span class={styles.count}>
            <CountBadge count={totalNews()} />
          </span>
        </Show>
      </span>
      <span class={styles.word}>{t(props.place.label)}</span>
    </A>
  )
}

/** The five places, and administration for who runs the school: a rail on the left, a bar at the bottom of a phone. */
export const Places = () => {
  return (
    <nav class={styles.places} aria-label={t('common.places.label')}>
      <Mark class={styles.mark} />
      <Show when={isWide() && !paneIsOpen() && activeClasses().length > 0}>
        <IconButton
          class={styles.open}
          icon={PanelLeftOpen}
          label={t('common.pane.show')}
          onClick={() => setPaneOpen(true)}
        />
      </Show>
      <For each={PLACES}>{(place) => <PlaceLink place={place} />}</For>
      <Show when={may('account.list')}>
        <span class={styles.admin}>
          <PlaceLink place={ADMIN} />
        </span>
      </Show>
    </nav>
  )
}
