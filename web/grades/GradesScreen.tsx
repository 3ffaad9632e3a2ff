import { useParams } from '@solidjs/router'
import { Match, Switch } from 'solid-js'
import { session } from '../accounts/session.ts'
import { roleIn } from '../assignments/role.ts'
import { GradebookScreen } from './GradebookScreen.tsx'
import { StudentGrades } from './StudentGrades.tsx'

/** Grades of a class: the gradebook for staff, the own grades for a student, a ward's for a guardian. */
const GradesScreen = () => {
  const params = useParams<{ classId: string; studentId?: string }>()
  const role = () => roleIn(params.classId)
  const subject = () =>
    params.studentId ?? (role().studies ? session.me?.id : session.me?.wards[0]?.id) ?? session.me?.id ?? ''
  return (
    <Switch fallback={<StudentGrades classId={params.classId} studentId={subject()} staff={false} />}>
      <Match when={role().staff && params.studentId}>
        {(studentId) => (
          <StudentGrades
            classId={params.classId}
            studentId={studentId()}
            staff
            back={`/c/${params.classId}/grades`}
          />
        )}
      </Match>
      <Match when={role().staff}>
        <GradebookScreen classId={params.classId} />
      </Match>
    </Switch>
  )
}

export default GradesScreen
