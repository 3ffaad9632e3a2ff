import SendHorizontal from 'lucide-solid/icons/send-horizontal'
import { createEffect, createSignal, on, onCleanup, onMount, Show } from 'solid-js'
import { isBlank, MESSAGE_FILES, MESSAGE_LIMIT, type MessageFile } from '#domain/messages/message.ts'
import { AttachButtons, UploadList } from '../files/FilePicker.tsx'
import type { Uploads } from '../files/uploads.ts'
import { formatNumber } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { actInstead, whenNotComposing } from '../ui/composing.ts'
import styles from './Composer.module.css'
import { fitHeight, isSendKey } from './keys.ts'

/** From here on the characters that are left are shown. */
const NEAR_LIMIT = 500

/**
 * Where a message is written. Enter sends, Shift+Enter begins a line; while an input method composes, Enter belongs to
 * it.
 */
export const Composer = (props: {
  /** What is written in this channel and not sent yet. */
  draft: string
  onDraft: (body: string) => void
  placeholder: string
  /** Its files come by button, paste or drop; the last two are the screen's. */
  uploads: Uploads
  onSend: (body: string, files: MessageFile[]) => void
  onTyping: () => void
  /** The up arrow in an empty field. */
  onEditLast: () => void
  ref?: (field: HTMLTextAreaElement) => void
}) => {
  const [body, setBody] = createSignal(props.draft)
  let field: HTMLTextAreaElement | undefined
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
  const files = () => props.uploads.list.flatMap((upload) => upload.file ?? [])
  const tooMany = () => props.uploads.list.length > MESSAGE_FILES
  /** Every file is there: none is on its way, none has failed unnoticed. */
  const whole = () => files().length === props.uploads.list.length && !tooMany()
  const isEmpty = () => isBlank(body()) && files().length === 0
  const canSend = () => !isEmpty() && left() >= 0 && whole()
  const send = () => {
    if (!canSend()) return
    const words = body().trimEnd()
    const attached = files().map((file) => ({ ...file }))
    setBody('')
    keepDraft()
    props.uploads.clear()
    props.onSend(words, attached)
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
  return (
    <form class={styles.composer} onSubmit={actInstead(send)}>
      <Show when={props.uploads.list.length > 0}>
        <div class={styles.files}>
          <UploadList uploads={props.uploads} />
        </div>
      </Show>
      <div class={styles.line}>
        <AttachButtons iconOnly uploads={props.uploads} />
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
          onKeyDown={whenNotComposing(onKeyDown)}
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
        <Show when={tooMany()}>
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
    </form>
  )
}
