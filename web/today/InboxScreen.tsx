import InboxIcon from 'lucide-solid/icons/inbox'
import { createEffect, createSignal, For, on, Show } from 'solid-js'
import { type InboxMessage, listInbox } from '#domain/today/contract.ts'
import { totalUnread } from '../accounts/session.ts'
import { call } from '../call.ts'
import { t } from '../i18n/translate.ts'
import { channelTitle } from '../messages/names.ts'
import { createAction } from '../ui/action.ts'
import { Button } from '../ui/Button.tsx'
import { SubjectDot } from '../ui/ClassBadge.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { List, Row } from '../ui/List.tsx'
import { Page, PageHeader } from '../ui/Page.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { Time } from '../ui/Time.tsx'
import { withoutMarks } from './Announcements.tsx'

const InboxRow = (props: { of: InboxMessage }) => (
  <Row
    href={`/c/${props.of.classId}/chat/${props.of.channelId}`}
    before={<SubjectDot hue={props.of.hue} />}
    title={withoutMarks(props.of.excerpt) || t('today.inbox.files')}
    detail={t('today.inbox.by', {
      name: props.of.authorName,
      class: props.of.className,
      channel: channelTitle({ kind: props.of.channelKind, name: props.of.channelName }),
    })}
    after={<Time at={props.of.at} as="ago" />}
    strong
  />
)

/** Who wrote what where, of all that was not read, newest first; a press leads to it. */
export default function InboxScreen() {
  const [messages, setMessages] = createSignal<InboxMessage[] | null>(null)
  const [next, setNext] = createSignal<string | null>(null)
  const load = createAction(async (before?: string) => {
    const page = await call(listInbox, {}, before === undefined ? {} : { before })
    setMessages((known) => (before === undefined ? page.messages : [...(known ?? []), ...page.messages]))
    setNext(page.next)
  })
  // What was read elsewhere meanwhile goes, what came is there.
  createEffect(on(totalUnread, () => void load.run()))
  return (
    <Page>
      <PageHeader title={t('today.inbox.title')} />
      <Show when={load.problem()}>
        <ErrorState problem={load.problem()} onRetry={() => void load.run()} />
      </Show>
      <Show when={messages()} fallback={<Show when={!load.problem()}>{<Skeleton rows={6} />}</Show>}>
        {(list) => (
          <Show
            when={list().length > 0}
            fallback={
              <EmptyState
                icon={InboxIcon}
                title={t('today.inbox.empty')}
                advice={t('today.inbox.emptyAdvice')}
              />
            }
          >
            <List label={t('today.inbox.title')}>
              <For each={list()}>{(one) => <InboxRow of={one} />}</For>
            </List>
            <Show when={next()}>
              {(before) => (
                <Button busy={load.busy()} onClick={() => void load.run(before())}>
                  {t('today.inbox.more')}
                </Button>
              )}
            </Show>
          </Show>
        )}
      </Show>
    </Page>
  )
}
