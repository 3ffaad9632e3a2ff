import { useParams } from '@solidjs/router'
import Ellipsis from 'lucide-solid/icons/ellipsis'
import Search from 'lucide-solid/icons/search'
import UserPlus from 'lucide-solid/icons/user-round-plus'
import Users from 'lucide-solid/icons/users-round'
import { createMemo, createSignal, For, Show } from 'solid-js'
import type { Member } from '#domain/classes/contract.ts'
import { isAssistant, isStaff, isStudent } from '#domain/permission.ts'
import { may } from '../accounts/may.ts'
import { createNames, type Names } from '../accounts/namesakes.ts'
import { useMe } from '../accounts/session.ts'
import { t } from '../i18n/translate.ts'
import { type Act, Acts } from '../ui/Acts.tsx'
import { Avatar } from '../ui/Avatar.tsx'
import { Badge } from '../ui/Badge.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Growing } from '../ui/Growing.tsx'
import { List, Row } from '../ui/List.tsx'
import { Menu, type MenuItem } from '../ui/Menu.tsx'
import { Page, PageHeader, Section } from '../ui/Page.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { toastDeferred, toastProblem } from '../ui/Toast.tsx'
import { AddPeopleDialog } from './AddPeopleDialog.tsx'
import { GivePasswordDialog } from './GivePasswordDialog.tsx'
import { JoinCodeDialog } from './JoinCodeDialog.tsx'
import { inOrder } from './order.ts'
import { createPeople } from './people.ts'

type People = ReturnType<typeof createPeople>

const removeLater = (people: People, member: Member, name: string) => {
  const taken = people.take(member.id)
  toastDeferred(t('classes.people.removed', { name }), {
    commit: () => people.remove(member.id),
    undo: () => taken && people.put(taken),
  })
}

const actsFor = (
  people: People,
  member: Member,
  name: string,
  givePassword: (member: Member) => void,
): MenuItem[] => {
  const become = (role: 'assistant' | 'student') => () =>
    void people.setRole(member, role).catch(toastProblem)
  const acts: MenuItem[] = []
  if (isStudent(member))
    acts.push(
      { label: t('classes.people.password'), onSelect: () => givePassword(member) },
      { label: t('classes.people.makeAssistant'), onSelect: become('assistant') },
    )
  if (isAssistant(member)) acts.push({ label: t('classes.people.makeStudent'), onSelect: become('student') })
  acts.push({
    label: t('classes.people.remove'),
    danger: true,
    separated: acts.length > 0,
    onSelect: () => removeLater(people, member, name),
  })
  return acts
}

const PersonRow = (props: {
  member: Member
  people: People
  names: Names
  manages: boolean
  onPassword: (member: Member) => void
}) => {
  const me = useMe()
  const name = () => props.names.nameOf(props.member)
  const detail = () => [props.member.studentNumber, props.member.username].filter(Boolean).join(' · ')
  return (
    <Row
      before={<Avatar name={props.member.displayName} id={props.member.id} />}
      title={detail() ? props.member.displayName : name()}
      detail={detail() || undefined}
      after={
        <>
          <Show when={!isStudent(props.member)}>
            <Badge words={t(`accounts.roles.${props.member.role}`)} />
          </Show>
          <Show when={props.manages && props.member.id !== me().id}>
            <Menu
              small
              icon={Ellipsis}
              label={t('classes.people.manage', { name: name() })}
              items={actsFor(props.people, props.member, name(), props.onPassword)}
            />
          </Show>
        </>
      }
    />
  )
}

/** The people of a class; staff invite with a code, change roles and remove. */
export default function PeopleScreen() {
  const params = useParams<{ classId: string }>()
  const people = createPeople(() => params.classId)
  const names = createNames(people.members)
  const [inviting, setInviting] = createSignal(false)
  const [adding, setAdding] = createSignal(false)
  const acts = (): Act[] => [
    ...(may('account.list')
      ? [{ label: t('classes.people.add'), icon: Search, onSelect: () => setAdding(true) }]
      : []),
    {
      label: t('classes.people.invite'),
      look: 'primary',
      icon: UserPlus,
      onSelect: () => setInviting(true),
    },
  ]
  const manages = () => may('class.manage', { classId: params.classId })
  const [giving, setGiving] = createSignal<Member | null>(null)
  const sorted = createMemo(() => inOrder(people.members()))
  const staff = () => sorted().filter(isStaff)
  const others = () => sorted().filter((member) => !isStaff(member))
  return (
    <Page>
      <PageHeader tabbed title={t('classes.people.title')} actions={manages() && <Acts acts={acts()} />} />
      <Show
        when={!people.failure()}
        fallback={<ErrorState problem={people.failure()} onRetry={() => void people.refetch()} />}
      >
        <Show when={people.loaded()} fallback={<Skeleton rows={6} />}>
          <Show when={staff().length > 0}>
            <Section title={t('classes.people.staff')}>
              <List>
                <For each={staff()}>
                  {(member) => (
                    <PersonRow
                      member={member}
                      people={people}
                      names={names}
                      manages={manages()}
                      onPassword={setGiving}
                    />
                  )}
                </For>
              </List>
            </Section>
          </Show>
          <Show
            when={others().length > 0}
            fallback={
              <EmptyState
                icon={Users}
                title={t('classes.people.empty')}
                advice={manages() ? t('classes.people.emptyAdvice') : undefined}
              />
            }
          >
            <Section
              title={t('classes.people.students')}
              lead={t('classes.students', { count: others().length })}
            >
              <List>
                <Growing each={others()}>
                  {(member) => (
                    <PersonRow
                      member={member}
                      people={people}
                      names={names}
                      manages={manages()}
                      onPassword={setGiving}
                    />
                  )}
                </Growing>
              </List>
            </Section>
          </Show>
        </Show>
      </Show>
      <JoinCodeDialog classId={params.classId} open={inviting()} onClose={() => setInviting(false)} />
      <GivePasswordDialog
        classId={params.classId}
        member={giving()}
        names={names}
        onClose={() => setGiving(null)}
      />
      <AddPeopleDialog
        classId={params.classId}
        people={people}
        open={adding()}
        onClose={() => setAdding(false)}
      />
    </Page>
  )
}
