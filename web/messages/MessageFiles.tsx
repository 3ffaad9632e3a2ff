import { For, Show } from 'solid-js'
import { downloadPath, filePath } from '#domain/files/contract.ts'
import type { MessageFile } from '#domain/messages/message.ts'
import { FileChip } from '../ui/Files.tsx'
import styles from './MessageFiles.module.css'

/** Pictures a browser draws by itself and that cannot carry a script. */
const DRAWN = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif'])
/** A larger picture is not fetched for the sake of a thumbnail. */
const THUMBNAIL_BYTES = 8_000_000

const isPicture = (file: MessageFile) => DRAWN.has(file.mediaType) && file.size <= THUMBNAIL_BYTES

/** A message's files: pictures as thumbnails of a fixed height, so that nothing moves when they arrive; others as chips. */
export const MessageFiles = (props: { of: MessageFile[] }) => (
  <Show when={props.of.length > 0}>
    <ul class={styles.files}>
      <For each={props.of}>
        {(file) => (
          <li class={styles.file}>
            <Show
              when={isPicture(file)}
              fallback={<FileChip name={file.name} size={file.size} href={downloadPath(file.id)} />}
            >
              <a
                href={filePath(file.id)}
                target="_blank"
                rel="external noopener"
                class={styles.picture}
                title={file.name}
              >
                <img
                  src={filePath(file.id)}
                  alt={file.name}
                  loading="lazy"
                  decoding="async"
                  class={styles.image}
                />
              </a>
            </Show>
          </li>
        )}
      </For>
    </ul>
  </Show>
)
