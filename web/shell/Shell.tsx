import { Navigate, type RouteSectionProps, useLocation, usePreloadRoute } from '@solidjs/router'
import {
  createEffect,
  ErrorBoundary,
  type JSX,
  lazy,
  Match,
  on,
  onCleanup,
  onMount,
  Show,
  Suspense,
  Switch,
} from 'solid-js'
import { activeClasses, loadMe, meFailure, session } from '../accounts/session.ts'
import { isUnloaded } from '../i18n/problem.ts'
import { t } from '../i18n/translate.ts'
import { announceArrival } from '../ui/arrival.ts'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Page } from '../ui/Page.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { ConnectionBanner } from './ConnectionBanner.tsx'
import { LeaveGuard } from './LeaveGuard.tsx'
import { ListPane } from './ListPane.tsx'
import { Places } from './Places.tsx'
import { hasPane } from './pane.tsx'
import { PLACES } from './places.ts'
import styles from './Shell.module.css'
import { Shortcuts } from './Shortcuts.tsx'
import { rememberScroll } from './scroll.ts'

const SignInAgain = lazy(() => import('../accounts/SignInAgain.tsx'))
const ChangePasswordScreen = lazy(() => import('../accounts/ChangePasswordScreen.tsx'))

const Loading = () => (
  <Page>
    <Skeleton shape="page" rows={6} />
  </Page>
)

/** Where the class list helps: not in Administration, nor to those who are in no class. */
const hasListPane = (pathname: string) =>
  hasPane() && !pathname.startsWith('/admin') && activeClasses().length > 0

/** A screen that broke: trying again draws it anew, going elsewhere leaves it behind. */
const Broken = (props: { error: unknown; reset: () => void }) => {
  const location = useLocation()
  createEffect(on(() => location.pathname, props.reset, { defer: true }))
  const retry = () => (isUnloaded(props.error) ? window.location.reload() : props.reset())
  window.addEventListener('online', retry)
  onCleanup(() => window.removeEventListener('online', retry))
  return <ErrorState problem={props.error} onRetry={retry} />
}

/** Fetches the screens of the five places while nothing else happens, so that going there is immediate. */
const usePlacesAhead = () => {
  const preload = usePreloadRoute()
  onMount(() => {
    const timer = setTimeout(() => {
      for (const place of PLACES) preload(place.href)
    }, 2000)
    onCleanup(() => clearTimeout(timer))
  })
}

const Frame = (props: RouteSectionProps) => {
  const location = useLocation()
  let main: HTMLElement | undefined
  createEffect(on(() => location.pathname, announceArrival, { defer: true }))
  rememberScroll(() => main)
  usePlacesAhead()
  return (
    <div class={styles.shell}>
      <button type="button" class={styles.skip} onClick={() => main?.focus()}>
        {t('common.skip')}
      </button>
      <div class={styles.places}>
        <Places />
      </div>
      <Show when={hasListPane(location.pathname)}>
        <ListPane />
      </Show>
      <div class={styles.content}>
        <ConnectionBanner />
        <main class={styles.main} id="main" tabindex="-1" ref={main}>
          <ErrorBoundary fallback={(error, reset) => <Broken error={error} reset={reset} />}>
            <Suspense fallback={<Loading />}>{props.children}</Suspense>
          </ErrorBoundary>
        </main>
      </div>
      <Shortcuts />
    </div>
  )
}

const nextOf = (pathname: string) => (pathname === '/' ? '' : `?next=${encodeURIComponent(pathname)}`)

/** Draws its children for a signed-in person; others are led to sign in. */
const SignedIn = (props: { pathname: string; children: JSX.Element }) => {
  if (session.me === undefined) void loadMe()
  return (
    <Switch fallback={<Loading />}>
      <Match when={meFailure()}>
        {(failure) => <ErrorState problem={failure()} onRetry={() => void loadMe()} />}
      </Match>
      <Match when={session.me === null}>
        <Navigate href={session.ready === false ? '/setup' : `/login${nextOf(props.pathname)}`} />
      </Match>
      <Match when={session.me?.mustChangePassword}>
        <ChangePasswordScreen />
      </Match>
      <Match when={session.me}>
        {props.children}
        <LeaveGuard />
        <Show when={session.asking}>
          <Suspense>
            <SignInAgain />
          </Suspense>
        </Show>
      </Match>
    </Switch>
  )
}

/** What surrounds every screen of a signed-in person. */
export const Shell = (props: RouteSectionProps) => (
  <SignedIn pathname={props.location.pathname}>
    <Frame {...props} />
  </SignedIn>
)

/** For screens that take the whole window: signed in, without the places. */
export const FullScreen = (props: RouteSectionProps) => (
  <SignedIn pathname={props.location.pathname}>
    <ErrorBoundary fallback={(error, reset) => <Broken error={error} reset={reset} />}>
      <Suspense fallback={<Loading />}>{props.children}</Suspense>
    </ErrorBoundary>
  </SignedIn>
)
