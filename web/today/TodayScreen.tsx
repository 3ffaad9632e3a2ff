import { For, Show } from 'solid-js'
import { activeClasses, useMe } from '../accounts/session.ts'
import { formatLongDay } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { schoolDay, toSchoolTime } from '../i18n/zone.ts'
import { CountBadge } from '../ui/Badge.tsx'
import { LinkButton } from '../ui/Button.tsx'
import { SubjectDot } from '../ui/ClassBadge.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { List, Row } from '../ui/List.tsx'
import { Page, PageHeader, Section } from '../ui/Page.tsx'
import { useNow } from '../ui/Time.tsx'

/** The landing screen: the day, and the classes with what is new in them. */
export default function TodayScreen() {
  const me = useMe()
  const now = useNow()
  const greeting = () => {
    const hour = Number(toSchoolTime(now().toISOString()).slice(11, 13))
    const name = me().displayName
    if (hour < 11) return t('today.greeting.morning', { name })
    return hour < 18 ? t('today.greeting.day', { name }) : t('today.greeting.evening', { name })
  }
  return (
    <Page>
      <PageHeader title={greeting()} lead={formatLongDay(schoolDay(now()))} />
      <Section title={t('classes.list')}>
        <Show
          when={activeClasses().length > 0}
          fallback={
            <EmptyState
              title={t('classes.empty.title')}
              advice={me().role === 'student' ? t('classes.empty.student') : t('classes.empty.teacher')}
            >
              <LinkButton href="/join">{t('classes.join')}</LinkButton>
            </EmptyState>
          }
        >
          <List>
            <For each={activeClasses()}>
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
      </Section>
    </Page>
  )
}
