import { useNavigate, useParams } from '@solidjs/router'
import { createResource, createSignal, Match, Show, Switch } from 'solid-js'
import { signIn, signUpByCode } from '#domain/accounts/contract.ts'
import { joinClass, previewJoinCode } from '#domain/classes/contract.ts'
import { JOIN_CODE_LENGTH, normalizeJoinCode } from '#domain/classes/join-code.ts'
import { call } from '../call.ts'
import { problemWords } from '../i18n/problem.ts'
import { t } from '../i18n/translate.ts'
import { createAction } from '../ui/action.ts'
import { Button, LinkButton } from '../ui/Button.tsx'
import { Choice } from '../ui/CheckboxField.tsx'
import { TextField } from '../ui/Field.tsx'
import { Form } from '../ui/Form.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { toast, toastProblem } from '../ui/Toast.tsx'
import { PasswordField } from './PasswordField.tsx'
import { enter, leave, loadMe, refreshMe, session } from './session.ts'
import styles from './Welcome.module.css'
import { Welcome } from './Welcome.tsx'

/** Room for blanks and dashes between the letters, which do not count. */
const JOIN_CODE_TYPED = 4 * JOIN_CODE_LENGTH

const CodeForm = (props: { code: string; failed: unknown }) => {
  const navigate = useNavigate()
  const [code, setCode] = createSignal(props.code)
  const error = () => (props.failed && props.code === code() ? problemWords(props.failed).title : undefined)
  return (
    <Form onSubmit={() => normalizeJoinCode(code()) && navigate(`/join/${normalizeJoinCode(code())}`)}>
      <TextField
        label={t('accounts.join.code')}
        hint={t('accounts.join.codeHint')}
        error={error()}
        name="code"
        value={code()}
        onInput={setCode}
        class={styles.code}
        maxLength={JOIN_CODE_TYPED}
        autocapitalize="characters"
        spellcheck={false}
        mono
        autofocus
      />
      <Button
        type="submit"
        look="primary"
        wide
        disabled={normalizeJoinCode(code()).length < JOIN_CODE_LENGTH}
      >
        {t('accounts.join.look')}
      </Button>
      <Show when={session.me === null}>
        <LinkButton look="quiet" wide href="/login">
          {t('accounts.join.haveAccount')}
        </LinkButton>
      </Show>
    </Form>
  )
}

const useJoined = (name: () => string) => {
  const navigate = useNavigate()
  return async (classId: string | undefined) => {
    toast(t('accounts.join.joined', { class: name() }), { tone: 'good' })
    navigate(classId ? `/c/${classId}` : '/classes', { replace: true })
  }
}

const JoinAsMe = (props: { code: string; name: string }) => {
  const joined = useJoined(() => props.name)
  const action = createAction(async () => {
    const { classId } = await call(joinClass, { code: props.code }, {})
    await refreshMe()
    await joined(classId)
  })
  return (
    <Form problem={action.problem()} onSubmit={() => void action.run()}>
      <p>{t('accounts.join.asMe', { name: session.me?.displayName ?? '' })}</p>
      <Button type="submit" look="primary" wide busy={action.busy()}>
        {t('accounts.join.submit', { class: props.name })}
      </Button>
      <Button look="quiet" wide onClick={() => void leave(`/join/${props.code}`).catch(toastProblem)}>
        {t('accounts.join.notMe')}
      </Button>
    </Form>
  )
}

const SignUp = (props: { code: string; name: string }) => {
  const joined = useJoined(() => props.name)
  const [displayName, setDisplayName] = createSignal('')
  const [username, setUsername] = createSignal('')
  const [password, setPassword] = createSignal('')
  const action = createAction(async () => {
    const me = await call(
      signUpByCode,
      {},
      { code: props.code, username: username(), displayName: displayName(), password: password() },
    )
    enter(me)
    await joined(me.classes[0]?.id)
  })
  return (
    <Form problem={action.problem()} onSubmit={() => void action.run()}>
      <TextField
        label={t('accounts.join.name')}
        hint={t('accounts.join.nameHint')}
        name="displayName"
        value={displayName()}
        onInput={setDisplayName}
        autocomplete="name"
      />
      <TextField
        label={t('accounts.signIn.username')}
        hint={t('accounts.join.usernameHint')}
        name="username"
        value={username()}
        onInput={setUsername}
        autocomplete="username"
        autocapitalize="none"
        spellcheck={false}
      />
      <PasswordField
        label={t('accounts.signIn.password')}
        hint={t('accounts.change.nextHint')}
        name="password"
        value={password()}
        onInput={setPassword}
        fresh
      />
      <Button type="submit" look="primary" wide busy={action.busy()}>
        {t('accounts.join.signUp')}
      </Button>
    </Form>
  )
}

const SignInHere = () => {
  const [username, setUsername] = createSignal('')
  const [password, setPassword] = createSignal('')
  const action = createAction(async () =>
    enter(await call(signIn, {}, { username: username(), password: password() })),
  )
  return (
    <Form problem={action.problem()} onSubmit={() => void action.run()}>
      <TextField
        label={t('accounts.signIn.username')}
        name="username"
        value={username()}
        onInput={setUsername}
        autocomplete="username"
        autocapitalize="none"
        spellcheck={false}
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
    </Form>
  )
}

const Stranger = (props: { code: string; name: string }) => {
  const [way, setWay] = createSignal<'new' | 'known'>('new')
  return (
    <>
      <Choice
        label={t('accounts.join.title')}
        hideLabel
        name="way"
        value={way()}
        onChange={setWay}
        options={[
          { value: 'new', label: t('accounts.join.newHere') },
          { value: 'known', label: t('accounts.join.haveAccount') },
        ]}
      />
      <Show when={way() === 'new'} fallback={<SignInHere />}>
        <SignUp code={props.code} name={props.name} />
      </Show>
    </>
  )
}

/** Join a class by its code: as who is signed in, or by signing in or up. */
export default function JoinScreen() {
  const params = useParams<{ code?: string }>()
  const code = () => normalizeJoinCode(params.code ?? '')
  const [found] = createResource(
    () => code() || null,
    (asked) => call(previewJoinCode, { code: asked }, {}),
  )
  if (session.me === undefined) void loadMe()
  return (
    <Welcome title={t('accounts.join.title')} over={found.error ? null : found()?.schoolName}>
      <Switch fallback={<CodeForm code={params.code ?? ''} failed={found.error} />}>
        <Match when={found.loading || (code() && session.me === undefined)}>
          <Skeleton rows={3} shape="lines" />
        </Match>
        <Match when={found.error ? undefined : found()}>
          {(item) => (
            <>
              <p class={styles.found} data-hue={item().hue}>
                <span class={styles.aside}>{t('accounts.join.lead')}</span>
                <span class={styles.foundName}>{item().className}</span>
                <span class={styles.lead}>{item().subject}</span>
              </p>
              <Show when={session.me} fallback={<Stranger code={code()} name={item().className} />}>
                <JoinAsMe code={code()} name={item().className} />
              </Show>
            </>
          )}
        </Match>
      </Switch>
    </Welcome>
  )
}
