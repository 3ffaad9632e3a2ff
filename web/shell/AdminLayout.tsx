import type { RouteSectionProps } from '@solidjs/router'
import { Show, Suspense } from 'solid-js'
import { may } from '../accounts/may.ts'
import { features } from '../features.ts'
import { t } from '../i18n/translate.ts'
import { Page } from '../ui/Page.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { type Tab, Tabs } from '../ui/Tabs.tsx'
import styles from './AdminLayout.module.css'
import { NotFoundScreen } from './NotFoundScreen.tsx'
import { rememberScroll } from './scroll.ts'

/** What a registrar may see too comes first, as the features stand in their list; jobs and the log are the administrator's. */
const tabs = (): Tab[] =>
  features
    .flatMap(({ adminTabs }) => adminTabs ?? [])
    .filter(({ right }) => may(right))
    .map(({ path, icon, words }) => ({ href: `/admin/${path}`, label: t(`admin.tabs.${words}`), icon }))

/** What surrounds the screens of administration; to others the place does not exist. */
export default function AdminLayout(props: RouteSectionProps) {
  let body: HTMLDivElement | undefined
  rememberScroll(() => body)
  return (
    <Show when={may('account.list')} fallback={<NotFoundScreen />}>
      <div class={styles.admin}>
        <div class={styles.head}>
          <Tabs label={t('admin.title')} tabs={tabs()} />
        </div>
        <div class={styles.body} ref={body}>
          <Suspense
            fallback={
              <Page wide>
                <Skeleton rows={6} />
              </Page>
            }
          >
            {props.children}
          </Suspense>
        </div>
      </div>
    </Show>
  )
}
