import { createSignal, onMount } from 'solid-js'
import { isBlank, MESSAGE_LIMIT, type Message } from '#domain/messages/message.ts'
import { t } from '../i18n/translate.ts'
import { createAction } from '../ui/action.ts'
import { Button } from '../ui/Button.tsx'
import { actInstead, whenNotComposing } from '../ui/composing.ts'
import { toastProblem } from '../ui/Toast.tsx'
import type { RowActs } from './acts.ts'
import { fitHeight, isSendKey } from './keys.ts'
import styles from './MessageEditor.module.css'

/** Edits a message in its place: Enter saves, Escape leaves it as it was. What is begun is kept when the channel is left. */
export const MessageEditor = (props: { message: Message; acts: RowActs }) => {
  const [body, setBody] = createSignal(props.acts.editedBody(props.message))
  let field: HTMLTextAreaElement | undefined
  const canSave = () => body().length <= MESSAGE_LIMIT && (!isBlank(body()) || props.message.files.length > 0)
  const action = createAction(async () => {
    try {
      await props.acts.save(props.message, body())
    } catch (error) {
      toastProblem(error)
    }
  })
  const save = () => {
    if (canSave()) void action.run()
  }
  onMount(() => {
    if (!field) return
    fitHeight(field)
    field.focus()
    field.setSelectionRange(body().length, body().length)
  })
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.key === 'Escape') props.acts.edit(null)
    else if (isSendKey(event)) {
      event.preventDefault()
      save()
    }
  }
  return (
    <form class={styles.editor} onSubmit={actInstead(save)}>
      <textarea
        ref={field}
        class={styles.field}
        rows={1}
        dir="auto"
        aria-label={t('messages.edit.label')}
        value={body()}
        onInput={(event) => {
          setBody(event.currentTarget.value)
          props.acts.keepEdit(props.message, body())
          fitHeight(event.currentTarget)
        }}
        onKeyDown={whenNotComposing(onKeyDown)}
      />
      <div class={styles.buttons}>
        <span class={styles.hint}>{t('messages.edit.hint')}</span>
        <Button small onClick={() => props.acts.edit(null)}>
          {t('common.actions.cancel')}
        </Button>
        <Button small look="primary" type="submit" busy={action.busy()} disabled={!canSave()}>
          {t('common.actions.save')}
        </Button>
      </div>
    </form>
  )
}
