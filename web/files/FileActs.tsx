import Download from 'lucide-solid/icons/download'
import ExternalLink from 'lucide-solid/icons/external-link'
import { Show } from 'solid-js'
import { downloadPath, type FileView, filePath } from '#domain/files/contract.ts'
import { isInline } from '#domain/files/media-type.ts'
import { t } from '../i18n/translate.ts'
import { Icon } from '../ui/Icon.tsx'
import styles from './FileLook.module.css'

/** What can be done with a file that is looked at: open it by itself, where browsers can, and save it. */
export const FileActs = (props: { file: FileView }) => (
  <>
    <Show when={isInline(props.file.mediaType)}>
      <a
        class={styles.act}
        href={filePath(props.file.id)}
        target="_blank"
        rel="noopener external"
        title={t('looks.open')}
        aria-label={t('looks.open')}
      >
        <Icon of={ExternalLink} />
      </a>
    </Show>
    <a
      class={styles.act}
      href={downloadPath(props.file.id)}
      download={props.file.name}
      rel="external"
      title={t('looks.save', { name: props.file.name })}
      aria-label={t('looks.save', { name: props.file.name })}
    >
      <Icon of={Download} />
    </a>
  </>
)
