import CircleAlert from 'lucide-solid/icons/circle-alert'
import CircleCheck from 'lucide-solid/icons/circle-check'
import CircleDashed from 'lucide-solid/icons/circle-dashed'
import Clock from 'lucide-solid/icons/clock'
import Inbox from 'lucide-solid/icons/inbox'
import { Match, Switch } from 'solid-js'
import type { OwnWork } from '#domain/assignments/contract.ts'
import { type WorkState, workStateOf } from '#domain/assignments/submission.ts'
import { t } from '../i18n/translate.ts'
import { StatusChip, type Tone } from '../ui/Badge.tsx'
import { Icon, type IconType } from '../ui/Icon.tsx'
import { useNow } from '../ui/Time.tsx'
import { VisuallyHidden } from '../ui/VisuallyHidden.tsx'
import styles from './Marking.module.css'

const TONES: Record<WorkState, Tone> = {
  'to-do': 'neutral',
  working: 'info',
  missing: 'danger',
  submitted: 'accent',
  returned: 'good',
}

/** The state of one student's work now. */
export const stateOfWork = (
  work: Pick<OwnWork, 'state' | 'attempts'>,
  dueAt: string | null,
  now: Date,
): WorkState => workStateOf(work.state, work.attempts, dueAt === null ? null : new Date(dueAt), now)

/** The state as sign and word, with *late* beside it when it was. */
export const WorkChip = (props: {
  work: Pick<OwnWork, 'state' | 'attempts' | 'late'>
  excused?: boolean
  dueAt: string | null
}) => {
  const now = useNow()
  const state = () => stateOfWork(props.work, props.dueAt, now())
  return (
    <Switch>
      <Match when={props.excused}>
        <StatusChip tone="neutral" words={t('assignments.state.excused')} />
      </Match>
      <Match when={props.work.late && state() === 'submitted'}>
        <StatusChip tone="late" words={t('assignments.state.late')} />
      </Match>
      <Match when={true}>
        <StatusChip tone={TONES[state()]} words={t(`assignments.state.${state()}`)} />
      </Match>
    </Switch>
  )
}

const SIGNS: Record<WorkState, IconType> = {
  'to-do': CircleDashed,
  working: CircleDashed,
  missing: CircleAlert,
  submitted: Inbox,
  returned: CircleCheck,
}

/** The state as a sign alone, for dense lists: its word is for hovering and for screen readers. */
export const WorkSign = (props: {
  work: Pick<OwnWork, 'state' | 'attempts' | 'late'>
  dueAt: string | null
}) => {
  const now = useNow()
  const state = () => stateOfWork(props.work, props.dueAt, now())
  const late = () => props.work.late && state() === 'submitted'
  const words = () => t(late() ? 'assignments.state.late' : `assignments.state.${state()}`)
  return (
    <span class={styles.sign} data-state={late() ? 'late' : state()} title={words()}>
      <Icon of={late() ? Clock : SIGNS[state()]} />
      <VisuallyHidden>{words()}</VisuallyHidden>
    </span>
  )
}
