import { A } from '@solidjs/router'
import GraduationCap from 'lucide-solid/icons/graduation-cap'
import Plus from 'lucide-solid/icons/plus'
import { createSignal, Show } from 'solid-js'
import { type ClassView, classChanged, listClasses } from '#domain/classes/contract.ts'
import { topicOf } from '#domain/realtime.ts'
import { may } from '../accounts/may.ts'
import { namesOf } from '../accounts/namesakes.ts'
import { useMe } from '../accounts/session.ts'
import { call } from '../call.ts'
import { formatList, formatNumber } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { createLive } from '../realtime/live.ts'
import { Badge } from '../ui/Badge.tsx'
import { Button, LinkButton } from '../ui/Button.tsx'
import { SubjectDot } from '../ui/ClassBadge.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Page, PageHeader } from '../ui/Page.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { type Column, Table } from '../ui/Table.tsx'
import { ClassMenu } from './ClassMenu.tsx'
import { NewClassDialog } from './NewClassDialog.tsx'
import styles from './SchoolClasses.module.css'

const columns = (refetch: () => unknown): Column<ClassView>[] => [
  {
    key: 'name',
    title: t('school.classes.name'),
    sortBy: (item) => item.name,
    cell: (item) => (
      <span class={styles.chips}>
        <SubjectDot hue={item.hue} />
        <A href={`/c/${item.id}/people`}>{item.name}</A>
        <Show when={item.archived}>
          <Badge words={t('school.classes.archived')} />
        </Show>
      </span>
    ),
  },
  { key: 'code', title: t('school.classes.code'), sortBy: (item) => item.code, cell: (item) => item.code },
  {
    key: 'subject',
    title: t('school.classes.subject'),
    sortBy: (item) => item.subject,
    cell: (item) => item.subject,
  },
  {
    key: 'term',
    title: t('school.classes.term'),
    sortBy: (item) => item.termName,
    cell: (item) => item.termName,
  },
  {
    key: 'teachers',
    title: t('school.classes.teachers'),
    cell: (item) => formatList(namesOf(item.teachers)),
  },
  {
    key: 'students',
    title: t('school.classes.students'),
    figures: true,
    sortBy: (item) => item.studentCount,
    cell: (item) => formatNumber(item.studentCount),
  },
  {
    key: 'acts',
    title: t('common.actions.more'),
    cell: (item) => <ClassMenu item={item} onChanged={refetch} />,
  },
]

/** Every class of the school. */
export default function ClassesScreen() {
  const me = useMe()
  const [making, setMaking] = createSignal(false)
  const found = createLive({
    source: () => me().school.id,
    fetch: () => call(listClasses, {}, {}),
    topics: () => [topicOf('school', me().school.id)],
    wants: (event) => event.name === classChanged.name,
  })
  return (
    <Page wide>
      <PageHeader
        title={t('school.classes.title')}
        actions={
          <Show when={may('class.create')}>
            <Button look="primary" icon={Plus} onClick={() => setMaking(true)}>
              {t('classes.new.action')}
            </Button>
          </Show>
        }
      />
      <Show
        when={!found.problem()}
        fallback={<ErrorState problem={found.problem()} onRetry={() => void found.refetch()} />}
      >
        <Show when={found.value()} fallback={<Skeleton rows={8} />}>
          {(answer) => (
            <Table
              label={t('school.classes.title')}
              columns={columns(found.refetch)}
              rows={answer().classes}
              empty={
                <EmptyState
                  icon={GraduationCap}
                  title={t('school.classes.empty')}
                  advice={t('school.classes.emptyAdvice')}
                >
                  <LinkButton look="primary" href="/admin/import">
                    {t('school.classes.import')}
                  </LinkButton>
                </EmptyState>
              }
            />
          )}
        </Show>
      </Show>
      <NewClassDialog open={making()} teach={false} onClose={() => setMaking(false)} />
    </Page>
  )
}
