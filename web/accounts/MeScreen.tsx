import Keyboard from 'lucide-solid/icons/keyboard'
import Laptop from 'lucide-solid/icons/laptop'
import LogOut from 'lucide-solid/icons/log-out'
import Phone from 'lucide-solid/icons/smartphone'
import { createResource, createSignal, For, Show } from 'solid-js'
import type * as z from 'zod/mini'
import { DENSITIES, endSession, listSessions, type sessionView, THEMES } from '#domain/accounts/contract.ts'
import { isLearner } from '#domain/permission.ts'
import { call } from '../call.ts'
import { LOCALE_NAMES, LOCALES, locale, t } from '../i18n/translate.ts'
import { density, theme } from '../shell/appearance.ts'
import { ADMIN } from '../shell/places.ts'
import { showShortcuts } from '../shell/Shortcuts.tsx'
import { Avatar } from '../ui/Avatar.tsx'
import { Badge } from '../ui/Badge.tsx'
import { Button, LinkButton } from '../ui/Button.tsx'
import { Choice } from '../ui/CheckboxField.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Icon } from '../ui/Icon.tsx'
import { List, Row } from '../ui/List.tsx'
import { Page, PageHeader, Section } from '../ui/Page.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { Time } from '../ui/Time.tsx'
import { toastDeferred, toastProblem } from '../ui/Toast.tsx'
import { ApiTokens } from './ApiTokens.tsx'
import { ChangePasswordForm } from './ChangePasswordScreen.tsx'
import styles from './MeScreen.module.css'
import { may } from './may.ts'
import { choose, leave, leaveEverywhere, useMe } from './session.ts'

type SessionView = z.output<typeof sessionView>

const Appearance = () => {
  const keep = (chosen: Parameters<typeof choose>[0]) => void choose(chosen).catch(toastProblem)
  return (
    <Section
      title={t('accounts.me.appearance')}
      actions={
        <span class={styles.keyboard}>
          <Button small look="quiet" icon={Keyboard} onClick={showShortcuts}>
            {t('accounts.me.shortcuts')}
          </Button>
        </span>
      }
    >
      <div class={styles.choices}>
        <Choice
          label={t('accounts.me.language')}
          name="locale"
          value={locale()}
          options={LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }))}
          onChange={(value) => keep({ locale: value })}
        />
        <Choice
          label={t('accounts.me.theme')}
          name="theme"
          value={theme()}
          options={THEMES.map((value) => ({ value, label: t(`accounts.me.themes.${value}`) }))}
          onChange={(value) => keep({ theme: value })}
        />
        <Choice
          label={t('accounts.me.density')}
          name="density"
          value={density()}
          options={DENSITIES.map((value) => ({ value, label: t(`accounts.me.densities.${value}`) }))}
          onChange={(value) => keep({ density: value })}
        />
      </div>
    </Section>
  )
}

const isPhone = (device: string) => /iPhone|Android/.test(device)

const Devices = () => {
  const [sessions, { mutate, refetch }] = createResource(() => call(listSessions, {}, {}))
  const end = (gone: SessionView) => {
    const before = sessions()
    mutate((all) => all && { sessions: all.sessions.filter((one) => one.id !== gone.id) })
    toastDeferred(t('accounts.me.endedSession'), {
      commit: () => call(endSession, { sessionKey: gone.id }, {}, { keepalive: true }),
      undo: () => mutate(before),
    })
  }
  return (
    <Section
      title={t('accounts.me.devices')}
      actions={
        <Button small look="danger" onClick={() => void leaveEverywhere().catch(toastProblem)}>
          {t('accounts.me.signOutEverywhere')}
        </Button>
      }
    >
      <Show
        when={!sessions.error}
        fallback={<ErrorState problem={sessions.error} onRetry={() => void refetch()} />}
      >
        <Show when={sessions()} fallback={<Skeleton rows={2} />}>
          {(found) => (
            <List>
              <For each={found().sessions}>
                {(one) => (
                  <Row
                    before={<Icon of={isPhone(one.device) ? Phone : Laptop} />}
                    title={one.device || t('accounts.me.unknownDevice')}
                    detail={<Time at={one.lastSeenAt} as="ago" />}
                    after={
                      <Show
                        when={one.current}
                        fallback={
                          <Button small look="quiet" onClick={() => end(one)}>
                            {t('accounts.me.endSession')}
                          </Button>
                        }
                      >
                        <Badge tone="accent" words={t('accounts.me.thisDevice')} />
                      </Show>
                    }
                  />
                )}
              </For>
            </List>
          )}
        </Show>
      </Show>
    </Section>
  )
}

/** The person's own page: how things look, the password, the devices. */
export default function MeScreen() {
  const me = useMe()
  const [changing, setChanging] = createSignal(false)
  return (
    <Page>
      <PageHeader
        title={me().displayName}
        lead={`${t(`accounts.roles.${me().role}`)} · ${me().username} · ${me().school.name}`}
        before={<Avatar name={me().displayName} id={me().id} size="large" />}
        actions={
          <Button icon={LogOut} onClick={() => void leave().catch(toastProblem)}>
            {t('accounts.me.signOut')}
          </Button>
        }
      />
      <Show when={may('account.list')}>
        <div class={styles.admin}>
          <LinkButton href={ADMIN.href} icon={ADMIN.icon} wide>
            {t(ADMIN.label)}
          </LinkButton>
        </div>
      </Show>
      <Appearance />
      <Section title={t('accounts.me.security')}>
        <div>
          <Button onClick={() => setChanging(true)}>{t('accounts.change.submit')}</Button>
        </div>
      </Section>
      <Devices />
      <Show when={!isLearner(me())}>
        <ApiTokens />
      </Show>
      <Dialog
        open={changing()}
        onClose={() => setChanging(false)}
        title={t('accounts.change.submit')}
        size="small"
        sticky
      >
        <ChangePasswordForm onDone={() => setChanging(false)} />
      </Dialog>
    </Page>
  )
}
