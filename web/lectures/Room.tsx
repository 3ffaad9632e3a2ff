import MessageSquare from 'lucide-solid/icons/message-square'
import { createEffect, createSignal, lazy, on, Show, Suspense } from 'solid-js'
import type { RoomView } from '#domain/lectures/contract.ts'
import { may } from '../accounts/may.ts'
import { createClassNames } from '../accounts/namesakes.ts'
import { useMe } from '../accounts/session.ts'
import { RegisterPanel } from '../attendance/RegisterPanel.tsx'
import { t } from '../i18n/translate.ts'
import { ConnectionBanner } from '../shell/ConnectionBanner.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { isPhone } from '../ui/media.ts'
import { Skeleton } from '../ui/Skeleton.tsx'
import { HandPanel } from './HandPanel.tsx'
import { PeoplePanel } from './PeoplePanel.tsx'
import styles from './Room.module.css'
import { RoomBar } from './RoomBar.tsx'
import { RoomHead } from './RoomHead.tsx'
import { type Panel, RoomTabs } from './RoomTabs.tsx'
import type { LessonRoom } from './room.ts'
import { createRoomChat } from './room-chat.ts'

const Board = lazy(() => import('../boards/Board.tsx'))
const RoomChat = lazy(() => import('./RoomChat.tsx'))
const JitsiStage = lazy(() =>
  import('../media/jitsi/JitsiStage.tsx').then((module) => ({ default: module.JitsiStage })),
)

/** The live room: the board in the light, chat and people beside it, the controls below. */
export const Room = (props: { room: LessonRoom; view: RoomView }) => {
  const me = useMe()
  const chat = props.view.channel ? createRoomChat(props.view.channel, me().id) : null
  const names = createClassNames(
    () => props.view.lesson.classId,
    () => [
      ...props.room.state.people,
      ...props.room.state.hands.map((hand) => ({ id: hand.accountId, displayName: hand.displayName })),
    ],
  )
  const keepsRegister = () => may('attendance.write', { classId: props.view.lesson.classId })
  const isHere = (accountId: string) => props.room.state.people.some((person) => person.id === accountId)
  const [panel, setPanel] = createSignal<Panel>(isPhone() ? 'board' : 'chat')
  // A window that becomes wide shows the board anyway: its tab is for phones.
  createEffect(on(isPhone, (phone) => !phone && panel() === 'board' && setPanel('chat'), { defer: true }))
  return (
    <div class={styles.stage} data-panel={panel()}>
      <RoomHead lesson={props.view.lesson} people={props.room.state.people.length} />
      <ConnectionBanner />
      <Show when={isPhone()}>
        <RoomTabs
          panel={panel()}
          onChoose={setPanel}
          room={props.room}
          unread={chat?.unread() ?? 0}
          register={keepsRegister()}
          phone
        />
      </Show>
      <main
        class={styles.middle}
        data-media={props.view.engine.capabilities.frame ? '' : undefined}
        aria-label={t('lessons.room.label')}
      >
        <Show when={props.view.engine.capabilities.frame}>
          <Suspense fallback={<div class={styles.media} />}>
            <JitsiStage class={styles.media} view={props.view} floor={props.room.state.floor} />
          </Suspense>
        </Show>
        <div class={styles.board}>
          <Suspense fallback={<BoardComing />}>
            <Board boardId={props.view.boardId} accountId={me().id} />
          </Suspense>
        </div>
        <aside class={styles.side} aria-label={t('lessons.room.panels')}>
          <Show when={!isPhone()}>
            <RoomTabs
              panel={panel()}
              onChoose={setPanel}
              room={props.room}
              unread={chat?.unread() ?? 0}
              register={keepsRegister()}
            />
          </Show>
          <div class={styles.panel}>
            <div class={styles.fill} hidden={panel() !== 'chat'}>
              <Show
                when={chat}
                fallback={<EmptyState icon={MessageSquare} title={t('lessons.room.noChat')} />}
              >
                {(open) => (
                  <Suspense fallback={<Skeleton rows={5} />}>
                    <RoomChat chat={open()} classId={props.view.lesson.classId} />
                  </Suspense>
                )}
              </Show>
            </div>
            <Show when={panel() === 'people'}>
              <div class={styles.scroll}>
                <Show when={isPhone() && props.room.state.hands.length > 0}>
                  <HandPanel room={props.room} names={names} moderator={props.view.moderator} />
                </Show>
                <PeoplePanel room={props.room} classId={props.view.lesson.classId} />
              </div>
            </Show>
            <Show when={panel() === 'hands'}>
              <div class={styles.scroll}>
                <HandPanel room={props.room} names={names} moderator={props.view.moderator} />
              </div>
            </Show>
            <Show when={panel() === 'register'}>
              <div class={styles.scroll}>
                <RegisterPanel lesson={props.view.lesson} place="room" isHere={isHere} />
              </div>
            </Show>
          </div>
        </aside>
      </main>
      <RoomBar room={props.room} view={props.view} />
    </div>
  )
}

const BoardComing = () => (
  <div class={styles.coming}>
    <Skeleton rows={4} shape="cards" />
  </div>
)
