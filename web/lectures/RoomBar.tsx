import { useNavigate } from '@solidjs/router'
import ArrowRight from 'lucide-solid/icons/arrow-right'
import DoorOpen from 'lucide-solid/icons/door-open'
import Hand from 'lucide-solid/icons/hand'
import Megaphone from 'lucide-solid/icons/megaphone'
import Square from 'lucide-solid/icons/square'
import { createSignal, type JSX, Show } from 'solid-js'
import type { RoomView } from '#domain/lectures/contract.ts'
import { nextHand } from '#domain/lectures/hand-queue.ts'
import type { Layout } from '#domain/lectures/hold/focus.ts'
import { t } from '../i18n/translate.ts'
import { createAction } from '../ui/action.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Menu } from '../ui/Menu.tsx'
import { classFloorItems } from './FloorActs.tsx'
import { classHoldItems } from './hold/class-items.ts'
import { FeedbackControl } from './hold/Feedback.tsx'
import { MediaControls, type OwnMedia } from './MediaControls.tsx'
import styles from './RoomBar.module.css'
import { RoomControl } from './RoomControl.tsx'
import { RoomKeysDialog } from './RoomKeysDialog.tsx'
import type { LessonRoom } from './room.ts'
import { listenToKeys } from './room-keys.ts'
import { hasFloors } from './room-media.ts'

/** The controls, by purpose: me, the class, the lesson. The same place on phone and desktop. */
export const RoomBar = (props: {
  room: LessonRoom
  view: RoomView
  own: OwnMedia
  /** What one's own large place shows. */
  layout: Layout
}) => {
  const navigate = useNavigate()
  const [ending, setEnding] = createSignal(false)
  const [listing, setListing] = createSignal(false)
  const leave = () => navigate(`/c/${props.view.lesson.classId}/lessons`)
  const toggleHand = () => {
    const hand = props.room.ownHand()
    void (hand ? props.room.lower(hand.id) : props.room.raise())
  }
  listenToKeys({
    ...props.own,
    raiseHand: () => !props.view.moderator && toggleHand(),
    showList: () => setListing(true),
  })
  return (
    <section class={styles.bar} aria-label={t('lessons.room.controls')}>
      <Group label={t('lessons.room.me')}>
        <MediaControls {...props.own} />
        <Show when={!props.view.moderator}>
          <HandControl room={props.room} onToggle={toggleHand} />
          <FeedbackControl room={props.room} class={styles.menu} />
        </Show>
      </Group>
      <Show when={props.view.moderator}>
        <Group label={t('lessons.room.class')}>
          <NextControl room={props.room} />
          <Menu
            label={t('media.all.menu')}
            items={[
              ...(hasFloors(props.own.media) ? classFloorItems(props.room) : []),
              ...classHoldItems(props.room, props.layout),
            ]}
            align="end"
            class={styles.menu}
          >
            <Icon of={Megaphone} />
            <span>{t('media.all.menu')}</span>
          </Menu>
        </Group>
      </Show>
      <Group label={t('lessons.room.lesson')}>
        <RoomControl icon={DoorOpen} words={t('lessons.room.leave')} onPress={leave} />
        <Show when={props.view.moderator}>
          <RoomControl
            icon={Square}
            words={t('lessons.room.end')}
            look="danger"
            onPress={() => setEnding(true)}
          />
        </Show>
      </Group>
      <EndDialog room={props.room} open={ending()} onClose={() => setEnding(false)} />
      <RoomKeysDialog open={listing()} onClose={() => setListing(false)} />
    </section>
  )
}

const Group = (props: { label: string; children: JSX.Element }) => (
  <fieldset class={styles.group}>
    <legend class={styles.legend}>{props.label}</legend>
    {props.children}
  </fieldset>
)

/** The own hand: up, down, and the number in the queue while it is up. */
function HandControl(props: { room: LessonRoom; onToggle: () => void }) {
  const own = () => props.room.ownHand()
  const place = () => props.room.state.hands.findIndex((hand) => hand.id === own()?.id) + 1
  return (
    <>
      <RoomControl
        icon={Hand}
        words={own() ? t('lessons.room.lower') : t('lessons.room.raise')}
        keys="H"
        pressed={own() !== undefined}
        onPress={() => props.onToggle()}
      />
      <span class={styles.place} role="status">
        <Show when={own()}>
          {(hand) =>
            hand().calledAt ? t('lessons.room.yourTurn') : t('lessons.room.place', { place: place() })
          }
        </Show>
      </span>
    </>
  )
}

/** Calls on whoever waits longest, who is given the microphone with it; whoever had the word before sits down. */
function NextControl(props: { room: LessonRoom }) {
  const next = () => nextHand(props.room.state.hands)
  const call = () => {
    const hand = next()
    if (hand) void props.room.callOn(hand.id)
  }
  return (
    <>
      <RoomControl
        icon={ArrowRight}
        words={t('lessons.room.nextHand')}
        disabled={next() === null}
        onPress={call}
      />
      <span class={styles.place} role="status">
        <Show when={props.room.state.hands.length > 0}>
          {t('lessons.room.handCount', { count: props.room.state.hands.length })}
        </Show>
      </span>
    </>
  )
}

function EndDialog(props: { room: LessonRoom; open: boolean; onClose: () => void }) {
  const end = createAction(() => props.room.end())
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      size="small"
      title={t('lessons.room.endTitle')}
      lead={t('lessons.room.endLead', { count: props.room.state.people.length })}
      footer={
        <>
          <Button onClick={() => props.onClose()}>{t('common.actions.cancel')}</Button>
          <Button look="danger" busy={end.busy()} autofocus onClick={() => void end.run()}>
            {t('lessons.room.end')}
          </Button>
        </>
      }
    >
      <p>{t('lessons.room.endAdvice')}</p>
      <Show when={end.problem()}>
        <ErrorState problem={end.problem()} />
      </Show>
    </Dialog>
  )
}
