import { Match, Switch } from 'solid-js'
import type { OwnWork } from '#domain/assignments/contract.ts'
import { type WorkState, workStateOf } from '#domain/assignments/submission.ts'
import { t } from '../i18n/translate.ts'
import { StatusChip, type Tone } from '../ui/Badge.tsx'
import { useNow } from '../ui/Time.tsx'

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
