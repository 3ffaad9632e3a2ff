import PencilLine from 'lucide-solid/icons/pencil-line'
import RotateCcw from 'lucide-solid/icons/rotate-ccw'
import { onCleanup, Show } from 'solid-js'
import {
  ATTENDANCE_STATUSES,
  type AttendanceStatus,
  type RegisterRow,
} from '#domain/attendance/attendance.ts'
import type { Register } from '#domain/attendance/contract.ts'
import type { Names } from '../accounts/namesakes.ts'
import { t } from '../i18n/translate.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { StatusChip } from '../ui/Badge.tsx'
import { whenNotComposing } from '../ui/composing.ts'
import { TextField } from '../ui/Field.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Menu, type MenuItem } from '../ui/Menu.tsx'
import { toastProblem, toastUndo } from '../ui/Toast.tsx'
import { factsOf } from './facts.ts'
import styles from './RegisterLine.module.css'
import type { RegisterStore } from './register.ts'
import { lookOf, STATUS_LOOK } from './status.ts'

type LineStore = Pick<
  RegisterStore,
  'statusOf' | 'mark' | 'putBack' | 'reasonOf' | 'isReasoning' | 'writeReason' | 'saveReason'
>

const nameIn = (names: Names, row: RegisterRow): string =>
  names.nameOf({ id: row.accountId, displayName: row.displayName })

/** One student: what presence says, the status behind one tap, and the reason where one is wanted. */
export const RegisterLine = (props: {
  row: RegisterRow
  names: Names
  register: Pick<Register, 'minutes' | 'held' | 'confirmedAt'>
  store: LineStore
  readOnly?: boolean
  /** Whether the student is in the lesson's room now. */
  here?: boolean
}) => {
  const status = () => props.store.statusOf(props.row)
  const look = () => lookOf(status())
  return (
    <li class={styles.line}>
      <Avatar name={props.row.displayName} id={props.row.accountId} size="small" present={props.here} />
      <div class={styles.words}>
        <span class={styles.name}>
          {props.row.displayName}
          <Show when={props.row.studentNumber ?? props.names.moreOf(props.row.accountId)}>
            {(more) => <span class={styles.number}>{more()}</span>}
          </Show>
        </span>
        <Show when={factsOf(props.row, props.register)}>
          {(facts) => <span class={styles.facts}>{facts()}</span>}
        </Show>
        <Show when={!props.store.isReasoning(props.row) && props.row.note}>
          {(note) => <span class={styles.facts}>{t('attendance.reasonIs', { reason: note() })}</span>}
        </Show>
      </div>
      <Show
        when={!props.readOnly}
        fallback={<StatusChip tone={look().tone} icon={look().icon} words={t(look().words)} />}
      >
        <StatusMenu {...props} />
      </Show>
      <Show when={!props.readOnly && props.store.isReasoning(props.row)}>
        <Reason row={props.row} names={props.names} store={props.store} />
      </Show>
    </li>
  )
}

/** The status as a button that offers the others; in a confirmed register a change can be undone. */
function StatusMenu(props: {
  row: RegisterRow
  names: Names
  register: Pick<Register, 'confirmedAt'>
  store: LineStore
}) {
  const name = () => nameIn(props.names, props.row)
  const status = () => props.store.statusOf(props.row)
  const look = () => lookOf(status())
  const mark = async (next: AttendanceStatus | null) => {
    const before = { ...props.row }
    const confirmed = props.register.confirmedAt !== null
    if (next !== null && next !== 'present')
      props.store.writeReason(props.row, props.store.reasonOf(props.row))
    try {
      await props.store.mark(props.row, next)
      if (confirmed)
        toastUndo(t('attendance.changed', { name: name(), status: t(lookOf(next).words) }), () =>
          props.store.putBack(before).catch(toastProblem),
        )
    } catch (error) {
      toastProblem(error)
    }
  }
  const items = (): MenuItem[] => [
    ...ATTENDANCE_STATUSES.map((value) => ({
      label: t(STATUS_LOOK[value].words),
      icon: STATUS_LOOK[value].icon,
      checked: value === status(),
      onSelect: () => void mark(value),
    })),
    ...(status() === null
      ? []
      : [
          {
            label: t('attendance.writeReason'),
            icon: PencilLine,
            separated: true,
            onSelect: () => props.store.writeReason(props.row, props.store.reasonOf(props.row)),
          },
        ]),
    ...(props.row.source === 'teacher' && props.register.confirmedAt === null
      ? [{ label: t('attendance.takeBack'), icon: RotateCcw, onSelect: () => void mark(null) }]
      : []),
  ]
  return (
    <Menu label={t('attendance.change', { name: name() })} items={items()} class={styles[look().tone]} small>
      <Icon of={look().icon} />
      {t(look().words)}
    </Menu>
  )
}

/** The reason of a mark; sent when the field is left, on Enter, and when the line goes. */
function Reason(props: { row: RegisterRow; names: Names; store: LineStore }) {
  const save = () => props.store.saveReason(props.row).catch(toastProblem)
  onCleanup(() => void save())
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Enter in the field inside saves it.
    <div
      class={styles.reason}
      onFocusOut={() => void save()}
      onKeyDown={whenNotComposing((event) => event.key === 'Enter' && void save())}
    >
      <TextField
        label={t('attendance.reasonFor', { name: nameIn(props.names, props.row) })}
        hideLabel
        placeholder={t('attendance.reasonPlaceholder')}
        maxLength={200}
        value={props.store.reasonOf(props.row)}
        onInput={(reason) => props.store.writeReason(props.row, reason)}
      />
    </div>
  )
}
