import { For, Show } from 'solid-js'
import type { UnreadAnnouncement } from '#domain/today/contract.ts'
import { createNamesIn } from '../accounts/namesakes.ts'
import { t } from '../i18n/translate.ts'
import { messageHref } from '../messages/address.ts'
import { withoutMarks } from '../messages/excerpt.ts'
import { SubjectDot } from '../ui/ClassBadge.tsx'
import { List, Row } from '../ui/List.tsx'
import { Section } from '../ui/Page.tsx'
import { Time } from '../ui/Time.tsx'
import { Rest } from './Rest.tsx'

/** Announcements that were not read yet. */
export const Announcements = (props: { items: readonly UnreadAnnouncement[]; more: number }) => {
  const author = ({ authorId, authorName }: UnreadAnnouncement) => ({ id: authorId, displayName: authorName })
  const names = createNamesIn(
    (alike) => props.items.filter((item) => alike.has(item.authorId)).map((item) => item.classId),
    () => props.items.map(author),
  )
  return (
    <Show when={props.items.length > 0}>
      <Section title={t('today.announcements.title')}>
        <List>
          <For each={props.items}>
            {(item) => (
              <Row
                href={messageHref(item)}
                before={<SubjectDot hue={item.hue} />}
                title={withoutMarks(item.excerpt)}
                detail={t('today.announcements.by', {
                  name: names.nameOf(author(item)),
                  class: item.className,
                })}
                after={<Time at={item.at} as="ago" />}
                strong
              />
            )}
          </For>
        </List>
        <Rest count={props.more} href="/inbox" />
      </Section>
    </Show>
  )
}
