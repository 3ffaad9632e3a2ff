import { createSignal, For, lazy, Show, Suspense } from 'solid-js'
import { downloadPath, type FileView, filePath } from '#domain/files/contract.ts'
import { fileKindOf } from '#domain/files/media-type.ts'
import { lookOf } from '#domain/files/preview.ts'
import { loadWords } from '../i18n/locale.ts'
import { t } from '../i18n/translate.ts'
import { FileChip } from '../ui/Files.tsx'
import styles from './Files.module.css'
import { fileIcon } from './file-icon.ts'

// Not for the first load: what looks at files, and its words, are loaded when somebody looks at one.
const withWords = async <Module,>(module: Promise<Module>): Promise<Module> => {
  await loadWords(['looks'])
  return module
}
const Preview = lazy(() => withWords(import('./Preview.tsx')))
const LookDialog = lazy(() => withWords(import('./LookDialog.tsx')))

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

/** A file by its name: looked at where that is possible, else saved. */
const Chip = (props: { file: FileView; onLook: (file: FileView) => void }) => (
  <FileChip
    name={props.file.name}
    size={props.file.size}
    icon={fileIcon(props.file.mediaType)}
    href={downloadPath(props.file.id)}
    onOpen={lookOf(props.file) ? () => props.onLook(props.file) : undefined}
  />
)

/** Photos of telephones are shown as other photos are; of what takes room, the first. */
const isOpen = (file: FileView, others: readonly FileView[]): boolean =>
  lookOf(file) === 'make-picture' || others.find((one) => lookOf(one) !== 'make-picture') === file

/**
 * Files that are attached to something: pictures as pictures, the rest by name, to be looked at in a window. `large`,
 * where somebody judges them, they are looked at in place.
 */
export const FileList = (props: { files: readonly FileView[]; large?: boolean }) => {
  const [looked, setLooked] = createSignal<FileView>()
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
          <ul class={props.large ? styles.rows : styles.chips} aria-label={t('files.title')}>
            <For each={others()}>
              {(file) => (
                <li>
                  <Show when={props.large && lookOf(file)} fallback={<Chip file={file} onLook={setLooked} />}>
                    <Suspense fallback={<Chip file={file} onLook={setLooked} />}>
                      <Preview file={file} open={isOpen(file, others())} />
                    </Suspense>
                  </Show>
                </li>
              )}
            </For>
          </ul>
        </Show>
        <Show when={looked()}>
          {(file) => (
            <Suspense>
              <LookDialog file={file()} onClose={() => setLooked(undefined)} />
            </Suspense>
          )}
        </Show>
      </div>
    </Show>
  )
}
