import Check from 'lucide-solid/icons/check'
import { For, type JSX, Show } from 'solid-js'
import { isOver } from '#domain/deadline.ts'
import type { DueWork as Due, WorkToMark as ToMark } from '#domain/today/contract.ts'
import { t } from '../i18n/translate.ts'
import { StatusChip } from '../ui/Badge.tsx'
import { SubjectDot } from '../ui/ClassBadge.tsx'
import { Icon } from '../ui/Icon.tsx'
import { List, Row } from '../ui/List.tsx'
import { Section } from '../ui/Page.tsx'
import { Time, useNow } from '../ui/Time.tsx'
import styles from './TodayWork.module.css'

const hrefOf = (work: ToMark | Due) => `/c/${work.classId}/work/${work.assignmentId}`
const hrefOfDue = (work: Due) => hrefOf(work) + (work.student ? `?student=${work.student.id}` : '')

/** What a student (or a ward) has to hand in, most urgent first. */
export const DueWork = (props: { due: readonly Due[]; rest?: JSX.Element }) => {
  const now = useNow()
  const overdue = (work: Due) => work.dueAt !== null && isOver(new Date(work.dueAt), now())
  return (
    <Section title={t('today.due.title')}>
      <Show when={props.due.length > 0} fallback={<Done words={t('today.due.empty')} />}>
        <List>
          <For each={props.due}>
            {(work) => (
              <Row
                href={hrefOfDue(work)}
                before={<SubjectDot hue={work.hue} />}
                title={work.title}
                detail={work.className}
                after={
                  <>
                    <Show when={overdue(work)}>
                      <StatusChip tone="danger" words={t('today.due.overdue')} />
                    </Show>
                    <Show when={work.dueAt} fallback={t('today.due.noDate')}>
                      {(at) => <Time at={at()} />}
                    </Show>
                  </>
                }
              />
            )}
          </For>
        </List>
        {props.rest}
      </Show>
    </Section>
  )
}

/** What waits for the teacher's pen. */
export const WorkToMark = (props: { work: readonly ToMark[]; rest?: JSX.Element }) => (
  <Show when={props.work.length > 0}>
    <Section title={t('today.toMark.title')}>
      <List>
        <For each={props.work}>
          {(work) => (
            <Row
              href={`${hrefOf(work)}/mark`}
              before={<SubjectDot hue={work.hue} />}
              title={work.title}
              detail={work.className}
              after={<StatusChip tone="info" words={t('today.toMark.waiting', { count: work.waiting })} />}
            />
          )}
        </For>
      </List>
      {props.rest}
    </Section>
  </Show>
)

const Done = (props: { words: string }) => (
  <p class={styles.done}>
    <Icon of={Check} />
    {props.words}
  </p>
)
