import ChevronLeft from 'lucide-solid/icons/chevron-left'
import ChevronRight from 'lucide-solid/icons/chevron-right'
import FileX from 'lucide-solid/icons/file-x'
import Users from 'lucide-solid/icons/users-round'
import { createEffect, createMemo, createSignal, Match, on, Show, Switch } from 'solid-js'
import type { MarkingRow } from '#domain/assignments/contract.ts'
import type { Action } from '#domain/permission.ts'
import { Problem } from '#domain/problem.ts'
import { may } from '../accounts/may.ts'
import { t } from '../i18n/translate.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { PageHeader } from '../ui/Page.tsx'
import { SelectField } from '../ui/SelectField.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import styles from './Marking.module.css'
import { MarkingStudents } from './MarkingStudents.tsx'
import { MarkPanel } from './MarkPanel.tsx'
import { createMarking } from './marking.ts'
import { type MarkingDesk, useMarkingDesk } from './marking-desk.ts'
import { useSteps } from './marking-keys.ts'
import { Attempts, Result } from './OwnTask.tsx'
import { createReturning, type Returning } from './returning.ts'
import { WorkChip } from './states.tsx'

/** Whose work is open, how many wait, and the way to the others. */
const WorkHead = (props: {
  desk: MarkingDesk
  left: number
  marks: boolean
  onChoose: (studentId: string) => void
  onStep: (by: number) => void
}) => {
  const { desk } = props
  return (
    <div class={styles.workHead}>
      <span class={styles.picker}>
        <SelectField
          label={t('assignments.marking.tapStudent')}
          hideLabel
          value={desk.selected() ?? ''}
          options={desk
            .rows()
            .map((row) => ({ value: row.student.id, label: desk.names.nameOf(row.student) }))}
          onChange={props.onChoose}
        />
      </span>
      <Show when={desk.row()}>{(row) => <h2 class={styles.who}>{desk.names.nameOf(row().student)}</h2>}</Show>
      <Show when={desk.row()}>
        {(row) => (
          <span class={styles.chip}>
            <WorkChip
              work={row()}
              excused={row().mark?.excused}
              dueAt={desk.assignment.value()?.dueAt ?? null}
            />
          </span>
        )}
      </Show>
      <span class={styles.position}>
        {t('assignments.marking.position', { no: desk.at() + 1, total: desk.rows().length })}
        <Show when={props.marks}>
          {' · '}
          {props.left === 0
            ? t('assignments.marking.nothingLeft')
            : t('assignments.toMark', { count: props.left })}
        </Show>
      </span>
      <IconButton
        icon={ChevronLeft}
        label={t('assignments.marking.previous')}
        disabled={desk.at() <= 0}
        onClick={() => props.onStep(-1)}
      />
      <IconButton
        icon={ChevronRight}
        label={t('assignments.marking.next')}
        disabled={desk.at() >= desk.rows().length - 1}
        onClick={() => props.onStep(1)}
      />
    </div>
  )
}

/** What the open student handed in. */
const Work = (props: { desk: MarkingDesk; marks: boolean }) => (
  <Switch fallback={<Skeleton rows={4} />}>
    <Match when={props.desk.one.value()}>
      {(one) => (
        <Show
          when={one().attemptList.length > 0}
          fallback={
            <EmptyState
              icon={FileX}
              title={t('assignments.marking.nothing')}
              advice={props.marks ? t('assignments.marking.nothingAdvice') : undefined}
            />
          }
        >
          <Attempts attempts={one().attemptList} large />
        </Show>
      )}
    </Match>
    <Match when={props.desk.one.problem()}>
      <ErrorState problem={props.desk.one.problem()} onRetry={() => void props.desk.one.refetch()} />
    </Match>
  </Switch>
)

const nameOf = (desk: MarkingDesk, row: MarkingRow | undefined): string =>
  row ? desk.names.nameOf(row.student) : ''

