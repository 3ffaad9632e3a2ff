import { For } from 'solid-js'
import { type Key, t } from '../i18n/translate.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Kbd } from '../ui/Kbd.tsx'
import styles from './RoomKeysDialog.module.css'

const LINES: readonly { words: Key; key: string }[] = [
  { words: 'media.keys.microphone', key: 'M' },
  { words: 'media.keys.camera', key: 'V' },
  { words: 'media.keys.hand', key: 'H' },
  { words: 'media.keys.list', key: '?' },
]

/** The keys that work in the room. */
export const RoomKeysDialog = (props: { open: boolean; onClose: () => void }) => (
  <Dialog open={props.open} onClose={props.onClose} title={t('media.keys.open')} size="small">
    <dl class={styles.list}>
      <For each={LINES}>
        {(line) => (
          <div class={styles.line}>
            <dt>{t(line.words)}</dt>
            <dd>
              <Kbd>{line.key}</Kbd>
            </dd>
          </div>
        )}
      </For>
      <div class={styles.line}>
        <dt>{t('media.keys.talk')}</dt>
        <dd>
          <Kbd>{t('media.keys.space')}</Kbd>
        </dd>
      </div>
    </dl>
    <p class={styles.board}>{t('media.keys.board')}</p>
  </Dialog>
)
