import { createMemo, createSignal, For, Match, onCleanup, Show, Switch } from 'solid-js'
import {
  type AssignmentView,
  getSubmission,
  handIn,
  type Mark,
  type SubmissionView,
  submissionChanged,
  takeBack,
} from '#domain/assignments/contract.ts'
import { gradesReleased } from '#domain/grades/contract.ts'
import { newId } from '#domain/ids.ts'
import { topicOf } from '#domain/realtime.ts'
import { session } from '../accounts/session.ts'
import { call } from '../call.ts'
import { FileList } from '../files/FileList.tsx'
import { AttachButtons, FileZone, UploadList } from '../files/FilePicker.tsx'
import { createUploads } from '../files/uploads.ts'
import { sayAgoWithin } from '../i18n/format.ts'
import { problemWords } from '../i18n/problem.ts'
import { t } from '../i18n/translate.ts'
import { createLive } from '../realtime/live.ts'
import { isEvent } from '../realtime/subscribe.ts'
import { createAction } from '../ui/action.ts'
import { StatusChip } from '../ui/Badge.tsx'
import { Banner } from '../ui/Banner.tsx'
import { Button } from '../ui/Button.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { TextArea } from '../ui/Field.tsx'
import { Section } from '../ui/Page.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { Time, useNow } from '../ui/Time.tsx'
import { toast, toastProblem } from '../ui/Toast.tsx'
import styles from './Work.module.css'
import { createWriting } from './writing.ts'

/** Every attempt, the newest first: its text and files as they were handed in. */
export const Attempts = (props: { attempts: SubmissionView['attemptList']; large?: boolean }) => (
  <For each={props.attempts}>
    {(attempt) => (
      <article class={styles.attempt}>
        <p class={styles.attemptHead}>
          <strong>{t('assignments.task.attempt', { no: attempt.no })}</strong>
          <Time at={attempt.handedInAt} />
          <Show when={attempt.late}>
            <StatusChip tone="late" words={t('assignments.state.late')} />
          </Show>
        </p>
        <Show when={attempt.body}>
          <p class={styles.text}>{attempt.body}</p>
        </Show>
        <FileList files={attempt.files} large={props.large} />
      </article>
    )}
  </For>
)

/** The mark and its comment, as the student reads them; nothing while there is none. */
export const Result = (props: { mark: Mark | null; points: string | null }) => (
  <Show when={props.mark}>
    {(mark) => (
      <section class={styles.result} aria-label={t('assignments.task.mark')}>
        <Switch>
          <Match when={mark().excused}>
            <p>{t('assignments.task.excused')}</p>
          </Match>
          <Match when={mark().score !== null}>
            <p class={styles.mark}>
              {t('assignments.task.of', { score: mark().score ?? '', points: props.points ?? '' })}
            </p>
          </Match>
        </Switch>
        <Show when={mark().comment}>
          <p class={styles.text}>{mark().comment}</p>
        </Show>
      </section>
    )}
  </Show>
)

const SaveNote = (props: { state: string; at: string | null }) => {
  const now = useNow()
  return (
    <span class={styles.kept} role="status">
      <Switch>
        <Match when={props.state === 'saving'}>{t('assignments.task.saving')}</Match>
        <Match when={props.state === 'kept'}>{t('assignments.task.kept')}</Match>
        <Match when={props.state === 'saved' && props.at}>
          {(at) => t('assignments.task.saved', { when: sayAgoWithin(at(), now()) })}
        </Match>
      </Switch>
    </span>
  )
}

