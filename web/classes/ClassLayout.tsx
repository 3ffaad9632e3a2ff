import { A, Navigate, type RouteSectionProps, useParams } from '@solidjs/router'
import ArrowLeft from 'lucide-solid/icons/arrow-left'
import { createResource, lazy, Match, Show, Suspense, Switch } from 'solid-js'
import { getClass } from '#domain/classes/contract.ts'
import type { Action } from '#domain/permission.ts'
import { may, wardsIn } from '../accounts/may.ts'
import { classOf, refreshMe, useMe } from '../accounts/session.ts'
import { call } from '../call.ts'
import { features } from '../features.ts'
import { t } from '../i18n/translate.ts'
import { NotFoundScreen } from '../shell/NotFoundScreen.tsx'
import { rememberScroll } from '../shell/scroll.ts'
import { Banner } from '../ui/Banner.tsx'
import { Button } from '../ui/Button.tsx'
import { SubjectDot } from '../ui/ClassBadge.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Page } from '../ui/Page.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { type Tab, Tabs } from '../ui/Tabs.tsx'
import styles from './ClassLayout.module.css'

// Every first visit loads this file: what only managers open comes after.
const classMenu = () => import('./ClassMenu.tsx')
const ClassMenu = lazy(() => classMenu().then((loaded) => ({ default: loaded.ClassMenu })))
const bringBack = async (item: { id: string; name: string }, onDone: () => unknown) =>
  (await classMenu()).setArchived(item, false, onDone)

/** Whether somebody is let in by this right; whoever reads the work reads their grades or their children's. The server decides. */
const isOpenTo = (classId: string, right: Action): boolean =>
  may(right, { classId, memberIds: wardsIn(classId) })

/** The tabs of a class; the same order and words everywhere. */
const tabsOf = (classId: string, unread: number): Tab[] =>
  features
    .flatMap(({ classTabs }) => classTabs ?? [])
    .filter(({ right }) => isOpenTo(classId, right))
    .map(({ path, icon, words }) => ({
      href: `/c/${classId}/${path}`,
      label: t(`classes.tabs.${words}`),
      icon,
      ...(path === 'chat' ? { count: unread } : {}),
    }))

/**
 * What surrounds every screen of a class: its name in its hue, and its tabs. The screen scrolls below; one that wants
 * the whole height (the chat) takes `height: 100%`.
 */
export const ClassLayout = (props: RouteSectionProps) => {
  const params = useParams<{ classId: string }>()
  const mine = () => classOf(params.classId)
  // Staff of the school may look into classes they are not in.
  const [visited, { refetch }] = createResource(
    () => (mine() ? null : params.classId),
    (classId) => call(getClass, { classId }, {}),
  )
  const shown = () => mine() ?? (visited.error ? undefined : visited())
  const changed = () => (mine() ? refreshMe() : refetch())
  let body: HTMLDivElement | undefined
  rememberScroll(() => body)
  return (
    <Switch
      fallback={
        <Page>
          <Skeleton shape="page" />
        </Page>
      }
    >
      <Match when={shown()}>
        {(item) => (
          <div class={styles.class} data-hue={item().hue}>
            <header class={styles.head}>
              <div class={styles.titleLine}>
                <A href="/classes" class={styles.back} aria-label={t('common.actions.back')}>
                  <Icon of={ArrowLeft} />
                </A>
                <SubjectDot hue={item().hue} />
                <p class={styles.name}>{item().name}</p>
                <p class={styles.subject}>{item().subject}</p>
                <Show when={may('class.manage', { classId: params.classId, archived: false })}>
                  <Suspense>
                    <ClassMenu item={{ ...item() }} onChanged={changed} />
                  </Suspense>
                </Show>
              </div>
              <Tabs label={t('classes.tabs.label')} tabs={tabsOf(params.classId, mine()?.unread ?? 0)} />
            </header>
            <Show when={item().archived}>
              <Banner
                tone="info"
                action={
                  <Show when={may('class.manage', { classId: params.classId, archived: false })}>
                    <Button small onClick={() => void bringBack(item(), changed)}>
                      {t('classes.settings.restore')}
                    </Button>
                  </Show>
                }
              >
                {t('classes.settings.banner')}
              </Banner>
            </Show>
            <div class={styles.body} ref={body}>
              <Suspense
                fallback={
                  <Page>
                    <Skeleton rows={6} />
                  </Page>
                }
              >
                {props.children}
              </Suspense>
            </div>
          </div>
        )}
      </Match>
      <Match when={visited.error?.kind === 'not-found'}>
        <NotFoundScreen />
      </Match>
      <Match when={visited.error}>
        <ErrorState problem={visited.error} />
      </Match>
    </Switch>
  )
}

/** `/c/:classId` alone: the chat for those in the class, the work for guardians, the people for who only looks in. */
export const ClassHome = () => {
  const params = useParams<{ classId: string }>()
  const me = useMe()
  const target = () => {
    const mine = me().classes.find((item) => item.id === params.classId)
    if (!mine) return `/c/${params.classId}/${isOpenTo(params.classId, 'roster.read') ? 'people' : 'work'}`
    return mine.mainChannelId ? `/c/${params.classId}/chat/${mine.mainChannelId}` : null
  }
  return (
    <Show when={target()} fallback={<EmptyState title={t('classes.noChannel')} />}>
      {(href) => <Navigate href={href()} />}
    </Show>
  )
}
