import { A } from '@solidjs/router'
import ClipboardList from 'lucide-solid/icons/clipboard-list'
import { createWardNames } from '../accounts/ward.ts'
import { t } from '../i18n/translate.ts'
import { Icon } from '../ui/Icon.tsx'
import type { DatedWork } from './calendar-day.ts'
import styles from './DueChip.module.css'

/** Work that is due on a day. */
export const DueChip = (props: { work: DatedWork }) => {
  const names = createWardNames()
  return (
    <A
      href={`/c/${props.work.classId}/work/${props.work.assignmentId}`}
      class={styles.chip}
      data-hue={props.work.hue}
      title={[
        t('today.calendar.due', { title: props.work.title }),
        props.work.className,
        ...props.work.students.map(names.nameOf),
      ].join(' · ')}
    >
      <Icon of={ClipboardList} class={styles.sign} />
      <span class={styles.title}>{props.work.title}</span>
    </A>
  )
}
