import { Match, Show, Switch } from 'solid-js'
import type { InboxEntry, InboxMessage, InboxReturn } from '#domain/today/contract.ts'
import type { Names } from '../accounts/namesakes.ts'
import { createWardNames } from '../accounts/ward.ts'
import { t } from '../i18n/translate.ts'
import { messageHref } from '../messages/address.ts'
import { withoutMarks } from '../messages/excerpt.ts'
import { channelTitle } from '../messages/names.ts'
import { SubjectDot } from '../ui/ClassBadge.tsx'
import { Row } from '../ui/List.tsx'
import { isPhone } from '../ui/media.ts'
import { Time } from '../ui/Time.tsx'

type InboxAgain = Extract<InboxEntry, { kind: 'again' }>

/** On a phone the time stands below, so that the words have the width. */
const after = (at: string) => (
  <Show when={!isPhone()}>
    <Time at={at} as="ago" />
  </Show>
)
const below = (words: string, at: string) => (
  <>
    {words}
    <Show when={isPhone()}>
      {' · '}
      <Time at={at} as="ago" />
    </Show>
  </>
)

/** Who a message or work is of, besides a guardian's own children. */
export const whoOf = (entry: InboxEntry): { id: string; displayName: string } | null => {
  if (entry.kind === 'message') return { id: entry.authorId, displayName: entry.authorName }
  return entry.kind === 'again' ? entry.student : null
}

const MessageEntry = (props: { of: InboxMessage; name: string }) => (
  <Row
    href={messageHref(props.of)}
    before={<SubjectDot hue={props.of.hue} />}
    title={withoutMarks(props.of.excerpt) || t('today.inbox.files')}
    detail={below(
      t('today.inbox.by', {
        name: props.name,
        class: props.of.className,
        channel: channelTitle({ kind: props.of.channelKind, name: props.of.channelName }),
      }),
      props.of.at,
    )}
    after={after(props.of.at)}
    strong
  />
)

const markWords = (mark: InboxReturn['mark']): string => {
  if (mark?.excused) return t('today.inbox.excused')
  if (!mark?.score) return ''
  return mark.points ? t('today.inbox.score', { score: mark.score, points: mark.points }) : mark.score
}

const ReturnedEntry = (props: { of: InboxReturn }) => {
  const names = createWardNames()
  const title = () => {
    const { student, title: work } = props.of
    return student
      ? t('today.inbox.returnedOf', { name: names.nameOf(student), work })
      : t('today.inbox.returned', { work })
  }
  return (
    <Row
      href={`/c/${props.of.classId}/work/${props.of.assignmentId}${props.of.student ? `?student=${props.of.student.id}` : ''}`}
      before={<SubjectDot hue={props.of.hue} />}
      title={title()}
      detail={below(
        [markWords(props.of.mark), withoutMarks(props.of.comment), props.of.byName, props.of.className]
          .filter(Boolean)
          .join(' · '),
        props.of.at,
      )}
      after={after(props.of.at)}
      strong
    />
  )
}

const AgainEntry = (props: { of: InboxAgain; name: string }) => (
  <Row
    href={`/c/${props.of.classId}/work/${props.of.assignmentId}/mark/${props.of.student.id}`}
    before={<SubjectDot hue={props.of.hue} />}
    title={t('today.inbox.again', { work: props.of.title })}
    detail={below(`${props.name} · ${props.of.className}`, props.of.at)}
    after={after(props.of.at)}
    strong
  />
)

/** One thing that is new: a message of somebody, work that came back, or work that was handed in again. */
export const InboxRow = (props: { of: InboxEntry; names: Names }) => {
  const name = () => {
    const who = whoOf(props.of)
    return who ? props.names.nameOf(who) : ''
  }
  return (
    <Switch>
      <Match when={props.of.kind === 'message' && props.of}>
        {(one) => <MessageEntry of={one()} name={name()} />}
      </Match>
      <Match when={props.of.kind === 'returned' && props.of}>{(one) => <ReturnedEntry of={one()} />}</Match>
      <Match when={props.of.kind === 'again' && props.of}>
        {(one) => <AgainEntry of={one()} name={name()} />}
      </Match>
    </Switch>
  )
}
