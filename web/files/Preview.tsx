import ChevronDown from 'lucide-solid/icons/chevron-down'
import ChevronRight from 'lucide-solid/icons/chevron-right'
import { createSignal, createUniqueId, Show } from 'solid-js'
import type { FileView } from '#domain/files/contract.ts'
import { formatBytes } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { Icon } from '../ui/Icon.tsx'
import { FileActs } from './FileActs.tsx'
import styles from './FileLook.module.css'
import FileLook from './FileLook.tsx'
import { fileIcon } from './file-icon.ts'

/** A file that is looked at in place, where somebody judges it; `open` from the start, or when somebody asks. */
export default (props: { file: FileView; open: boolean }) => {
  const id = createUniqueId()
  const [chosen, setChosen] = createSignal<boolean>()
  const isOpen = () => chosen() ?? props.open
  return (
    <section class={styles.file} aria-label={props.file.name}>
      <header class={styles.head}>
        <button
          type="button"
          class={styles.toggle}
          aria-expanded={isOpen()}
          aria-controls={id}
          title={isOpen() ? t('looks.hide') : t('looks.look')}
          onClick={() => setChosen(!isOpen())}
        >
          <Icon of={isOpen() ? ChevronDown : ChevronRight} />
          <Icon of={fileIcon(props.file.mediaType)} />
          <span class={styles.name}>{props.file.name}</span>
          <span class={styles.size}>{formatBytes(props.file.size)}</span>
        </button>
        <FileActs file={props.file} />
      </header>
      <div id={id} class={styles.body} hidden={!isOpen()}>
        <Show when={isOpen()}>
          <FileLook file={props.file} />
        </Show>
      </div>
    </section>
  )
}
