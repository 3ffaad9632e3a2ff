import Check from 'lucide-solid/icons/check'
import CircleAlert from 'lucide-solid/icons/circle-alert'
import CircleDashed from 'lucide-solid/icons/circle-dashed'
import Clock from 'lucide-solid/icons/clock'
import Info from 'lucide-solid/icons/info'
import { Show } from 'solid-js'
import { t } from '../i18n/translate.ts'
import styles from './Badge.module.css'
import { classes } from './classes.ts'
import { Icon, type IconType } from './Icon.tsx'
import { VisuallyHidden } from './VisuallyHidden.tsx'

export type Tone = 'neutral' | 'good' | 'late' | 'danger' | 'info' | 'accent'

const SIGNS: Record<Tone, IconType> = {
  neutral: CircleDashed,
  good: Check,
  late: Clock,
  danger: CircleAlert,
  info: Info,
  accent: Check,
}

/** A state as sign and word, never colour alone. `icon` replaces the tone's own sign. */
export const StatusChip = (props: { tone?: Tone; words: string; icon?: IconType }) => (
  <span class={classes(styles.chip, styles[props.tone ?? 'neutral'])}>
    <Icon of={props.icon ?? SIGNS[props.tone ?? 'neutral']} class={styles.sign} />
    {props.words}
  </span>
)

/** A plain word set apart: a role, a category. */
export const Badge = (props: { words: string; tone?: Tone }) => (
  <span class={classes(styles.badge, styles[props.tone ?? 'neutral'])}>{props.words}</span>
)

/** How many are unread; nothing at zero. */
export const CountBadge = (props: { count: number; quiet?: boolean }) => (
  <Show when={props.count > 0}>
    <span class={classes(styles.count, props.quiet && styles.quiet)}>
      <span aria-hidden="true">{props.count > 99 ? '99+' : props.count}</span>
      <VisuallyHidden>{t('common.unread', { count: props.count })}</VisuallyHidden>
    </span>
  </Show>
)
