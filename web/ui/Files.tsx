import File from 'lucide-solid/icons/file'
import Paperclip from 'lucide-solid/icons/paperclip'
import X from 'lucide-solid/icons/x'
import { createSignal, type JSX, Match, Show, Switch } from 'solid-js'
import { formatBytes } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { Button } from './Button.tsx'
import { classes } from './classes.ts'
import styles from './Files.module.css'
import { Icon, type IconType } from './Icon.tsx'
import { IconButton } from './IconButton.tsx'
import { ProgressBar } from './ProgressBar.tsx'

/** A place to drop files, and a button to choose them. */
export const FileDrop = (props: {
  onFiles: (files: File[]) => void
  /** As in `<input accept>`: `.xlsx,.csv`. */
  accept?: string
  single?: boolean
  hint?: string
  disabled?: boolean
}) => {
  const [over, setOver] = createSignal(false)
  let input: HTMLInputElement | undefined
  const take = (list: FileList | null | undefined) => {
    const files = [...(list ?? [])]
    if (files.length > 0) props.onFiles(props.single ? files.slice(0, 1) : files)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra; the button inside does the same.
    <div
      class={classes(styles.drop, over() && styles.over)}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        if (!props.disabled) take(event.dataTransfer?.files)
      }}
    >
      <span class={styles.dropWords}>{t('common.files.drop')}</span>
      <Button icon={Paperclip} disabled={props.disabled} onClick={() => input?.click()}>
        {t('common.files.choose')}
      </Button>
      <Show when={props.hint}>
        <p class={styles.hint}>{props.hint}</p>
      </Show>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t('common.files.choose')}
        accept={props.accept}
        multiple={!props.single}
        onChange={(event) => {
          take(event.currentTarget.files)
          event.currentTarget.value = ''
        }}
      />
    </div>
  )
}

/** One file: a download if it has an address, with progress while it is sent. */
export const FileChip = (props: {
  name: string
  size?: number
  icon?: IconType
  href?: string
  /** In place of a download: shows the file. */
  onOpen?: () => void
  /** 0 to 1 while it is being sent. */
  progress?: number
  onRemove?: () => void
  /** A sentence when it failed. */
  error?: string
  after?: JSX.Element
}) => (
  <span class={classes(styles.chip, props.error && styles.failed)}>
    <Icon of={props.icon ?? File} class={styles.fileIcon} />
    <span class={styles.words}>
      <Switch fallback={<span class={styles.name}>{props.name}</span>}>
        <Match when={props.onOpen}>
          {(open) => (
            <button type="button" class={classes(styles.name, styles.link)} onClick={() => open()()}>
              {props.name}
            </button>
          )}
        </Match>
        <Match when={props.href}>
          {(href) => (
            <a class={classes(styles.name, styles.link)} href={href()} download={props.name} rel="external">
              {props.name}
            </a>
          )}
        </Match>
      </Switch>
      <Show when={props.progress !== undefined && !props.error}>
        <ProgressBar label={t('common.files.uploading', { name: props.name })} share={props.progress ?? 0} />
      </Show>
      <Show when={props.error}>
        <span class={styles.error}>{props.error}</span>
      </Show>
    </span>
    <Show when={props.size !== undefined}>
      <span class={styles.size}>{formatBytes(props.size ?? 0)}</span>
    </Show>
    {props.after}
    <Show when={props.onRemove}>
      <IconButton
        small
        icon={X}
        label={t('common.files.remove', { name: props.name })}
        onClick={() => props.onRemove?.()}
      />
    </Show>
  </span>
)
