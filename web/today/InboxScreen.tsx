import Inbox from 'lucide-solid/icons/inbox'
import { createMemo, For, Show } from 'solid-js'
import { activeClasses } from '../accounts/session.ts'
import { t } from '../i18n/translate.ts'
import { CountBadge } from '../ui/Badge.tsx'
import { SubjectDot } from '../ui/ClassBadge.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { List, Row } from '../ui/List.tsx'
import { Page, PageHeader } from '../ui/Page.tsx'

/** What is unread, class by class, the fullest first. */
export default function InboxScreen() {
  const unread = createMemo(() =>
    activeClasses()
      .filter((item) => item.unread > 0)
      .sort((left, right) => right.unread - left.unread),
  )
  return (
    <Page>
      <PageHeader title={t('today.inbox.title')} />
      <Show
        when={unread().length > 0}
        fallback={
          <EmptyState icon={Inbox} title={t('today.inbox.empty')} advice={t('today.inbox.emptyAdvice')} />
        }
      >
        <List label={t('today.inbox.title')}>
          <For each={unread()}>
            {(item) => (
              <Row
                href={`/c/${item.id}`}
                before={<SubjectDot hue={item.hue} />}
                title={item.name}
                detail={t('common.unread', { count: item.unread })}
                after={<CountBadge count={item.unread} />}
                strong
              />
            )}
          </For>
        </List>
      </Show>
    </Page>
  )
}
