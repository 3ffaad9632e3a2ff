import { useParams } from '@solidjs/router'
import { Match, Switch } from 'solid-js'
import type { Action } from '#domain/permission.ts'
import { may } from '../accounts/may.ts'
import { session } from '../accounts/session.ts'
import { WardSwitch } from '../accounts/WardSwitch.tsx'
import { useWard } from '../accounts/ward.ts'
import { GradebookScreen } from './GradebookScreen.tsx'
import { StudentGrades } from './StudentGrades.tsx'

/** Grades of a class: the gradebook for staff, the own grades for a student, a ward's for a guardian. */
const GradesScreen = () => {
  const params = useParams<{ classId: string; studentId?: string }>()
  const mayHere = (action: Action) => may(action, { classId: params.classId })
  const ward = useWard(() => params.classId)
  const subject = () =>
    (may('submission.create', { classId: params.classId, archived: false }) ? undefined : ward.id()) ??
    session.me?.id ??
    ''
  const Own = () => (
    <StudentGrades classId={params.classId} studentId={subject()} staff={false}>
      <WardSwitch wards={ward.wards()} value={ward.id()} onChoose={ward.choose} />
    </StudentGrades>
  )
  return (
    <Switch fallback={<Own />}>
      <Match when={mayHere('grade.read') && params.studentId}>
        {(studentId) => (
          <StudentGrades
            classId={params.classId}
            studentId={studentId()}
            staff
            back={`/c/${params.classId}/grades`}
          />
        )}
      </Match>
      <Match when={mayHere('grade.read')}>
        <GradebookScreen classId={params.classId} />
      </Match>
    </Switch>
  )
}

export default GradesScreen
