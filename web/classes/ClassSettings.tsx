import { createEffect, createUniqueId, For, on, Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import { updateClass } from '#domain/classes/contract.ts'
import { may } from '../accounts/may.ts'
import { call } from '../call.ts'
import { t } from '../i18n/translate.ts'
import { createAction } from '../ui/action.ts'
import { Button } from '../ui/Button.tsx'
import { classes } from '../ui/classes.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { TextField } from '../ui/Field.tsx'
import { Form } from '../ui/Form.tsx'
import { toastProblem, toastUndo } from '../ui/Toast.tsx'
import type { ManagedClass } from './ClassMenu.tsx'
import styles from './ClassSettings.module.css'

const HUES = Array.from({ length: 12 }, (_, hue) => hue)

interface Draft {
  name: string
  subject: string
  hue: number
  code?: string
}

const draftOf = ({ name, subject, hue, code }: ManagedClass): Draft => ({
  name,
  subject,
  hue,
  ...(code === undefined || !may('class.manage') ? {} : { code }),
})

/** Name, subject and colour of a class, and its code for administrators. */
export const ClassSettings = (props: {
  open: boolean
  item: ManagedClass
  onClose: () => void
  onChanged: () => unknown
}) => {
  const formId = createUniqueId()
  const [draft, setDraft] = createStore<Draft>(draftOf(props.item))
  const send = async (wanted: Draft) => {
    await call(updateClass, { classId: props.item.id }, { ...wanted })
    await props.onChanged()
  }
  const save = createAction(async () => {
    const before = draftOf(props.item)
    await send(draft)
    props.onClose()
    toastUndo(t('classes.settings.saved', { name: draft.name }), () => void send(before).catch(toastProblem))
  })
  createEffect(
    on(
      () => props.open,
      (open) => {
        if (!open) return
        save.clear()
        setDraft(draftOf(props.item))
      },
    ),
  )
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      sticky
      size="small"
      title={t('classes.settings.title')}
      footer={
        <>
          <Button onClick={() => props.onClose()}>{t('common.actions.cancel')}</Button>
          <Button look="primary" type="submit" form={formId} busy={save.busy()}>
            {t('common.actions.save')}
          </Button>
        </>
      }
    >
      <Form id={formId} problem={save.problem()} onSubmit={() => void save.run()}>
        <TextField
          label={t('classes.new.name')}
          name="name"
          maxLength={80}
          autofocus
          value={draft.name}
          onInput={(name) => setDraft({ name })}
        />
        <TextField
          label={t('classes.new.subject')}
          name="subject"
          optional={t('common.optional')}
          maxLength={60}
          value={draft.subject}
          onInput={(subject) => setDraft({ subject })}
        />
        <Show when={draft.code !== undefined}>
          <TextField
            label={t('classes.settings.code')}
            name="code"
            maxLength={20}
            value={draft.code ?? ''}
            onInput={(code) => setDraft({ code })}
          />
        </Show>
        <fieldset>
          <legend class={styles.legend}>{t('classes.settings.hue')}</legend>
          <div class={styles.hues}>
            <For each={HUES}>
              {(hue) => (
                <label class={classes(styles.hue, draft.hue === hue && styles.chosen)} data-hue={hue}>
                  <input
                    type="radio"
                    name="hue"
                    aria-label={t('classes.settings.hueOf', { number: hue + 1 })}
                    checked={draft.hue === hue}
                    onChange={() => setDraft({ hue })}
                  />
                </label>
              )}
            </For>
          </div>
        </fieldset>
      </Form>
    </Dialog>
  )
}
