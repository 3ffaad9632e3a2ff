import GraduationCap from 'lucide-solid/icons/graduation-cap'
import { createMemo, For, Show } from 'solid-js'
import { useMe } from '../accounts/session.ts'
import { t } from '../i18n/translate.ts'
import { CountBadge } from '../ui/Badge.tsx'
import { LinkButton } from '../ui/Button.tsx'
import { SubjectDot } from '../ui/ClassBadge.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { List, Row } from '../ui/List.tsx'
import { Page, PageHeader, Section } from '../ui/Page.tsx'

/** The person's classes. */
export default function ClassesScreen() {
  const me = useMe()
  const running = createMemo(() => me().classes.filter((item) => !item.archived))
  const past = createMemo(() => me().classes.filter((item) => item.archived))
  return (
    <Page>
      <PageHeader
        title={t('classes.title')}
        actions={<LinkButton href="/join">{t('classes.join')}</LinkButton>}
      />
      <Show
        when={running().length > 0}
        fallback={
          <EmptyState
            icon={GraduationCap}
            title={t('classes.empty.title')}
            advice={me().role === 'student' ? t('classes.empty.student') : t('classes.empty.teacher')}
          />
        }
      >
        <List label={t('classes.list')}>
          <For each={running()}>
            {(item) => (
              <Row
                href={`/c/${item.id}`}
                before={<SubjectDot hue={item.hue} />}
                title={item.name}
                detail={item.subject}
                strong={item.unread > 0}
                after={<CountBadge count={item.unread} />}
              />
            )}
          </For>
        </List>
      </Show>
      <Show when={past().length > 0}>
        <Section title={t('classes.archived')}>
          <List>
            <For each={past()}>
              {(item) => (
                <Row
                  href={`/c/${item.id}`}
                  before={<SubjectDot hue={item.hue} />}
                  title={item.name}
                  detail={item.subject}
                />
              )}
            </For>
          </List>
        </Section>
      </Show>
    </Page>
  )
}
