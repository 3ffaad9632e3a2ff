import { useNavigate, useParams } from '@solidjs/router'
import ChevronLeft from 'lucide-solid/icons/chevron-left'
import ChevronRight from 'lucide-solid/icons/chevron-right'
import FileX from 'lucide-solid/icons/file-x'
import Users from 'lucide-solid/icons/users-round'
import {
  createEffect,
  createMemo,
  createSignal,
  For,
  Match,
  onCleanup,
  onMount,
  Show,
  Switch,
} from 'solid-js'
import {
  getAssignment,
  getMarking,
  listSubmissions,
  type MarkingRow,
  markRecorded,
  returnWork,
  submissionChanged,
} from '#domain/assignments/contract.ts'
import { topicOf } from '#domain/realtime.ts'
import { session } from '../accounts/session.ts'
import { call } from '../call.ts'
import { t } from '../i18n/translate.ts'
import { createLive } from '../realtime/live.ts'
import { createAction } from '../ui/action.ts'
import { Button } from '../ui/Button.tsx'
import { classes } from '../ui/classes.ts'
import { whenNotComposing } from '../ui/composing.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { PageHeader } from '../ui/Page.tsx'
import { SelectField } from '../ui/SelectField.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { toast, toastProblem } from '../ui/Toast.tsx'
import styles from './Marking.module.css'
import { MarkPanel } from './MarkPanel.tsx'
import { createMarking } from './marking.ts'
import { Attempts, Result } from './OwnTask.tsx'
import { roleIn } from './role.ts'
import { WorkChip, WorkSign } from './states.tsx'

const typing = (event: KeyboardEvent): boolean =>
  event.target instanceof HTMLElement &&
  event.target.closest('input,textarea,select,[contenteditable]') !== null

const STEPS: Record<string, number> = { j: 1, k: -1, ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }

/** J and K, or the arrows, unless somebody is typing. */
const useSteps = (step: (by: number) => void): void => {
  const press = whenNotComposing((event: KeyboardEvent) => {
    const by = STEPS[event.key]
    if (by === undefined || event.altKey || event.ctrlKey || event.metaKey || typing(event)) return
    event.preventDefault()
    step(by)
  })
  onMount(() => document.addEventListener('keydown', press))
  onCleanup(() => document.removeEventListener('keydown', press))
}

const markOf = (row: MarkingRow): string =>
  row.mark?.excused ? t('grades.excused') : (row.mark?.score ?? '')

/** Whose work it is, the state of it and the mark so far. */
const Students = (props: {
  rows: readonly MarkingRow[]
  selected: string | undefined
  dueAt: string | null
  href: (studentId: string) => string
  onChoose: (studentId: string) => void
}) => (
  <ul class={styles.students} aria-label={t('assignments.marking.students')}>
    <For each={props.rows}>
      {(row) => (
        <li>
          <button
            type="button"
            class={classes(styles.student, row.student.id === props.selected && styles.selected)}
            aria-current={row.student.id === props.selected ? 'true' : undefined}
            onClick={() => props.onChoose(row.student.id)}
          >
            <WorkSign work={row} dueAt={props.dueAt} />
            <span class={styles.name}>{row.student.displayName}</span>
            <span class={classes(styles.figure, !row.released && styles.unreleased)}>{markOf(row)}</span>
          </button>
        </li>
      )}
    </For>
  </ul>
)

const useMarkingDesk = () => {
  const params = useParams<{ classId: string; assignmentId: string; studentId?: string }>()
  const navigate = useNavigate()
  const account = () => (session.me ? [topicOf('account', session.me.id)] : [])
  const wants = (event: { name: string }) =>
    event.name === submissionChanged.name || event.name === markRecorded.name
  const assignment = createLive({
    source: () => params.assignmentId,
    fetch: (assignmentId) => call(getAssignment, { assignmentId }, {}),
    topics: () => [],
    wants: () => false,
  })
  const list = createLive({
    source: () => params.assignmentId,
    fetch: (assignmentId) => call(listSubmissions, { assignmentId }, {}),
    topics: account,
    wants,
  })
  const rows = () => list.value()?.submissions ?? []
  const here = () => `/c/${params.classId}/work/${params.assignmentId}/mark`
  const selected = createMemo(() => params.studentId ?? firstOf(rows())?.student.id)
  const one = createLive({
    source: () => selected() ?? null,
    fetch: (studentId) => call(getMarking, { assignmentId: params.assignmentId, studentId }, {}),
    topics: account,
    wants,
  })
  const at = () => rows().findIndex((row) => row.student.id === selected())
  const choose = (studentId: string) => navigate(`${here()}/${studentId}`, { replace: true, scroll: false })
  const step = (by: number) => {
    const next = rows()[at() + by]
    if (next) choose(next.student.id)
  }
  return { params, assignment, list, rows, here, selected, one, at, choose, step }
}

/** Where marking begins: the first work that waits. */
const firstOf = (rows: readonly MarkingRow[]): MarkingRow | undefined =>
  rows.find((row) => row.state === 'submitted') ?? rows[0]

