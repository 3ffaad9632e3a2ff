import Check from 'lucide-solid/icons/check'
import X from 'lucide-solid/icons/x'
import { createSignal, For, type JSX, Show } from 'solid-js'
import { type PersonAtDoor, WAITING_ROOMS } from '#domain/lectures/hold/entry.ts'
import { t } from '../../i18n/translate.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Button } from '../../ui/Button.tsx'
import { CheckboxField } from '../../ui/CheckboxField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { IconButton } from '../../ui/IconButton.tsx'
import { List, Row } from '../../ui/List.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import type { LessonRoom } from '../room.ts'
import { type AtDoor, createAtDoor } from './at-door.ts'
import styles from './Door.module.css'

/** Who waits is seen at once, above the room, and let in with one tap. */
export const WaitingStrip = (props: { room: LessonRoom; lectureId: string }) => {
  const door = () => props.room.state.hold.door
  const at = createAtDoor(props.lectureId, door)
  const [open, setOpen] = createSignal(false)
  const only = () => (at.waiting().length === 1 ? at.waiting()[0] : undefined)
  return (
    <>
      <Show when={door().waiting > 0}>
        <div class={styles.strip} role="status">
          <span class={styles.words}>
            {only()
              ? t('hold.door.onePersonWaits', { name: only()?.displayName ?? '' })
              : t('hold.door.waits', { count: door().waiting })}
          </span>
          <Button look="quiet" onClick={() => setOpen(true)}>
            {t('hold.door.show')}
          </Button>
          <Button onClick={() => void at.letIn(only()?.id)}>
            {only() ? t('hold.door.letIn') : t('hold.door.letInAll')}
          </Button>
        </div>
      </Show>
      <DoorDialog room={props.room} at={at} open={open()} onClose={() => setOpen(false)} />
    </>
  )
}

/** The door by itself, for the controls of who leads. */
export const DoorButton = (props: { room: LessonRoom; lectureId: string }) => {
  const at = createAtDoor(props.lectureId, () => props.room.state.hold.door)
  const [open, setOpen] = createSignal(false)
  return (
    <>
      <Button look="secondary" onClick={() => setOpen(true)}>
        {t('hold.door.title')}
      </Button>
      <DoorDialog room={props.room} at={at} open={open()} onClose={() => setOpen(false)} />
    </>
  )
}

const DoorDialog = (props: { room: LessonRoom; at: AtDoor; open: boolean; onClose: () => void }) => {
  const door = () => props.room.state.hold.door
  return (
    <Dialog open={props.open} onClose={props.onClose} size="small" title={t('hold.door.title')}>
      <div class={styles.body}>
        <Show when={props.at.waiting().length > 0} fallback={<p>{t('hold.door.nobodyWaits')}</p>}>
          <Waiting at={props.at} />
        </Show>
        <SelectField
          label={t('hold.door.waitingRoom')}
          value={door().waitingRoom}
          hint={t(`hold.door.roomHint.${door().waitingRoom}`)}
          options={WAITING_ROOMS.map((value) => ({ value, label: t(`hold.door.rooms.${value}`) }))}
          onChange={(value) => {
            const waitingRoom = WAITING_ROOMS.find((one) => one === value)
            if (waitingRoom) void props.at.set({ waitingRoom })
          }}
        />
        <CheckboxField
          label={t('hold.door.lock')}
          hint={t('hold.door.lockHint')}
          checked={door().locked}
          onChange={(locked) => void props.at.set({ locked })}
        />
        <Show when={props.at.out().length > 0}>
          <h3>{t('hold.door.out')}</h3>
          <List label={t('hold.door.out')}>
            <For each={props.at.out()}>
              {(person) => (
                <PersonRow person={person}>
                  <Button look="quiet" onClick={() => void props.at.letIn(person.id)}>
                    {t('hold.door.letInAgain')}
                  </Button>
                </PersonRow>
              )}
            </For>
          </List>
        </Show>
      </div>
    </Dialog>
  )
}

const Waiting = (props: { at: AtDoor }) => (
  <>
    <List label={t('hold.door.waits', { count: props.at.waiting().length })}>
      <For each={props.at.waiting()}>
        {(person) => (
          <PersonRow person={person}>
            <IconButton
              icon={Check}
              small
              label={t('hold.door.letInName', { name: person.displayName })}
              onClick={() => void props.at.letIn(person.id)}
            />
            <IconButton
              icon={X}
              small
              label={t('hold.door.turnAway', { name: person.displayName })}
              onClick={() => void props.at.turnAway(person.id)}
            />
          </PersonRow>
        )}
      </For>
    </List>
    <Show when={props.at.waiting().length > 1}>
      <Button onClick={() => void props.at.letIn()}>{t('hold.door.letInAll')}</Button>
    </Show>
  </>
)

const PersonRow = (props: { person: PersonAtDoor; children: JSX.Element }) => (
  <Row
    before={<Avatar name={props.person.displayName} id={props.person.id} size="small" present />}
    title={props.person.displayName}
    after={props.children}
  />
)