/** Asks before something is returned that nobody marked. */
const AskUnmarked = (props: { desk: MarkingDesk; returning: Returning; graded: boolean }) => (
  <Dialog
    open={props.returning.asking() !== null}
    onClose={() => props.returning.answer(false)}
    title={t('assignments.marking.askTitle')}
    size="small"
    footer={
      <>
        <Button autofocus onClick={() => props.returning.answer(false)}>
          {t('common.actions.cancel')}
        </Button>
        <Button look="primary" onClick={() => props.returning.answer(true)}>
          {t('assignments.marking.askYes')}
        </Button>
      </>
    }
  >
    <p>
      {t(props.graded ? 'assignments.marking.ask' : 'assignments.marking.askNothing', {
        name: nameOf(props.desk, props.returning.asking()?.row),
      })}
    </p>
  </Dialog>
)

/** The marking desk: students on the left, their work in the middle, the mark on the right. */
const MarkingScreen = () => {
  const desk = useMarkingDesk()
  const [score, setScore] = createSignal<HTMLInputElement>()
  const points = () => desk.assignment.value()?.points ?? null
  const mayHere = (action: Action) => may(action, { classId: desk.params.classId })
  const marking = createMarking({
    assignmentId: () => desk.params.assignmentId,
    row: desk.row,
    points,
    onSaved: (row) => desk.put([row]),
    onStale: () => void desk.list.refetch(),
  })
  const returning = createReturning(desk, marking, points)
  const step = (by: number) => {
    void marking.save()
    desk.step(by)
  }
  const choose = (studentId: string) => {
    void marking.save()
    desk.choose(studentId)
  }
  useSteps(step)
  // With a keyboard the next score is typed at once, in place of the one that is there; on a phone the keys on the
  // screen would cover half of the work.
  const studentId = createMemo(() => desk.row()?.student.id)
  createEffect(
    on([studentId, score], ([, field]) => {
      if (!field || !matchMedia('(pointer: fine)').matches) return
      queueMicrotask(() => {
        field.focus({ preventScroll: true })
        field.select()
      })
    }),
  )
  return (
    <div class={styles.screen}>
      <div class={styles.head}>
        <PageHeader
          title={t(mayHere('grade.write') ? 'assignments.marking.title' : 'assignments.marking.look', {
            title: desk.assignment.value()?.title ?? '…',
          })}
          back={`/c/${desk.params.classId}/work/${desk.params.assignmentId}`}
          actions={
            <Show when={mayHere('grade.write')}>
              <Button
                disabled={returning.ready() === 0}
                busy={returning.allBusy()}
                onClick={() => void returning.all()}
              >
                {t('assignments.marking.returnAll', { count: returning.ready() })}
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
        <Match when={desk.list.value() && !desk.row()}>
          <ErrorState problem={new Problem('not-found')} />
        </Match>
        <Match when={desk.row()}>
          {(row) => (
            <div class={styles.desk}>
              <aside class={styles.side}>
                <MarkingStudents
                  rows={desk.rows()}
                  names={desk.names}
                  selected={desk.selected()}
                  dueAt={desk.assignment.value()?.dueAt ?? null}
                  onChoose={choose}
                />
              </aside>
              <section class={styles.work} aria-label={desk.names.nameOf(row().student)}>
                <WorkHead
                  desk={desk}
                  left={returning.left()}
                  marks={mayHere('grade.write')}
                  onChoose={choose}
                  onStep={step}
                />
                <Work desk={desk} marks={mayHere('grade.write')} />
              </section>
              <Show
                when={mayHere('grade.write')}
                fallback={
                  <div class={styles.look}>
                    <Result mark={row().mark} points={points()} />
                  </div>
                }
              >
                <Show when={desk.assignment.value()}>
                  <MarkPanel
                    row={row()}
                    points={points()}
                    marking={marking}
                    onReturn={returning.one}
                    onUndo={(returnId) => void returning.undo(returnId)}
                    scoreRef={setScore}
                  />
                </Show>
              </Show>
            </div>
          )}
        </Match>
      </Switch>
      <AskUnmarked desk={desk} returning={returning} graded={points() !== null} />
    </div>
  )
}

export default MarkingScreen
