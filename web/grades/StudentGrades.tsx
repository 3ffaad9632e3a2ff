import Award from 'lucide-solid/icons/award'
import { createResource, createSignal, For, type JSX, Match, Show, Switch } from 'solid-js'
import { listMembers } from '#domain/classes/contract.ts'
import {
  type Cell,
  type StudentGrades as Grades,
  getStudentGrades,
  gradebookRebuilt,
  gradesRecorded,
  gradesReleased,
} from '#domain/grades/contract.ts'
import type { GradebookView } from '#domain/grades/gradebook.ts'
import { topicOf } from '#domain/realtime.ts'
import { createNames } from '../accounts/namesakes.ts'
import { session } from '../accounts/session.ts'
import { call } from '../call.ts'
import { withPercent } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { createLive } from '../realtime/live.ts'
import { Choice } from '../ui/CheckboxField.tsx'
import { classes } from '../ui/classes.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { List, Row } from '../ui/List.tsx'
import { Page, PageHeader, Section } from '../ui/Page.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import styles from './Why.module.css'
import { WhyThisGrade } from './WhyThisGrade.tsx'

const EVENTS = new Set([gradebookRebuilt, gradesReleased, gradesRecorded].map((event) => event.name))

const Total = (props: { label: string; value: string | null; pressed: boolean; onPress: () => void }) => (
  <button
    type="button"
    class={classes(styles.total, props.pressed && styles.chosen)}
    aria-pressed={props.pressed}
    onClick={() => props.onPress()}
  >
    <span class={styles.totalLabel}>{props.label}</span>
    <span class={styles.totalValue}>{props.value === null ? '–' : withPercent(props.value)}</span>
  </button>
)

const scoreWords = (cell: Cell, maxPoints: string): string => {
  if (cell.excused) return t('grades.excusedLong')
  return cell.score === null ? '–' : t('assignments.task.of', { score: cell.score, points: maxPoints })
}

const Graded = (props: { grades: Grades }) => {
  const rows = () =>
    props.grades.items.flatMap((item) => {
      const cell = props.grades.cells.find((one) => one.itemId === item.id)
      return cell ? [{ item, cell }] : []
    })
  const categoryOf = (id: string | null) =>
    props.grades.categories.find((category) => category.id === id)?.name
  return (
    <Show when={rows().length > 0}>
      <Section title={t('grades.title')}>
        <List>
          <For each={rows()}>
            {({ item, cell }) => (
              <Row
                title={item.title}
                detail={
                  <>
                    {categoryOf(item.categoryId)}
                    <Show when={cell.comment}>
                      <span class={styles.comment}>{cell.comment}</span>
                    </Show>
                  </>
                }
                after={<strong class={styles.score}>{scoreWords(cell, item.maxPoints)}</strong>}
              />
            )}
          </For>
        </List>
      </Section>
    </Show>
  )
}

/** One student's grades: both totals, why they are that, and each released grade with its comment. */
export const StudentGrades = (props: {
  classId: string
  studentId: string
  staff: boolean
  back?: string
  /** Below the title: whose grades these are, where there is a choice. */
  children?: JSX.Element
}) => {
  const [view, setView] = createSignal<GradebookView>(props.staff ? 'teacher' : 'student')
  const [mode, setMode] = createSignal<'current' | 'final'>('current')
  const live = createLive({
    source: () => `${props.classId} ${props.studentId} ${view()}`,
    fetch: () =>
      call(
        getStudentGrades,
        { classId: props.classId, studentId: props.studentId },
        { view: props.staff ? view() : undefined },
      ),
    topics: () => [
      topicOf('class', props.classId),
      ...(session.me ? [topicOf('account', session.me.id)] : []),
    ],
    wants: (event) => EVENTS.has(event.name),
  })
  // Staff come from a list in which two may be called alike, to a page that names only one of them.
  const [roster] = createResource(
    () => props.staff && props.classId,
    (classId) => call(listMembers, { classId }, {}).catch(() => ({ members: [] })),
  )
  const names = createNames(() => roster.latest?.members ?? [])
  const studentName = () => {
    const student = live.value()?.student
    return student ? names.nameOf(student) : t('grades.title')
  }
  const title = () => (props.studentId === session.me?.id ? t('grades.title') : studentName())
  return (
    <Page>
      <PageHeader title={title()} back={props.back} />
      {props.children}
      <Show when={props.staff}>
        <Choice
          name="view"
          label={t('grades.why.view')}
          hideLabel
          value={view()}
          options={[
            { value: 'teacher', label: t('grades.why.asTeacher') },
            { value: 'student', label: t('grades.why.asStudent') },
          ]}
          onChange={setView}
        />
      </Show>
      <Switch fallback={<Skeleton shape="page" />}>
        <Match when={live.value() && live.value()?.items.length === 0}>
          <EmptyState icon={Award} title={t('grades.empty')} advice={t('grades.emptyStudent')} />
        </Match>
        <Match when={live.value()}>
          {(grades) => (
            <>
              <div class={styles.totals}>
                <Total
                  label={t('grades.now')}
                  value={grades().totals?.current ?? null}
                  pressed={mode() === 'current'}
                  onPress={() => setMode('current')}
                />
                <Total
                  label={t('grades.ifNothingMore')}
                  value={grades().totals?.final ?? null}
                  pressed={mode() === 'final'}
                  onPress={() => setMode('final')}
                />
              </div>
              <Show when={grades().explanation}>
                {(trees) => (
                  <Section title={t('grades.why.title')}>
                    <WhyThisGrade tree={trees()[mode()]} />
                  </Section>
                )}
              </Show>
              <Graded grades={grades()} />
            </>
          )}
        </Match>
        <Match when={live.problem()}>
          <ErrorState problem={live.problem()} onRetry={() => void live.refetch()} />
        </Match>
      </Switch>
    </Page>
  )
}
