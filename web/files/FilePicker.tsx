import Camera from 'lucide-solid/icons/camera'
import Paperclip from 'lucide-solid/icons/paperclip'
import RotateCw from 'lucide-solid/icons/rotate-cw'
import { createSignal, For, type JSX, Show } from 'solid-js'
import { filePath } from '#domain/files/contract.ts'
import { fileKindOf } from '#domain/files/media-type.ts'
import { formatBytes } from '../i18n/format.ts'
import { problemWords } from '../i18n/problem.ts'
import { t } from '../i18n/translate.ts'
import { Button } from '../ui/Button.tsx'
import { FileChip } from '../ui/Files.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import styles from './Files.module.css'
import { fileIcon } from './file-icon.ts'
import type { Upload, Uploads } from './uploads.ts'

const filesIn = (list: FileList | null | undefined): File[] => [...(list ?? [])]

/** Takes files that are dropped on or pasted into what is inside. */
export const FileZone = (props: {
  uploads: Uploads
  disabled?: boolean
  class?: string
  children: JSX.Element
}) => {
  const [depth, setDepth] = createSignal(0)
  const carriesFiles = (event: DragEvent) => !props.disabled && event.dataTransfer?.types.includes('Files')
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping and pasting are extras; the buttons do the same.
    <div
      class={props.class}
      classList={{ [styles.over ?? '']: depth() > 0 }}
      onDragEnter={(event) => carriesFiles(event) && setDepth((n) => n + 1)}
      onDragLeave={() => setDepth((n) => Math.max(0, n - 1))}
      onDragOver={(event) => carriesFiles(event) && event.preventDefault()}
      onDrop={(event) => {
        setDepth(0)
        if (!carriesFiles(event)) return
        event.preventDefault()
        props.uploads.add(filesIn(event.dataTransfer?.files))
      }}
      onPaste={(event) => {
        const files = props.disabled ? [] : filesIn(event.clipboardData?.files)
        if (files.length === 0) return
        event.preventDefault()
        props.uploads.add(files)
      }}
    >
      {props.children}
    </div>
  )
}

const previewOf = (upload: Upload): string | null => {
  if (upload.preview) return upload.preview
  return upload.file && fileKindOf(upload.file.mediaType) === 'image' ? filePath(upload.file.id) : null
}

const errorOf = (upload: Upload): string | undefined => {
  if (upload.state === 'waiting') return t('files.waiting')
  return upload.state === 'failed' ? problemWords(upload.problem).title : undefined
}

/** The files being attached, with their progress. */
export const UploadList = (props: { uploads: Uploads }) => (
  <Show when={props.uploads.list.length > 0}>
    <ul class={styles.chips} aria-label={t('files.attached')}>
      <For each={props.uploads.list}>
        {(upload) => (
          <li class={styles.upload}>
            <Show when={previewOf(upload)}>
              {(source) => <img class={styles.thumb} src={source()} alt="" />}
            </Show>
            <FileChip
              name={upload.name}
              size={upload.size}
              icon={fileIcon(upload.file?.mediaType ?? '')}
              progress={upload.state === 'sending' ? upload.progress : undefined}
              error={errorOf(upload)}
              onRemove={() => props.uploads.remove(upload.key)}
              after={
                <Show when={upload.state === 'failed'}>
                  <IconButton
                    small
                    icon={RotateCw}
                    label={t('common.actions.retry')}
                    onClick={() => props.uploads.retry(upload.key)}
                  />
                </Show>
              }
            />
          </li>
        )}
      </For>
    </ul>
    <Show when={props.uploads.scarce()}>
      {(scarce) => (
        <p class={styles.scarce} role="status">
          {t('files.scarce', { kept: formatBytes(scarce().kept), limit: formatBytes(scarce().limit) })}
        </p>
      )}
    </Show>
  </Show>
)

/** The buttons that attach: files, and on phones the camera. */
export const AttachButtons = (props: { uploads: Uploads; disabled?: boolean; iconOnly?: boolean }) => {
  let files: HTMLInputElement | undefined
  let camera: HTMLInputElement | undefined
  const take = (input: HTMLInputElement) => {
    props.uploads.add(filesIn(input.files))
    input.value = ''
  }
  return (
    <>
      <Show
        when={props.iconOnly}
        fallback={
          <Button icon={Paperclip} disabled={props.disabled} onClick={() => files?.click()}>
            {t('files.attach')}
          </Button>
        }
      >
        <IconButton
          icon={Paperclip}
          label={t('files.attach')}
          disabled={props.disabled}
          onClick={() => files?.click()}
        />
      </Show>
      <Show when={!props.iconOnly}>
        <span class={styles.camera}>
          <Button icon={Camera} disabled={props.disabled} onClick={() => camera?.click()}>
            {t('files.photo')}
          </Button>
        </span>
      </Show>
      <input
        ref={files}
        type="file"
        hidden
        multiple
        aria-label={t('files.attach')}
        onChange={(event) => take(event.currentTarget)}
      />
      <input
        ref={camera}
        type="file"
        hidden
        accept="image/*"
        capture="environment"
        aria-label={t('files.photo')}
        onChange={(event) => take(event.currentTarget)}
      />
    </>
  )
}
