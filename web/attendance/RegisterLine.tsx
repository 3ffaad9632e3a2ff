import { Show } from 'solid-js'
import { ATTENDANCE_STATUSES, type RegisterRow } from '#domain/attendance/attendance.ts'
import { t } from '../i18n/translate.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { StatusChip } from '../ui/Badge.tsx'
import { TextField } from '../ui/Field.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Menu } from '../ui/Menu.tsx'
import { factsOf } from './facts.ts'
import styles from './RegisterLine.module.css'
import type { RegisterStore } from './register.ts'
import { STATUS_LOOK } from './status.ts'

/** One student: what presence says, the status behind one tap, and the reason once it was changed. */
export const RegisterLine = (props: {
  row: RegisterRow
  /** Minutes of the whole lesson. */
  whole: number
  store: Pick<RegisterStore, 'statusOf' | 'noteOf' | 'isChanged' | 'setStatus' | 'setNote'>
  readOnly?: boolean
}) => {
  const status = () => props.store.statusOf(props.row)
  const look = () => STATUS_LOOK[status()]
  const items = () =>
    ATTENDANCE_STATUSES.map((value) => ({
      label: t(STATUS_LOOK[value].words),
      icon: STATUS_LOOK[value].icon,
      checked: value === status(),
      onSelect: () => props.store.setStatus(props.row, value),
    }))
  return (
    <li class={styles.line}>
      <Avatar name={props.row.displayName} id={props.row.accountId} size="small" />
      <div class={styles.words}>
        <span class={styles.name}>
          {props.row.displayName}
          <Show when={props.row.studentNumber}>
            <span class={styles.number}>{props.row.studentNumber}</span>
          </Show>
        </span>
        <span class={styles.facts}>{factsOf(props.row, status(), props.whole)}</span>
        <Show when={!props.store.isChanged(props.row) && props.row.note}>
          {(note) => <span class={styles.facts}>{`${t('attendance.reason')}: ${note()}`}</span>}
        </Show>
      </div>
      <Show
        when={!props.readOnly}
        fallback={<StatusChip tone={look().tone} icon={look().icon} words={t(look().words)} />}
      >
        <Menu
          label={t('attendance.change', { name: props.row.displayName })}
          items={items()}
          class={styles[look().tone]}
          small
        >
          <Icon of={look().icon} />
          {t(look().words)}
        </Menu>
      </Show>
      <Show when={props.store.isChanged(props.row)}>
        <div class={styles.reason}>
          <TextField
            label={t('attendance.reasonFor', { name: props.row.displayName })}
            hideLabel
            placeholder={t('attendance.reasonPlaceholder')}
            maxLength={200}
            value={props.store.noteOf(props.row)}
            onInput={(note) => props.store.setNote(props.row, note)}
          />
        </div>
      </Show>
    </li>
  )
}
