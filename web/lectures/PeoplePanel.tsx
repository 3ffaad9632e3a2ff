import EllipsisVertical from 'lucide-solid/icons/ellipsis-vertical'
import Hand from 'lucide-solid/icons/hand'
import Mic from 'lucide-solid/icons/mic'
import { createResource, For, Show } from 'solid-js'
import { listMembers } from '#domain/classes/contract.ts'
import type { PersonHere } from '#domain/lectures/lecture.ts'
import { createNames } from '../accounts/namesakes.ts'
import { useMe } from '../accounts/session.ts'
import { call } from '../call.ts'
import { formatTime } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Badge } from '../ui/Badge.tsx'
import { Icon } from '../ui/Icon.tsx'
import { List, Row } from '../ui/List.tsx'
import { Menu, type MenuItem } from '../ui/Menu.tsx'
import { VisuallyHidden } from '../ui/VisuallyHidden.tsx'
import { personFloorItems } from './FloorActs.tsx'
import { DoorButton } from './hold/Door.tsx'
import { createFeedback, FEEDBACK_SIGNS } from './hold/Feedback.tsx'
import { personHoldItems } from './hold/person-items.ts'
import styles from './PeoplePanel.module.css'
import type { LessonRoom } from './room.ts'
import { hasFloors, type RoomMedia } from './room-media.ts'

/** What stands beside a name; of students nothing. */
const ROLE_WORDS: Partial<Record<NonNullable<PersonHere['role']> | 'none', Parameters<typeof t>[0]>> = {
  teacher: 'lessons.room.teacher',
  assistant: 'lessons.room.assistant',
  guest: 'lessons.room.visitor',
  none: 'lessons.room.visitor',
}
const roleWords = (person: PersonHere): string | null => {
  const key = ROLE_WORDS[person.role ?? 'none']
  return key ? t(key) : null
}

/** Who is in the room, and who of the class is not. */
export const PeoplePanel = (props: {
  room: LessonRoom
  media: RoomMedia
  classId: string
  lectureId: string
  /** Whether the reader leads the lesson and so acts on people. */
  moderator: boolean
}) => {
  const me = useMe()
  // Guests may not read the roster: they see who is here.
  const [members] = createResource(
    () => props.classId,
    (classId) =>
      call(listMembers, { classId }, {}).then(
        (answer) => answer.members,
        () => [],
      ),
  )
  const names = createNames(() => [...props.room.state.people, ...(members.latest ?? [])])
  const isHere = (accountId: string) => props.room.state.people.some((person) => person.id === accountId)
  const missing = () => (members.latest ?? []).filter((member) => !isHere(member.id))
  const handOf = (accountId: string) => props.room.state.hands.find((hand) => hand.accountId === accountId)
  const feedback = createFeedback(props.room)
  const saidBy = (accountId: string) => feedback().find((one) => one.accountId === accountId)?.kind
  /** What whoever leads may do with one person. */
  const actsOn = (person: PersonHere): MenuItem[] => {
    const isPupil = props.moderator && person.id !== me().id && !props.room.leads(person.id)
    if (!isPupil) return []
    const floors = hasFloors(props.media) ? personFloorItems(props.room, props.media, person.id) : []
    return [
      ...floors,
      ...personHoldItems(props.room, props.media, props.lectureId, {
        id: person.id,
        name: names.nameOf(person),
      }),
    ]
  }
  return (
    <>
      <Show when={props.moderator}>
        <DoorButton room={props.room} lectureId={props.lectureId} />
      </Show>
      <h2 class={styles.title}>{t('lessons.room.peopleCount', { count: props.room.state.people.length })}</h2>
      <List label={t('lessons.room.people')}>
        <For each={props.room.state.people}>
          {(person) => (
            <Row
              before={<Avatar name={person.displayName} id={person.id} size="small" present />}
              title={
                person.id === me().id
                  ? `${names.nameOf(person)} (${t('lessons.room.you')})`
                  : names.nameOf(person)
              }
              after={
                <>
                  <Show when={roleWords(person)}>{(words) => <Badge words={words()} />}</Show>
                  <Show when={saidBy(person.id)}>
                    {(kind) => (
                      <span class={styles.said} title={t(`hold.feedback.kinds.${kind()}`)}>
                        <Icon of={FEEDBACK_SIGNS[kind()]} />
                        <VisuallyHidden>{t(`hold.feedback.kinds.${kind()}`)}</VisuallyHidden>
                      </span>
                    )}
                  </Show>
                  <Show when={props.media.sends(person.id, 'microphone')}>
                    <span class={styles.on} title={t('media.on.microphone')}>
                      <Icon of={Mic} />
                      <VisuallyHidden>{t('media.on.microphone')}</VisuallyHidden>
                    </span>
                  </Show>
                  <Show
                    when={handOf(person.id)}
                    fallback={<span class={styles.since}>{formatTime(person.joinedAt)}</span>}
                  >
                    <span class={styles.hand} title={t('lessons.room.handUp')}>
                      <Icon of={Hand} />
                      <VisuallyHidden>{t('lessons.room.handUp')}</VisuallyHidden>
                    </span>
                  </Show>
                  <Show when={actsOn(person).length > 0}>
                    <Menu
                      small
                      icon={EllipsisVertical}
                      label={t('media.one.menu', { name: names.nameOf(person) })}
                      items={actsOn(person)}
                    />
                  </Show>
                </>
              }
            />
          )}
        </For>
      </List>
      <Show when={missing().length > 0}>
        <h2 class={styles.title}>{`${t('lessons.room.away')} · ${missing().length}`}</h2>
        <List label={t('lessons.room.away')} class={styles.missing}>
          <For each={missing()}>
            {(member) => (
              <Row
                before={<Avatar name={member.displayName} id={member.id} size="small" present={false} />}
                title={names.nameOf(member)}
              />
            )}
          </For>
        </List>
      </Show>
    </>
  )
}
