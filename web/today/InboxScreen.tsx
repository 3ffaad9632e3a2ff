import InboxIcon from 'lucide-solid/icons/inbox'
import { createEffect, createSignal, For, Match, on, Show, Switch } from 'solid-js'
import { returnRead, submissionChanged } from '#domain/assignments/contract.ts'
import { topicOf } from '#domain/realtime.ts'
import { type Inbox, type InboxEntry, listInbox } from '#domain/today/contract.ts'
import { createNamesIn } from '../accounts/namesakes.ts'
import { session, totalUnread } from '../accounts/session.ts'
import { call } from '../call.ts'
import { t } from '../i18n/translate.ts'
import { createLive } from '../realtime/live.ts'
import { createAction } from '../ui/action.ts'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { List } from '../ui/List.tsx'
import { Page, PageHeader } from '../ui/Page.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { InboxRow, whoOf } from './InboxRow.tsx'

const NEWS = new Set([submissionChanged.name, returnRead.name])

/** The first pages, as many as are on the screen, so that looking anew takes nothing away. */
const fetchPages = async (pages: number, signal?: AbortSignal): Promise<Inbox> => {
  const entries: InboxEntry[] = []
  let next: string | null = null
  for (let n = 0; n < pages && (n === 0 || next !== null); n += 1) {
    const page: Inbox = await call(listInbox, {}, next === null ? {} : { before: next }, { signal })
    entries.push(...page.entries)
    next = page.next
  }
  return { entries, next }
}

/** What is new to the account, kept true: what was opened or read elsewhere goes, what came is there. */
const createInbox = () => {
  const [pages, setPages] = createSignal(1)
  const live = createLive({
    source: () => session.me?.id ?? null,
    fetch: (_me, signal) => fetchPages(pages(), signal),
    topics: () => (session.me ? [topicOf('account', session.me.id)] : []),
    wants: (event) => NEWS.has(event.name),
    key: 'at',
  })
  createEffect(on(totalUnread, () => void live.refetch(), { defer: true }))
  const more = createAction(async () => {
    setPages((count) => count + 1)
    await live.refetch()
  })
  return { live, more }
}

/** Who wrote what where, and what work came back, newest first; a press leads to the very message or work. */
export default function InboxScreen() {
  const { live, more } = createInbox()
  const entries = () => live.value()?.entries ?? []
  const names = createNamesIn(
    (alike) =>
      entries()
        .filter((one) => alike.has(whoOf(one)?.id ?? ''))
        .map((one) => one.classId),
    () => entries().flatMap((one) => whoOf(one) ?? []),
  )
  return (
    <Page>
      <PageHeader title={t('today.inbox.title')} />
      <Switch fallback={<Skeleton rows={6} />}>
        <Match when={live.value()}>
          {(inbox) => (
            <Show
              when={inbox().entries.length > 0}
              fallback={
                <EmptyState
                  icon={InboxIcon}
                  title={t('today.inbox.empty')}
                  advice={t('today.inbox.emptyAdvice')}
                />
              }
            >
              <List label={t('today.inbox.title')}>
                <For each={inbox().entries}>{(one) => <InboxRow of={one} names={names} />}</For>
              </List>
              <Show when={inbox().next}>
                <Button busy={more.busy()} onClick={() => void more.run()}>
                  {t('today.inbox.more')}
                </Button>
              </Show>
            </Show>
          )}
        </Match>
        <Match when={live.problem()}>
          <ErrorState problem={live.problem()} onRetry={() => void live.refetch()} />
        </Match>
      </Switch>
    </Page>
  )
}
