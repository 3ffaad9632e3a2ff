import { For, Show } from 'solid-js'
import type { UnreadAnnouncement } from '#domain/today/contract.ts'
import { t } from '../i18n/translate.ts'
import { SubjectDot } from '../ui/ClassBadge.tsx'
import { List, Row } from '../ui/List.tsx'
import { Section } from '../ui/Page.tsx'
import { Time } from '../ui/Time.tsx'

/** Words without what makes them bold or a list on the channel's own page: a row is one line of plain words. */
const withoutMarks = (words: string): string =>
  words.replace(/[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}|^[#>]+ /gm, '')

/** Announcements that were not read yet. */
export const Announcements = (props: { items: readonly UnreadAnnouncement[] }) => (
  <Show when={props.items.length > 0}>
    <Section title={t('today.announcements.title')}>
      <List>
        <For each={props.items}>
          {(item) => (
            <Row
              href={`/c/${item.classId}/chat/${item.channelId}`}
              before={<SubjectDot hue={item.hue} />}
              title={withoutMarks(item.excerpt)}
              detail={t('today.announcements.by', { name: item.authorName, class: item.className })}
              after={<Time at={item.at} as="ago" />}
              strong
            />
          )}
        </For>
      </List>
    </Section>
  </Show>
)
