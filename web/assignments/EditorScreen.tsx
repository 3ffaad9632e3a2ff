import { useNavigate, useParams } from '@solidjs/router'
import { createResource, Match, Show, Switch } from 'solid-js'
import {
  type AssignmentView,
  createAssignment,
  getAssignment,
  publishAssignment,
  updateAssignment,
} from '#domain/assignments/contract.ts'
import { newId } from '#domain/ids.ts'
import { Problem } from '#domain/problem.ts'
import { dropText } from '../accounts/drafts.ts'
import { call } from '../call.ts'
import { t } from '../i18n/translate.ts'
import { createAction } from '../ui/action.ts'
import { Button } from '../ui/Button.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Page, PageHeader } from '../ui/Page.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { toast } from '../ui/Toast.tsx'
import { AssignmentForm, type AssignmentInput, draftName } from './AssignmentForm.tsx'
import { roleIn } from './role.ts'

const Editor = (props: { classId: string; known?: AssignmentView }) => {
  const navigate = useNavigate()
  // One id for all tries: a repeated press makes one assignment.
  const id = props.known?.id ?? newId()
  const isDraft = () => (props.known?.state ?? 'draft') === 'draft'
  const save = createAction(async (input: AssignmentInput, publish: boolean) => {
    if (!props.known) {
      await call(createAssignment, { classId: props.classId }, { id, ...input, publish })
      dropText(draftName(props.classId))
    } else {
      await call(updateAssignment, { assignmentId: id }, input)
      if (publish && isDraft()) await call(publishAssignment, { assignmentId: id }, {})
    }
    toast(publish && isDraft() ? t('assignments.published') : t('assignments.saved'), { tone: 'good' })
    navigate(`/c/${props.classId}/work/${id}`, { replace: true })
  })
  return (
    <AssignmentForm
      classId={props.classId}
      initial={props.known}
      problem={save.problem()}
      onSubmit={(input) => void save.run(input, true)}
      actions={(read, uploading) => (
        <>
          <Show when={isDraft()}>
            <Button disabled={uploading() || save.busy()} onClick={() => void save.run(read(), false)}>
              {t('assignments.form.saveDraft')}
            </Button>
          </Show>
          <Button look="primary" type="submit" busy={save.busy()} disabled={uploading()}>
            {isDraft() ? t('assignments.form.publish') : t('assignments.form.save')}
          </Button>
        </>
      )}
    />
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
        <Match when={!roleIn(params.classId).manages}>
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