/** The marking desk: students on the left, their work in the middle, the mark on the right. */
const MarkingScreen = () => {
  const desk = useMarkingDesk()
  const [score, setScore] = createSignal<HTMLInputElement>()
  const points = () => desk.assignment.value()?.points ?? null
  const role = () => roleIn(desk.params.classId)
  const put = (row: MarkingRow) => {
    desk.list.set('value', 'submissions', (one) => one.student.id === row.student.id, row)
    if (desk.one.value()?.student.id === row.student.id)
      desk.one.set('value', (value) => value && { ...value, ...row })
  }
  const marking = createMarking({
    assignmentId: () => desk.params.assignmentId,
    row: () => desk.one.value(),
    points,
    onSaved: put,
  })
  const go = (by: number) => {
    void marking.save()
    desk.step(by)
  }
  useSteps(go)
  const ready = () => desk.rows().filter((row) => row.mark !== null && !row.released).length
  const giveBack = createAction(async (students: 'marked' | string[]) => {
    if (!(await marking.save())) return
    const { returned, submissions } = await call(
      returnWork,
      { assignmentId: desk.params.assignmentId },
      { students },
    )
    desk.list.set('value', { submissions })
    void desk.one.refetch()
    toast(t('assignments.marking.returned', { count: returned }), { tone: 'good' })
  })
  const returnOne = async () => {
    const student = desk.selected()
    if (!student) return
    await giveBack.run([student])
    const refused = giveBack.problem()
    if (refused) return toastProblem(refused)
    if (marking.state() === 'refused' || marking.state() === 'unsaved') return
    desk.step(1)
    score()?.focus()
  }
  // With a keyboard the next score is typed at once; on a phone it would cover half of the work.
  createEffect(() => desk.selected() && matchMedia('(pointer: fine)').matches && score()?.select())
  return (
    <div class={styles.screen}>
      <div class={styles.head}>
        <PageHeader
          title={t(role().marks ? 'assignments.marking.title' : 'assignments.marking.look', {
            title: desk.assignment.value()?.title ?? '…',
          })}
          back={`/c/${desk.params.classId}/work/${desk.params.assignmentId}`}
          actions={
            <Show when={role().marks}>
              <Button
                disabled={ready() === 0}
                busy={giveBack.busy()}
                onClick={() => void giveBack.run('marked')}
              >
                {t('assignments.marking.returnAll', { count: ready() })}
              </Button>
            </Show>
          }
        />
      </div>
      <Switch fallback={<Skeleton rows={8} />}>
        <Match when={desk.list.problem()}>
          <ErrorState problem={desk.list.problem()} onRetry={() => void desk.list.refetch()} />
        </Match>
        <Match when={desk.list.value() && desk.rows().length === 0}>
          <EmptyState
            icon={Users}
            title={t('assignments.marking.empty')}
            advice={t('grades.noStudentsAdvice')}
          />
        </Match>
        <Match when={desk.list.value()}>
          <div class={styles.desk}>
            <aside class={styles.side}>
              <Students
                rows={desk.rows()}
                selected={desk.selected()}
                dueAt={desk.assignment.value()?.dueAt ?? null}
                href={(studentId) => `${desk.here()}/${studentId}`}
                onChoose={(studentId) => {
                  void marking.save()
                  desk.choose(studentId)
                }}
              />
            </aside>
            <section class={styles.work} aria-label={desk.one.value()?.student.displayName}>
              <div class={styles.workHead}>
                <span class={styles.picker}>
                  <SelectField
                    label={t('assignments.marking.tapStudent')}
                    hideLabel
                    value={desk.selected() ?? ''}
                    options={desk
                      .rows()
                      .map((row) => ({ value: row.student.id, label: row.student.displayName }))}
                    onChange={desk.choose}
                  />
                </span>
                <h2 class={styles.who}>{desk.one.value()?.student.displayName}</h2>
                <Show when={desk.one.value()}>
                  {(one) => (
                    <span class={styles.chip}>
                      <WorkChip
                        work={one()}
                        excused={one().mark?.excused}
                        dueAt={desk.assignment.value()?.dueAt ?? null}
                      />
                    </span>
                  )}
                </Show>
                <span class={styles.position} title={t('assignments.marking.keys')}>
                  {t('assignments.marking.position', { no: desk.at() + 1, total: desk.rows().length })}
                </span>
                <IconButton
                  icon={ChevronLeft}
                  label={t('assignments.marking.previous')}
                  disabled={desk.at() <= 0}
                  onClick={() => go(-1)}
                />
                <IconButton
                  icon={ChevronRight}
                  label={t('assignments.marking.next')}
                  disabled={desk.at() >= desk.rows().length - 1}
                  onClick={() => go(1)}
                />
              </div>
              <Show when={desk.one.value()} fallback={<Skeleton rows={4} />}>
                {(one) => (
                  <Show
                    when={one().attemptList.length > 0}
                    fallback={
                      <EmptyState
                        icon={FileX}
                        title={t('assignments.marking.nothing')}
                        advice={role().marks ? t('assignments.marking.nothingAdvice') : undefined}
                      />
                    }
                  >
                    <Attempts attempts={one().attemptList} large />
                  </Show>
                )}
              </Show>
            </section>
            <Show when={desk.one.value()}>
              {(one) => (
                <Show
                  when={role().marks}
                  fallback={
                    <div class={styles.panel}>
                      <Result mark={one().mark} points={points()} />
                    </div>
                  }
                >
                  <MarkPanel
                    row={one()}
                    points={points()}
                    marking={marking}
                    returning={giveBack.busy()}
                    onReturn={() => void returnOne()}
                    scoreRef={setScore}
                  />
                </Show>
              )}
            </Show>
          </div>
        </Match>
      </Switch>
    </div>
  )
}

export default MarkingScreen
