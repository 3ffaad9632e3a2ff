import FileIcon from 'lucide-solid/icons/file'
import FileArchive from 'lucide-solid/icons/file-archive'
import FileAudio from 'lucide-solid/icons/file-audio'
import FileSpreadsheet from 'lucide-solid/icons/file-spreadsheet'
import FileText from 'lucide-solid/icons/file-text'
import FileVideo from 'lucide-solid/icons/file-video-camera'
import ImageIcon from 'lucide-solid/icons/image'
import { For, Show } from 'solid-js'
import { downloadPath, type FileView, filePath } from '#domain/files/contract.ts'
import { fileKindOf } from '#domain/files/media-type.ts'
import { t } from '../i18n/translate.ts'
import { FileChip } from '../ui/Files.tsx'
import type { IconType } from '../ui/Icon.tsx'
import styles from './Files.module.css'

/** The sign of a kind of file. */
export const fileIcon = (mediaType: string): IconType => {
  switch (fileKindOf(mediaType)) {
    case 'image':
      return ImageIcon
    case 'audio':
      return FileAudio
    case 'video':
      return FileVideo
    case 'pdf':
      return FileText
    case 'other':
      break
  }
  if (mediaType.includes('sheet') || mediaType.includes('excel') || mediaType === 'text/csv')
    return FileSpreadsheet
  if (mediaType.includes('zip') || mediaType.includes('rar') || mediaType.includes('7z')) return FileArchive
  return mediaType.includes('word') || mediaType.startsWith('text/') ? FileText : FileIcon
}

const Picture = (props: { file: FileView }) => (
  <a
    class={styles.picture}
    href={filePath(props.file.id)}
    target="_blank"
    rel="noopener external"
    title={props.file.name}
  >
    <img src={filePath(props.file.id)} alt={props.file.name} loading="lazy" decoding="async" />
  </a>
)

/** Files that are attached to something: pictures as pictures, the rest by name. */
export const FileList = (props: { files: readonly FileView[]; large?: boolean }) => {
  const pictures = () => props.files.filter((file) => fileKindOf(file.mediaType) === 'image')
  const others = () => props.files.filter((file) => fileKindOf(file.mediaType) !== 'image')
  return (
    <Show when={props.files.length > 0}>
      <div class={styles.files} classList={{ [styles.large ?? '']: props.large }}>
        <Show when={pictures().length > 0}>
          <ul class={styles.pictures} aria-label={t('files.pictures')}>
            <For each={pictures()}>
              {(file) => (
                <li>
                  <Picture file={file} />
                </li>
              )}
            </For>
          </ul>
        </Show>
        <Show when={others().length > 0}>
          <ul class={styles.chips} aria-label={t('files.title')}>
            <For each={others()}>
              {(file) => (
                <li>
                  <FileChip
                    name={file.name}
                    size={file.size}
                    icon={fileIcon(file.mediaType)}
                    href={fileKindOf(file.mediaType) === 'other' ? downloadPath(file.id) : filePath(file.id)}
                  />
                </li>
              )}
            </For>
          </ul>
        </Show>
      </div>
    </Show>
  )
}
