import MessageSquare from 'lucide-solid/icons/message-square'
import { createEffect, createSignal, lazy, Match, on, Show, Suspense, Switch } from 'solid-js'
import type { RoomView } from '#domain/lectures/contract.ts'
import type { Layout } from '#domain/lectures/hold/focus.ts'
import type { PersonHere } from '#domain/lectures/lecture.ts'
import type { Floor } from '#domain/lectures/media/floor.ts'
import { may } from '../accounts/may.ts'
import { createClassNames, type Names } from '../accounts/namesakes.ts'
import { useMe } from '../accounts/session.ts'
import { RegisterPanel } from '../attendance/RegisterPanel.tsx'
import { chosenDevices } from '../devices/chosen.ts'
import { t } from '../i18n/translate.ts'
import { ConnectionBanner } from '../shell/ConnectionBanner.tsx'
import { Button } from '../ui/Button.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { isPhone } from '../ui/media.ts'
import { Skeleton } from '../ui/Skeleton.tsx'
import { Gallery } from './Gallery.tsx'
import { HandPanel } from './HandPanel.tsx'
import { WaitingStrip } from './hold/Door.tsx'
import { HoldLines } from './hold/HoldLines.tsx'
import { createLockScreen } from './lock-screen.ts'
import type { OwnMedia } from './MediaControls.tsx'
import { MediaNotice } from './MediaNotice.tsx'
import { createStage, type Stage } from './on-stage.ts'
import { PeoplePanel } from './PeoplePanel.tsx'
import { PictureStage } from './PictureStage.tsx'
import { ScreenPicture } from './PictureTile.tsx'
import styles from './Room.module.css'
import { RoomBar } from './RoomBar.tsx'
import { createRoomCheck, RoomCheck } from './RoomCheck.tsx'
import { RoomHead } from './RoomHead.tsx'
import { RoomSound } from './RoomSound.tsx'
import { type Panel, panelBeside, RoomTabs } from './RoomTabs.tsx'
import { RoomViewMenu } from './RoomViewMenu.tsx'
import type { LessonRoom } from './room.ts'
import { createRoomChat } from './room-chat.ts'
import { createFloat } from './room-float.ts'
import { carries, createRoomMedia, type RoomMedia } from './room-media.ts'
import { listenToSwipes } from './swipe.ts'

const Board = lazy(() => import('../boards/Board.tsx'))
const RoomChat = lazy(() => import('./RoomChat.tsx'))
const JitsiStage = lazy(() =>
  import('../media/jitsi/JitsiStage.tsx').then((module) => ({ default: module.JitsiStage })),
)

/** The room of a live lesson; on a device that was never looked at, the look comes first. */
export const Room = (props: { room: LessonRoom; view: RoomView }) => {
  const me = useMe()
  const media = createRoomMedia(props.view.engine, props.view.lectureId, me().id)
  const check = createRoomCheck(media)
  return (
    <Switch>
      <Match when={check.step() === 'due'}>
        <RoomCheck
          lesson={props.view.lesson}
          camera={media.capabilities.video}
          onDone={check.pass}
          onSkip={() => void check.skip()}
        />
      </Match>
      <Match when={check.step() === 'passed'}>
        <OpenRoom room={props.room} view={props.view} media={media} />
      </Match>
    </Switch>
  )
}

/** The stage: the board or a shared screen in the light, who speaks, chat and people beside it, the controls below. */
const OpenRoom = (props: { room: LessonRoom; view: RoomView; media: RoomMedia }) => {
  const me = useMe()
  const chat = props.view.channel ? createRoomChat(props.view.channel, me().id) : null
  const names = createClassNames(
    () => props.view.lesson.classId,
    () => [
      ...props.room.state.people,
      ...props.room.state.hands.map((hand) => ({ id: hand.accountId, displayName: hand.displayName })),
    ],
  )
  const stage = createStage(props.room, props.media, () => me().id)
  const own: OwnMedia = {
    media: props.media,
    may: (floor: Floor) => props.room.maySend(floor, me().id),
    // Who leads decides: their screen takes the place of another at once.
    screenOf: () => (props.view.moderator ? null : stage.screen()),
    askToShare: () => void props.room.askToShare(),
  }
  const float = createFloat(props.media, stage)
  createLockScreen(own, () => props.view.lesson)
  const keepsRegister = () => may('attendance.write', { classId: props.view.lesson.classId })
  const [panel, setPanel] = createSignal<Panel>(isPhone() ? 'board' : 'chat')
  // A window that becomes wide shows the board anyway: its tab is for phones.
  createEffect(on(isPhone, (phone) => !phone && panel() === 'board' && setPanel('chat'), { defer: true }))
  // On a phone the board is one of several: who leads turns every screen to it.
  createEffect(() => {
    const { look, layout } = props.room.state.hold.focus
    if (look && layout && isPhone()) setPanel('board')
  })
  const Tabs = (own: { phone?: boolean }) => (
    <RoomTabs
      panel={panel()}
      onChoose={setPanel}
      room={props.room}
      unread={chat?.unread() ?? 0}
      register={keepsRegister()}
      phone={own.phone}
    />
  )
  const [chosenLook, setLook] = createSignal<Layout>('stage')
  // While the teacher has everyone look, all see the same: what the teacher sees.
  const focus = () => props.room.state.hold.focus
  const look = (): Layout => (focus().look ? focus().layout : chosenLook())
  const showLook = (next: Layout) => {
    setLook(next)
    if (focus().look && props.view.moderator) void props.room.setFocus({ layout: next })
    // On a phone the large place is a pane of its own.
    if (isPhone()) setPanel('board')
  }
  const [speaker, setSpeaker] = createSignal(chosenDevices().speaker)
  const Pictures = () => (
    <Show when={carries(props.media) && look() === 'stage'}>
      <PictureStage media={props.media} stage={stage} me={me().id} nameOf={names.nameOf} />
    </Show>
  )
  return (
    <div
      class={styles.stage}
      data-panel={panel()}
      ref={(whole) =>
        listenToSwipes(whole, (by) => isPhone() && setPanel(panelBeside(panel(), by, keepsRegister())))
      }
    >
      <RoomHead lesson={props.view.lesson} people={props.room.state.people.length}>
        <Show when={carries(props.media)}>
          <RoomViewMenu
            media={props.media}
            look={look()}
            onLook={showLook}
            onSpeaker={setSpeaker}
            float={float}
          />
        </Show>
      </RoomHead>
      <ConnectionBanner />
      <RoomSound media={props.media} speaker={speaker()} />
      <Show when={props.view.moderator}>
        <WaitingStrip room={props.room} lectureId={props.view.lectureId} />
      </Show>
      <Show when={isPhone()}>
        <Pictures />
        <Tabs phone />
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
          <LargePlace
            look={look()}
            onBoard={focus().look && !props.view.moderator ? undefined : () => showLook('stage')}
            media={props.media}
            people={props.room.state.people}
            stage={stage}
            nameOf={names.nameOf}
          />
        </div>
        <aside class={styles.side} aria-label={t('lessons.room.panels')}>
          <Show when={!isPhone()}>
            <Pictures />
            <Tabs />
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
            <Panels panel={panel()} room={props.room} view={props.view} names={names} media={props.media} />
          </div>
        </aside>
      </main>
      <MediaNotice media={props.media} may={own.may} me={me().id} />
      <HoldLines
        room={props.room}
        media={props.media}
        moderator={props.view.moderator}
        nameOf={names.nameOf}
      />
      <RoomBar room={props.room} view={props.view} own={own} layout={look()} />
    </div>
  )
}

