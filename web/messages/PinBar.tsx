import PinIcon from 'lucide-solid/icons/pin'
import { createSignal, lazy, Show, Suspense } from 'solid-js'
import type { Pin } from '#domain/messages/pin.ts'
import { t } from '../i18n/translate.ts'
import { Icon } from '../ui/Icon.tsx'
import type { RowActs } from './acts.ts'
import { lineOf } from './excerpt.ts'
import styles from './PinBar.module.css'
import type { ChannelPins } from './pins.ts'

// Every first visit loads this file: the whole list comes when somebody asks for it.
const PinList = lazy(() => import('./PinList.tsx'))

interface Props {
  pins: ChannelPins
  acts: RowActs
  /** What the channel is called. */
  channel: string
  /** Shows a message in its place. */
  onGo: (no: number) => void
}

const Newest = (props: Props & { pin: Pin }) => {
  const [all, setAll] = createSignal(false)
  return (
    <section class={styles.bar} aria-label={t('messages.pins.label')}>
      <button type="button" class={styles.newest} onClick={() => props.onGo(props.pin.message.no)}>
        <Icon of={PinIcon} />
        <span class={styles.words}>
          <strong>{props.acts.nameOf(props.pin.message.author)}</strong> {lineOf(props.pin.message)}
        </span>
      </button>
      <button type="button" class={styles.all} aria-haspopup="dialog" onClick={() => setAll(true)}>
        {t('messages.pins.all', { count: props.pins.list().length })}
      </button>
      <Suspense>
        <Show when={all()}>
          <PinList {...props} onClose={() => setAll(false)} />
        </Show>
      </Suspense>
    </section>
  )
}

/** The newest pin of a channel in one line above its messages, and the way to all of them; nothing when none is pinned. */
export const PinBar = (props: Props) => (
  <Show when={props.pins.list()[0]}>{(pin) => <Newest {...props} pin={pin()} />}</Show>
)
