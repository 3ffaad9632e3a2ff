import Paperclip from 'lucide-solid/icons/paperclip'
import RotateCw from 'lucide-solid/icons/rotate-cw'
import SendHorizontal from 'lucide-solid/icons/send-horizontal'
import { createEffect, createSignal, For, on, onCleanup, onMount, Show } from 'solid-js'
import { isBlank, MESSAGE_FILES, MESSAGE_LIMIT, type MessageFile } from '#domain/messages/message.ts'
import { formatNumber } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { FileChip } from '../ui/Files.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import type { Attachments } from './attachments.ts'
import styles from './Composer.module.css'
import { fitHeight, isSendKey } from './keys.ts'

/** From here on the characters that are left are shown. */
const NEAR_LIMIT = 500

const AttachmentList = (props: { of: Attachments }) => (
  <Show when={props.of.list.length > 0}>
    <ul class={styles.files} aria-label={t('messages.composer.files')}>
      <For each={props.of.list}>
        {(one) => (
          <li>
            <FileChip
              name={one.file.name}
              size={one.file.size}
              progress={one.progress < 1 ? one.progress : undefined}
              error={one.failed ? t('messages.composer.uploadFailed') : undefined}
              onRemove={() => props.of.remove(one.key)}
              after={
                <Show when={one.failed}>
                  <IconButton
                    small
                    icon={RotateCw}
                    label={t('common.actions.retry')}
                    onClick={() => props.of.retry(one.key)}
                  />
                </Show>
              }
            />
          </li>
        )}
      </For>
    </ul>
  </Show>
)

/**
 * Where a message is written. Enter sends, Shift+Enter begins a line; while an input method composes, Enter belongs to
 * it. Files come by button, paste or drop (the screen's).
 */
export const Composer = (props: {
  /** What is written in this channel and not sent yet. */
  draft: string
  onDraft: (body: string) => void
  placeholder: string
  attachments: Attachments
  onSend: (body: string, files: MessageFile[]) => void
  onTyping: () => void
  /** The up arrow in an empty field. */
  onEditLast: () => void
  ref?: (field: HTMLTextAreaElement) => void
}) => {
  const [body, setBody] = createSignal(props.draft)
  let field: HTMLTextAreaElement | undefined
  let input: HTMLInputElement | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  const keepDraft = () => {
    clearTimeout(timer)
    props.onDraft(body())
  }
  const write = (next: string) => {
    setBody(next)
    clearTimeout(timer)
    timer = setTimeout(keepDraft, 250)
    if (next !== '') props.onTyping()
  }
  onMount(() => window.addEventListener('pagehide', keepDraft))
  onCleanup(() => {
    window.removeEventListener('pagehide', keepDraft)
    keepDraft()
  })
  // A message that came back (not sent, given up) is put here by the screen.
  createEffect(
    on(
      () => props.draft,
      (draft) => {
        if (draft !== body()) setBody(draft)
      },
      { defer: true },
    ),
  )
  createEffect(
    on(body, () => {
      if (field) fitHeight(field)
    }),
  )

  const left = () => MESSAGE_LIMIT - body().trimEnd().length
  const isEmpty = () => isBlank(body()) && props.attachments.list.length === 0
  const canSend = () => !isEmpty() && left() >= 0 && props.attachments.ready()
  const send = () => {
    if (!canSend()) return
    const words = body().trimEnd()
    setBody('')
    keepDraft()
    props.onSend(words, props.attachments.take())
    field?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (isSendKey(event)) {
      event.preventDefault()
      send()
    } else if (event.key === 'ArrowUp' && body() === '' && !event.shiftKey) {
      event.preventDefault()
      props.onEditLast()
    }
  }
  const onPaste = (event: ClipboardEvent) => {
    const files = [...(event.clipboardData?.files ?? [])]
    if (files.length === 0) return
    event.preventDefault()
    props.attachments.add(files)
  }

  return (
    <form
      class={styles.composer}
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <AttachmentList of={props.attachments} />
      <div class={styles.line}>
        <IconButton icon={Paperclip} label={t('messages.composer.attach')} onClick={() => input?.click()} />
        <textarea
          ref={(element) => {
            field = element
            props.ref?.(element)
          }}
          class={styles.field}
          rows={1}
          dir="auto"
          value={body()}
          placeholder={props.placeholder}
          aria-label={props.placeholder}
          aria-describedby="composer-count"
          enterkeyhint="enter"
          onInput={(event) => write(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
        />
        <button
          type="submit"
          class={styles.send}
          classList={{ [styles.ready ?? '']: canSend() }}
          disabled={!canSend()}
          aria-label={t('common.actions.send')}
          title={t('messages.composer.sendHint')}
        >
          <SendHorizontal aria-hidden="true" />
        </button>
      </div>
      <p class={styles.note} id="composer-count" aria-live="polite">
        <Show when={props.attachments.tooMany()}>
          <span class={styles.over}>{t('messages.composer.tooManyFiles', { count: MESSAGE_FILES })} </span>
        </Show>
        <Show when={left() <= NEAR_LIMIT}>
          <span class={left() < 0 ? styles.over : undefined}>
            {left() < 0
              ? t('messages.composer.tooLong', { over: formatNumber(-left()) })
              : t('messages.composer.left', { count: left() })}
          </span>
        </Show>
      </p>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        aria-label={t('messages.composer.attach')}
        onChange={(event) => {
          props.attachments.add([...(event.currentTarget.files ?? [])])
          event.currentTarget.value = ''
          field?.focus()
        }}
      />
    </form>
  )
}