/** Writing and handing in. It stands anew for every attempt, so that each has its own id. */
const Writing = (props: {
  assignment: AssignmentView
  work: SubmissionView
  onHandedIn: (work: SubmissionView) => void
}) => {
  const assignmentId = props.assignment.id
  const uploads = createUploads({ assignmentId, onChange: () => writing.filesChanged() })
  const writing = createWriting(assignmentId, props.work, () => uploads)
  const last = props.work.state === 'working' ? undefined : props.work.attemptList[0]
  uploads.restore(props.work.draft.files.length > 0 ? props.work.draft.files : (last?.files ?? []))
  const id = newId()
  const submit = createAction(async () => {
    const work = await call(
      handIn,
      { assignmentId },
      { id, after: props.work.attempts, body: writing.text(), files: uploads.ids() },
    )
    writing.done()
    toast(t('assignments.task.handedInToast'), { tone: 'good' })
    props.onHandedIn(work)
  })
  const leave = (event: BeforeUnloadEvent) => uploads.busy() && event.preventDefault()
  window.addEventListener('beforeunload', leave)
  onCleanup(() => window.removeEventListener('beforeunload', leave))
  const isEmpty = () => writing.text().trim() === '' && uploads.ids().length === 0
  return (
    <FileZone uploads={uploads} class={styles.editor}>
      <TextArea label={t('assignments.task.write')} value={writing.text()} onInput={writing.write} rows={8} />
      <UploadList uploads={uploads} />
      <div class={styles.buttons}>
        <AttachButtons uploads={uploads} />
      </div>
      <Show when={submit.problem()}>
        {(problem) => <Banner tone="danger">{problemWords(problem()).title}</Banner>}
      </Show>
      <div class={styles.foot}>
        <Show when={uploads.busy()} fallback={<SaveNote state={writing.state()} at={writing.savedAt()} />}>
          <span class={styles.kept}>{t('assignments.task.uploading')}</span>
        </Show>
        <Button
          look="primary"
          busy={submit.busy()}
          disabled={isEmpty() || uploads.busy()}
          onClick={() => void submit.run()}
        >
          {props.work.attempts > 0 ? t('assignments.task.handInAgain') : t('assignments.task.handIn')}
        </Button>
      </div>
    </FileZone>
  )
}

const HandedIn = (props: {
  work: SubmissionView
  onTakeBack: () => void
  busy: boolean
  onAgain: () => void
}) => (
  <div class={styles.foot}>
    <span class={styles.kept}>
      <Show when={props.work.handedInAt}>
        {(at) => t('assignments.task.handedIn', { when: sayAgoWithin(at()) })}
      </Show>
      <Show when={props.work.mayTakeBack}> · {t('assignments.task.takeBackHint')}</Show>
    </span>
    <Show
      when={props.work.mayTakeBack}
      fallback={<Button onClick={() => props.onAgain()}>{t('assignments.task.again')}</Button>}
    >
      <Button busy={props.busy} onClick={() => props.onTakeBack()}>
        {t('assignments.task.takeBack')}
      </Button>
    </Show>
  </div>
)

/** A student's own work on an assignment; for a guardian, a ward's, to read. */
export const OwnTask = (props: { assignment: AssignmentView; studentId?: string; mayWrite: boolean }) => {
  const [again, setAgain] = createSignal(false)
  const work = createLive({
    source: createMemo(() => `${props.assignment.id} ${props.studentId}`),
    fetch: () => call(getSubmission, { assignmentId: props.assignment.id }, { studentId: props.studentId }),
    topics: () => (session.me ? [topicOf('account', session.me.id)] : []),
    wants: (event) =>
      isEvent(event, submissionChanged)
        ? event.payload.assignmentId === props.assignment.id
        : isEvent(event, gradesReleased) && event.payload.itemIds.includes(props.assignment.itemId ?? ''),
  })
  const back = createAction(async () => {
    const taken = await call(takeBack, { assignmentId: props.assignment.id }, {})
    work.set({ value: taken })
    toast(t('assignments.task.tookBack'))
  })
  const writes = (value: SubmissionView) =>
    props.mayWrite && (value.state === null || value.state === 'working' || again())
  return (
    <Switch fallback={<Skeleton rows={5} />}>
      <Match when={work.value()}>
        {(value) => (
          <>
            <Result mark={value().mark} points={props.assignment.points} />
            <Show when={writes(value())}>
              <Section title={t('assignments.task.yours')}>
                <Writing
                  assignment={props.assignment}
                  work={value()}
                  onHandedIn={(handed) => {
                    setAgain(false)
                    work.set({ value: handed })
                  }}
                />
              </Section>
            </Show>
            <Show when={value().attemptList.length > 0}>
              <Section title={t('assignments.task.attempts')}>
                <div>
                  <Attempts attempts={value().attemptList} />
                </div>
              </Section>
            </Show>
            <Show when={props.mayWrite && value().state !== null && !writes(value())}>
              <HandedIn
                work={value()}
                busy={back.busy()}
                onTakeBack={() =>
                  void back.run().then(() => {
                    const refused = back.problem()
                    if (refused) toastProblem(refused)
                  })
                }
                onAgain={() => setAgain(true)}
              />
            </Show>
          </>
        )}
      </Match>
      <Match when={work.problem()}>
        <ErrorState problem={work.problem()} onRetry={() => void work.refetch()} />
      </Match>
    </Switch>
  )
}
