import Users from 'lucide-solid/icons/users-round'
import { createResource, createSignal, For, Show } from 'solid-js'
import { listPeople, type PersonView } from '#domain/people/contract.ts'
import type { SchoolRole } from '#domain/permission.ts'
import { isTeacher } from '#domain/permission.ts'
import { createNames } from '../accounts/namesakes.ts'
import { useMe } from '../accounts/session.ts'
import { call } from '../call.ts'
import { t } from '../i18n/translate.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { createAction } from '../ui/action.ts'
import { Badge } from '../ui/Badge.tsx'
import { Button } from '../ui/Button.tsx'
import { Choice } from '../ui/CheckboxField.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { TextField } from '../ui/Field.tsx'
import { List, Row } from '../ui/List.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { createSettled } from '../ui/settled.ts'
import { toastProblem } from '../ui/Toast.tsx'
import { guardTyped } from '../ui/typed.tsx'
import { VisuallyHidden } from '../ui/VisuallyHidden.tsx'
import styles from './AddPeopleDialog.module.css'
import { PastedList } from './PastedList.tsx'
import type { createPeople } from './people.ts'

type People = ReturnType<typeof createPeople>

type FoundPerson = Pick<PersonView, 'id' | 'displayName' | 'role' | 'username'> &
  Partial<Pick<PersonView, 'studentNumber'>>

const SHOWN = 20
const ADDED_AS = ['teacher', 'assistant', 'student'] as const
type AddedAs = (typeof ADDED_AS)[number]

/** Who is offered first; anybody may assist. */
const SCHOOL_ROLE_OF: Record<AddedAs, SchoolRole | undefined> = {
  teacher: 'teacher',
  assistant: undefined,
  student: 'student',
}

const FoundRow = (props: {
  person: FoundPerson
  name: string
  here: boolean
  onAdd: () => Promise<void>
}) => {
  const action = createAction(props.onAdd)
  return (
    <Row
      before={<Avatar name={props.person.displayName} id={props.person.id} />}
      title={props.person.displayName}
      detail={[t(`accounts.roles.${props.person.role}`), props.person.studentNumber, props.person.username]
        .filter(Boolean)
        .join(' · ')}
      after={
        <Show
          when={props.here}
          fallback={
            <Button small busy={action.busy()} onClick={() => void action.run()}>
              {t('classes.people.addOne')}
              <VisuallyHidden>{props.name}</VisuallyHidden>
            </Button>
          }
        >
          <Badge words={t('classes.people.here')} />
        </Show>
      }
    />
  )
}

const Finder = (props: { classId: string; people: People }) => {
  const [way, setWay] = createSignal<'find' | 'paste'>('find')
  const me = useMe()
  // Looking somebody up in between takes nothing of a list that was pasted.
  const [pasted, setPasted] = createSignal('')
  guardTyped(() => pasted().trim() !== '')
  const [words, setWords] = createSignal('')
  const [role, setRole] = createSignal<AddedAs>('teacher')
  const search = createSettled(words)
  const [found, { refetch }] = createResource(
    () => ({ q: search.settled().trim() || undefined, role: SCHOOL_ROLE_OF[role()] }),
    (input) => call(listPeople, {}, { ...input, limit: SHOWN }),
  )
  const people = () => (found.error ? undefined : found.latest?.people)
  // Administrators may teach too; whoever looks is the one most likely meant.
  const rows = (): FoundPerson[] =>
    isTeacher({ role: role() }) && !search.settled().trim() ? [me(), ...(people() ?? [])] : (people() ?? [])
  const names = createNames(rows)
  const isHere = (id: string) => props.people.members().some((member) => member.id === id)
  return (
    <div class={styles.finder}>
      <Choice
        label={t('classes.people.addAs')}
        name="role"
        value={role()}
        options={ADDED_AS.map((value) => ({ value, label: t(`accounts.roles.${value}`) }))}
        onChange={setRole}
      />
      <Choice
        label={t('classes.people.way')}
        hideLabel
        name="way"
        value={way()}
        options={(['find', 'paste'] as const).map((value) => ({
          value,
          label: t(`classes.people.ways.${value}`),
        }))}
        onChange={setWay}
      />
      <Show
        when={way() === 'find'}
        fallback={
          <PastedList
            classId={props.classId}
            role={role()}
            text={pasted()}
            onText={setPasted}
            onChanged={() => void props.people.refetch()}
          />
        }
      >
        <TextField
          label={t('common.actions.search')}
          placeholder={t('classes.people.search')}
          type="search"
          value={words()}
          onInput={(value) => {
            setWords(value)
            search.typed(value)
          }}
          autofocus
        />
        <Show
          when={!found.error}
          fallback={<ErrorState problem={found.error} onRetry={() => void refetch()} />}
        >
          <Show when={people()} fallback={<Skeleton rows={5} />}>
            <Show
              when={rows().length > 0}
              fallback={<EmptyState icon={Users} title={t('classes.people.nobody')} />}
            >
              <List label={t('classes.people.addTitle')}>
                <For each={rows()}>
                  {(person) => (
                    <FoundRow
                      person={person}
                      name={names.nameOf(person)}
                      here={isHere(person.id)}
                      onAdd={() => props.people.add(person.id, role()).catch(toastProblem)}
                    />
                  )}
                </For>
              </List>
            </Show>
            <Show when={found.latest?.next}>
              <p class={styles.more}>{t('classes.people.more', { count: SHOWN })}</p>
            </Show>
          </Show>
        </Show>
      </Show>
    </div>
  )
}

/** An administrator finds people of the school and adds them to the class, its teachers first of all. */
export const AddPeopleDialog = (props: {
  classId: string
  people: People
  open: boolean
  onClose: () => void
}) => (
  <Dialog open={props.open} onClose={props.onClose} title={t('classes.people.addTitle')}>
    <Finder classId={props.classId} people={props.people} />
  </Dialog>
)