/** What stands beside the board, the chat aside, which goes on behind the others. */
const Panels = (props: {
  panel: Panel
  room: LessonRoom
  view: RoomView
  names: Names
  media: RoomMedia
}) => {
  const isHere = (accountId: string) => props.room.state.people.some((person) => person.id === accountId)
  const Hands = () => <HandPanel room={props.room} names={props.names} moderator={props.view.moderator} />
  return (
    <Switch>
      <Match when={props.panel === 'people'}>
        <div class={styles.scroll}>
          <Show when={isPhone() && props.room.state.hands.length > 0}>
            <Hands />
          </Show>
          <PeoplePanel
            room={props.room}
            media={props.media}
            classId={props.view.lesson.classId}
            lectureId={props.view.lectureId}
            moderator={props.view.moderator}
          />
        </div>
      </Match>
      <Match when={props.panel === 'hands'}>
        <div class={styles.scroll}>
          <Hands />
        </div>
      </Match>
      <Match when={props.panel === 'register'}>
        <div class={styles.scroll}>
          <RegisterPanel lesson={props.view.lesson} place="room" isHere={isHere} />
        </div>
      </Match>
    </Switch>
  )
}

/** What covers the board, which stays as it is behind it: faces as one chose, else a screen that is shared. */
const LargePlace = (props: {
  look: Layout
  /** Turns to the board; nothing where who leads decides what all see. */
  onBoard: (() => void) | undefined
  media: RoomMedia
  people: readonly PersonHere[]
  stage: Stage
  nameOf: Names['nameOf']
}) => {
  const me = useMe()
  const seen = () => ({ media: props.media, me: me().id, nameOf: props.nameOf })
  return (
    <Show
      when={props.look !== 'stage'}
      fallback={<SharedScreen media={props.media} stage={props.stage} nameOf={props.nameOf} />}
    >
      <div class={styles.screen}>
        <Show
          when={props.look === 'gallery'}
          fallback={<PictureStage {...seen()} stage={props.stage} large />}
        >
          <Gallery {...seen()} people={props.people} />
        </Show>
      </div>
      <Show when={props.onBoard}>
        {(show) => (
          <div class={styles.turn} data-low>
            <Button small onClick={() => show()()}>
              {t('media.showBoard')}
            </Button>
          </div>
        )}
      </Show>
    </Show>
  )
}

/** A screen that somebody shares, over the board, which stays as it is behind it and is one press away. */
const SharedScreen = (props: { media: RoomMedia; stage: Stage; nameOf: Names['nameOf'] }) => {
  const [board, setBoard] = createSignal(false)
  const owner = () => props.stage.person(props.stage.screen())
  return (
    <Show when={owner()?.id} keyed>
      {(id) => (
        <>
          <Show when={!board()}>
            <div class={styles.screen}>
              <ScreenPicture
                media={props.media}
                accountId={id}
                name={props.nameOf(props.stage.person(id) ?? { id, displayName: '' })}
              />
            </div>
          </Show>
          <div class={styles.turn}>
            <Button small onClick={() => setBoard(!board())}>
              {board() ? t('media.showScreen') : t('media.showBoard')}
            </Button>
          </div>
        </>
      )}
    </Show>
  )
}

const BoardComing = () => (
  <div class={styles.coming}>
    <Skeleton rows={4} shape="cards" />
  </div>
)
