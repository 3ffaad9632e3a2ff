import type { RouteSectionProps } from '@solidjs/router'
import Activity from 'lucide-solid/icons/activity'
import FileSpreadsheet from 'lucide-solid/icons/file-spreadsheet'
import GraduationCap from 'lucide-solid/icons/graduation-cap'
import ListChecks from 'lucide-solid/icons/list-checks'
import QrCode from 'lucide-solid/icons/qr-code'
import School from 'lucide-solid/icons/school'
import ScrollText from 'lucide-solid/icons/scroll-text'
import Upload from 'lucide-solid/icons/upload'
import Users from 'lucide-solid/icons/users-round'
import { Show, Suspense } from 'solid-js'
import type { Action } from '#domain/permission.ts'
import { may } from '../accounts/may.ts'
import { t } from '../i18n/translate.ts'
import { Page } from '../ui/Page.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { type Tab, Tabs } from '../ui/Tabs.tsx'
import styles from './AdminLayout.module.css'
import { NotFoundScreen } from './NotFoundScreen.tsx'
import { rememberScroll } from './scroll.ts'

/** What a registrar may see too comes first; jobs and the log are the administrator's. */
const TABS: readonly [right: Action, tab: () => Tab][] = [
  ['account.list', () => ({ href: '/admin/people', label: t('admin.tabs.people'), icon: Users })],
  ['roster.import', () => ({ href: '/admin/import', label: t('admin.tabs.import'), icon: Upload })],
  ['account.list', () => ({ href: '/admin/classes', label: t('admin.tabs.classes'), icon: GraduationCap })],
  ['grade.export', () => ({ href: '/admin/reports', label: t('admin.tabs.reports'), icon: FileSpreadsheet })],
  ['school.configure', () => ({ href: '/admin/school', label: t('admin.tabs.school'), icon: School })],
  ['school.configure', () => ({ href: '/admin/address', label: t('admin.tabs.address'), icon: QrCode })],
  ['job.manage', () => ({ href: '/admin/jobs', label: t('admin.tabs.jobs'), icon: ListChecks })],
  ['audit.read', () => ({ href: '/admin/audit', label: t('admin.tabs.audit'), icon: ScrollText })],
  ['job.manage', () => ({ href: '/admin/health', label: t('admin.tabs.health'), icon: Activity })],
]

/** What surrounds the screens of administration; to others the place does not exist. */
export default function AdminLayout(props: RouteSectionProps) {
  let body: HTMLDivElement | undefined
  rememberScroll(() => body)
  return (
    <Show when={may('account.list')} fallback={<NotFoundScreen />}>
      <div class={styles.admin}>
        <div class={styles.head}>
          <Tabs
            label={t('admin.title')}
            tabs={TABS.filter(([right]) => may(right)).map(([, tab]) => tab())}
          />
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
