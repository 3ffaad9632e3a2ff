import CalendarDays from 'lucide-solid/icons/calendar-days'
import { For, Show } from 'solid-js'
import { activeClasses } from '../accounts/session.ts'
import { t } from '../i18n/translate.ts'
import { SubjectDot } from '../ui/ClassBadge.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { List, Row } from '../ui/List.tsx'
import { Page, PageHeader, Section } from '../ui/Page.tsx'

/** The way to the lessons of each class. */
export default function CalendarScreen() {
  return (
    <Page>
      <PageHeader title={t('today.calendar.title')} />
      <Show
        when={activeClasses().length > 0}
        fallback={
          <EmptyState
            icon={CalendarDays}
            title={t('today.calendar.empty')}
            advice={t('today.calendar.emptyAdvice')}
          />
        }
      >
        <Section title={t('today.calendar.perClass')}>
          <List>
            <For each={activeClasses()}>
              {(item) => (
                <Row
                  href={`/c/${item.id}/lessons`}
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
