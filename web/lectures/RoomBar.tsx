import { useNavigate } from '@solidjs/router'
import ArrowRight from 'lucide-solid/icons/arrow-right'
import DoorOpen from 'lucide-solid/icons/door-open'
import Hand from 'lucide-solid/icons/hand'
import Square from 'lucide-solid/icons/square'
import { createSignal, type JSX, Show } from 'solid-js'
import type { RoomView } from '#domain/lectures/contract.ts'
import { nextHand } from '#domain/lectures/hand-queue.ts'
import { t } from '../i18n/translate.ts'
import { createAction } from '../ui/action.ts'
import { Button } from '../ui/Button.tsx'
import { classes } from '../ui/classes.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Icon, type IconType } from '../ui/Icon.tsx'
import styles from './RoomBar.module.css'
import type { LessonRoom } from './room.ts'

/** The controls, by purpose: me, the class, the lesson. The same place on phone and desktop. */
export const RoomBar = (props: { room: LessonRoom; view: RoomView }) => {
  const navigate = useNavigate()
  const [ending, setEnding] = createSignal(false)
  const leave = () => navigate(`/c/${props.view.lesson.classId}/lessons`)
  return (
    <section class={styles.bar} aria-label={t('lessons.room.controls')}>
      <Show
        when={props.view.moderator}
        fallback={
          <Group label={t('lessons.room.me')}>
            <HandControl room={props.room} />
          </Group>
        }
      >
        <Group label={t('lessons.room.class')}>
          <NextControl room={props.room} />
          <span class={styles.place} role="status">
            <Show when={props.room.state.hands.length > 0}>
              {t('lessons.room.handCount', { count: props.room.state.hands.length })}
            </Show>
          </span>
        </Group>
      </Show>
      <Group label={t('lessons.room.lesson')}>
        <Control icon={DoorOpen} words={t('lessons.room.leave')} onPress={leave} />
        <Show when={props.view.moderator}>
          <Control
            icon={Square}
            words={t('lessons.room.end')}
            look="danger"
            onPress={() => setEnding(true)}
          />
        </Show>
      </Group>
      <EndDialog room={props.room} open={ending()} onClose={() => setEnding(false)} />
    </section>
  )
}

const Group = (props: { label: string; children: JSX.Element }) => (
  <fieldset class={styles.group}>
    <legend class={styles.legend}>{props.label}</legend>
    {props.children}
  </fieldset>
)

const Control = (props: {
  icon: IconType
  words: string
  onPress: () => void
  look?: 'danger' | 'big'
  pressed?: boolean
  disabled?: boolean
}) => (
  <button
    type="button"
    class={classes(styles.control, props.look && styles[props.look])}
    aria-pressed={props.pressed}
    disabled={props.disabled}
    onClick={() => props.onPress()}
  >
    <Icon of={props.icon} />
    <span>{props.words}</span>
  </button>
)

/** The own hand: up, down, and the number in the queue while it is up. */
function HandControl(props: { room: LessonRoom }) {
  const own = () => props.room.ownHand()
  const place = () => props.room.state.hands.findIndex((hand) => hand.id === own()?.id) + 1
  const toggle = () => {
    const hand = own()
    void (hand ? props.room.lower(hand.id) : props.room.raise())
  }
  return (
    <>
      <Control
        icon={Hand}
        words={own() ? t('lessons.room.lower') : t('lessons.room.raise')}
        look="big"
        pressed={own() !== undefined}
        onPress={toggle}
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

/** Calls on whoever waits longest; whoever was called on before sits down. */
function NextControl(props: { room: LessonRoom }) {
  const next = () => nextHand(props.room.state.hands)
  const call = () => {
    const hand = next()
    if (!hand) return
    for (const other of props.room.state.hands) if (other.calledAt) void props.room.lower(other.id)
    void props.room.callOn(hand.id)
  }
  return (
    <Control icon={ArrowRight} words={t('lessons.room.nextHand')} disabled={next() === null} onPress={call} />
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
