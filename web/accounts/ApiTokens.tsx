import KeyRound from 'lucide-solid/icons/key-round'
import Plus from 'lucide-solid/icons/plus'
import { createResource, createSignal, For, Show } from 'solid-js'
import { createApiToken, deleteApiToken, listApiTokens } from '#domain/accounts/contract.ts'
import { call } from '../call.ts'
import { t } from '../i18n/translate.ts'
import { Actions } from '../ui/Actions.tsx'
import { createAction } from '../ui/action.ts'
import { Button } from '../ui/Button.tsx'
import { CopyButton } from '../ui/CopyButton.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { TextField } from '../ui/Field.tsx'
import { Form } from '../ui/Form.tsx'
import { Icon } from '../ui/Icon.tsx'
import { List, Row } from '../ui/List.tsx'
import { Section } from '../ui/Page.tsx'
import { Time } from '../ui/Time.tsx'
import { toastDeferred } from '../ui/Toast.tsx'

/** Keys with which the account's own programs speak to the API: what a screen can do, they can. */
export const ApiTokens = () => {
  const [tokens, { mutate, refetch }] = createResource(() => call(listApiTokens, {}, {}))
  const [making, setMaking] = createSignal(false)
  const all = () => (tokens.error ? [] : (tokens.latest?.tokens ?? []))
  const remove = (gone: { id: string }) => {
    const before = tokens.latest
    mutate((value) => value && { tokens: value.tokens.filter((one) => one.id !== gone.id) })
    toastDeferred(t('accounts.tokens.removed'), {
      commit: () => call(deleteApiToken, { tokenKey: gone.id }, {}, { keepalive: true }),
      undo: () => mutate(before),
    })
  }
  return (
    <Section
      title={t('accounts.tokens.title')}
      actions={
        <Button small icon={Plus} onClick={() => setMaking(true)}>
          {t('accounts.tokens.add')}
        </Button>
      }
    >
      <p>{t('accounts.tokens.lead')}</p>
      <List>
        <For each={all()}>
          {(one) => (
            <Row
              before={<Icon of={KeyRound} />}
              title={one.name}
              detail={
                <Show when={one.lastUsedAt} fallback={t('accounts.tokens.unused')}>
                  {(at) => <Time at={at()} as="ago" />}
                </Show>
              }
              after={
                <Button small look="quiet" onClick={() => remove(one)}>
                  {t('common.actions.remove')}
                </Button>
              }
            />
          )}
        </For>
      </List>
      <NewToken open={making()} onClose={() => setMaking(false)} onMade={() => void refetch()} />
    </Section>
  )
}

/** Asks for a name, then shows the token: this once, for only its hash is kept. */
const NewToken = (props: { open: boolean; onClose: () => void; onMade: () => void }) => {
  const [name, setName] = createSignal('')
  const [token, setToken] = createSignal('')
  const make = createAction(async () => {
    const made = await call(createApiToken, {}, { name: name() })
    setToken(made.token)
    props.onMade()
  })
  const close = () => {
    setName('')
    setToken('')
    props.onClose()
  }
  return (
    <Dialog open={props.open} onClose={close} title={t('accounts.tokens.add')}>
      <Show
        when={token()}
        fallback={
          <Form problem={make.problem()} onSubmit={() => void make.run()}>
            <TextField
              label={t('accounts.tokens.name')}
              hint={t('accounts.tokens.nameHint')}
              name="name"
              value={name()}
              onInput={setName}
              autofocus
              required
            />
            <Actions>
              <Button type="submit" look="primary" busy={make.busy()}>
                {t('accounts.tokens.make')}
              </Button>
            </Actions>
          </Form>
        }
      >
        <p>{t('accounts.tokens.once')}</p>
        <TextField label={t('accounts.tokens.token')} name="token" value={token()} onInput={() => {}} mono />
        <CopyButton text={token()} label={t('accounts.tokens.copy')} />
        <Actions>
          <Button look="primary" onClick={close}>
            {t('common.actions.done')}
          </Button>
        </Actions>
      </Show>
    </Dialog>
  )
}
