import { Navigate, useSearchParams } from '@solidjs/router'
import KeyRound from 'lucide-solid/icons/key-round'
import { createResource, createSignal, For, Show } from 'solid-js'
import { signIn } from '#domain/accounts/contract.ts'
import { getSetupState } from '#domain/school/contract.ts'
import { call } from '../call.ts'
import { t } from '../i18n/translate.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { createAction } from '../ui/action.ts'
import { Button, LinkButton } from '../ui/Button.tsx'
import { TextField } from '../ui/Field.tsx'
import { Form } from '../ui/Form.tsx'
import { PasswordField } from './PasswordField.tsx'
import { enter, loadMe, session } from './session.ts'
import styles from './Welcome.module.css'
import { Welcome } from './Welcome.tsx'

/** Where the person wanted to go: an address of ours, never another site's. */
export const nextAddress = (next: string | string[] | undefined): string =>
  typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : '/today'

/** Sign in by username and password; the demonstration school offers its people. */
export default function SignInScreen() {
  const [search] = useSearchParams()
  const [username, setUsername] = createSignal('')
  const [password, setPassword] = createSignal('')
  const [state] = createResource(() => call(getSetupState, {}, {}))
  const setup = () => (state.error ? undefined : state())
  const action = createAction(async (name: string, secret: string) =>
    enter(await call(signIn, {}, { username: name, password: secret })),
  )
  if (session.me === undefined) void loadMe()
  return (
    <Show when={!session.me} fallback={<Navigate href={nextAddress(search.next)} />}>
      <Show when={setup()?.ready !== false} fallback={<Navigate href="/setup" />}>
        <Welcome title={t('accounts.signIn.title')} over={setup()?.schoolName}>
          <Form problem={action.problem()} onSubmit={() => void action.run(username(), password())}>
            <TextField
              label={t('accounts.signIn.username')}
              name="username"
              value={username()}
              onInput={setUsername}
              autocomplete="username"
              autocapitalize="none"
              spellcheck={false}
              autofocus
              required
            />
            <PasswordField
              label={t('accounts.signIn.password')}
              name="password"
              value={password()}
              onInput={setPassword}
            />
            <Button type="submit" look="primary" wide busy={action.busy()}>
              {t('accounts.signIn.submit')}
            </Button>
            <p class={styles.aside}>{t('accounts.signIn.forgotten')}</p>
          </Form>
          <div class={styles.other}>
            <p>{t('accounts.signIn.newHere')}</p>
            <LinkButton wide icon={KeyRound} href="/join">
              {t('accounts.signIn.join')}
            </LinkButton>
          </div>
          <Show when={setup()?.demoAccounts.length ? setup()?.demoAccounts : undefined}>
            {(people) => (
              <section class={styles.demo}>
                <h2>{t('accounts.signIn.demo')}</h2>
                <ul class={styles.people}>
                  <For each={people()}>
                    {(person) => (
                      <li>
                        <button
                          type="button"
                          class={styles.person}
                          onClick={() => void action.run(person.username, person.password)}
                        >
                          <Avatar name={person.displayName} id={person.username} />
                          <span class={styles.personWords}>
                            {person.displayName}
                            <small>{t(`accounts.roles.${person.role}`)}</small>
                          </span>
                        </button>
                      </li>
                    )}
                  </For>
                </ul>
                <p class={styles.aside}>{t('accounts.signIn.demoHint')}</p>
              </section>
            )}
          </Show>
        </Welcome>
      </Show>
    </Show>
  )
}
