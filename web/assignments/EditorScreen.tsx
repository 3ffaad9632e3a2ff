import { useNavigate, useParams } from '@solidjs/router'
import { createResource, Match, Show, Switch } from 'solid-js'
import {
  type AssignmentView,
  createAssignment,
  getAssignment,
  updateAssignment,
} from '#domain/assignments/contract.ts'
import { changeOf } from '#domain/assignments/edit.ts'
import { Problem } from '#domain/problem.ts'
import { may } from '../accounts/may.ts'
import { call } from '../call.ts'
import { t } from '../i18n/translate.ts'
import { createAction } from '../ui/action.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Page, PageHeader } from '../ui/Page.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { toast } from '../ui/Toast.tsx'
import { AssignmentForm } from './AssignmentForm.tsx'
import { createAssignmentDraft } from './assignment-draft.ts'
import { DraftNotes } from './DraftNotes.tsx'

const isChanged = (error: unknown): boolean =>
  error instanceof Problem && error.details.code === 'assignment-changed'

const Editor = (props: { classId: string; known?: AssignmentView }) => {
  const navigate = useNavigate()
  const draft = createAssignmentDraft(props.classId, props.known)
  const { id } = draft
  /** An earlier try to make it may have arrived: then it is changed from now on. */
  const exists = () => props.known !== undefined || draft.theirs() !== null
  const isDraft = () => (draft.theirs() ?? props.known)?.state !== 'open'
  /** One act, one request: what was changed, and that it is published. */
  const send = (publish: boolean) => {
    const [base, mine] = [draft.base(), draft.mine()]
    if (!exists() || !base)
      return call(createAssignment, { classId: props.classId }, { id, ...mine, publish })
    const { change, base: was } = changeOf(base, mine)
    return call(updateAssignment, { assignmentId: id }, { ...change, base: was, publish })
  }
  const save = createAction(async (publish: boolean) => {
    const wasDraft = isDraft()
    try {
      await send(publish && wasDraft)
    } catch (error) {
      if (isChanged(error)) draft.meet(await call(getAssignment, { assignmentId: id }, {}))
      throw error
    }
    draft.saved()
    toast(publish && wasDraft ? t('assignments.published') : t('assignments.saved'), { tone: 'good' })
    navigate(`/c/${props.classId}/work/${id}`, { replace: true })
  })
  const waits = () => draft.uploads.busy() || draft.clashes().length > 0
  return (
    <>
      <DraftNotes draft={draft} />
      <AssignmentForm
        classId={props.classId}
        draft={draft}
        problem={isChanged(save.problem()) ? null : save.problem()}
        onSubmit={() => !waits() && void save.run(true)}
        actions={
          <>
            <Show when={isDraft()}>
              <Button disabled={waits() || save.busy()} onClick={() => void save.run(false)}>
                {t('assignments.form.saveDraft')}
              </Button>
            </Show>
            <Button look="primary" type="submit" busy={save.busy()} disabled={waits()}>
              {isDraft() ? t('assignments.form.publish') : t('assignments.form.save')}
            </Button>
          </>
        }
      />
    </>
  )
}

/** Makes an assignment, or changes the one in the address. */
const EditorScreen = () => {
  const params = useParams<{ classId: string; assignmentId?: string }>()
  const [known, { refetch }] = createResource(
    () => params.assignmentId,
    (assignmentId) => call(getAssignment, { assignmentId }, {}),
  )
  const back = () => `/c/${params.classId}/work${params.assignmentId ? `/${params.assignmentId}` : ''}`
  return (
    <Page>
      <PageHeader title={params.assignmentId ? t('assignments.edit') : t('assignments.new')} back={back()} />
      <Switch fallback={<Skeleton rows={6} />}>
        <Match when={!may('assignment.manage', { classId: params.classId })}>
          <ErrorState problem={new Problem('forbidden')} />
        </Match>
        <Match when={!params.assignmentId}>
          <Editor classId={params.classId} />
        </Match>
        <Match when={known.error}>
          <ErrorState problem={known.error} onRetry={() => void refetch()} />
        </Match>
        <Match when={known()}>
          {(assignment) => <Editor classId={params.classId} known={assignment()} />}
        </Match>
      </Switch>
    </Page>
  )
}

export default EditorScreen
