import Upload from 'lucide-solid/icons/upload'
import UserPlus from 'lucide-solid/icons/user-round-plus'
import Users from 'lucide-solid/icons/users-round'
import { createSignal, Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import { listPeople, type PersonView } from '#domain/people/contract.ts'
import { SCHOOL_ROLES, type SchoolRole } from '#domain/permission.ts'
import { may } from '../accounts/may.ts'
import { call } from '../call.ts'
import { t } from '../i18n/translate.ts'
import { type Act, Acts } from '../ui/Acts.tsx'
import { StatusChip } from '../ui/Badge.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { TextField } from '../ui/Field.tsx'
import { Page, PageHeader } from '../ui/Page.tsx'
import { PageList } from '../ui/PageList.tsx'
import { createPages } from '../ui/pages.ts'
import { SelectField } from '../ui/SelectField.tsx'
import { createSettled } from '../ui/settled.ts'
import { type Column, Table } from '../ui/Table.tsx'
import { Time } from '../ui/Time.tsx'
import { KeptApart } from './KeptApart.tsx'
import { NewPersonDialog } from './NewPersonDialog.tsx'
import styles from './People.module.css'
import { PersonSheet } from './PersonSheet.tsx'

const STATES = ['active', 'disabled', 'all'] as const
interface Filter {
  q: string
  role: SchoolRole | 'all'
  state: (typeof STATES)[number]
}

const columnsFor = (open: (person: PersonView) => void): Column<PersonView>[] => [
  {
    key: 'name',
    title: t('people.name'),
    cell: (person) => (
      <span class={styles.name}>
        <button type="button" class={styles.open} onClick={() => open(person)}>
          {person.displayName}
        </button>
        <span class={styles.quiet}>{person.username}</span>
      </span>
    ),
  },
  { key: 'role', title: t('people.role'), cell: (person) => t(`accounts.roles.${person.role}`) },
  { key: 'number', title: t('people.number'), cell: (person) => person.studentNumber ?? '' },
  {
    key: 'state',
    title: t('people.state'),
    cell: (person) => (
      <Show
        when={person.disabled}
        fallback={
          <Show when={person.mustChangePassword}>
            <StatusChip tone="info" words={t('people.newPassword')} />
          </Show>
        }
      >
        <StatusChip tone="danger" words={t('people.disabled')} />
      </Show>
    ),
  },
  {
    key: 'seen',
    title: t('people.seen'),
    cell: (person) => (
      <Show when={person.lastSeenAt} fallback={<span class={styles.quiet}>{t('people.never')}</span>}>
        {(at) => <Time at={at()} />}
      </Show>
    ),
  },
]

const Filters = (props: { filter: Filter; set: (field: keyof Filter, value: string) => void }) => (
  <search class={styles.filters}>
    <TextField
      label={t('common.actions.search')}
      placeholder={t('people.search')}
      type="search"
      value={props.filter.q}
      onInput={(value) => props.set('q', value)}
    />
    <SelectField
      label={t('people.role')}
      value={props.filter.role}
      options={[
        { value: 'all', label: t('people.anyRole') },
        ...SCHOOL_ROLES.map((role) => ({ value: role, label: t(`accounts.roles.${role}`) })),
      ]}
      onChange={(role) => props.set('role', role)}
    />
    <SelectField
      label={t('people.state')}
      value={props.filter.state}
      options={STATES.map((state) => ({ value: state, label: t(`people.states.${state}`) }))}
      onChange={(state) => props.set('state', state)}
    />
  </search>
)

/** Everybody in the school: find, add, look after. */
export default function PeopleScreen() {
  const [filter, setFilter] = createStore<Filter>({ q: '', role: 'all', state: 'active' })
  const search = createSettled(() => filter.q)
  const [adding, setAdding] = createSignal(false)
  const [opened, setOpened] = createSignal<PersonView | null>(null)
  const acts = (): Act[] => [
    { label: t('people.import'), icon: Upload, href: '/admin/import' },
    ...(may('account.manage')
      ? [
          {
            label: t('people.add'),
            look: 'primary' as const,
            icon: UserPlus,
            onSelect: () => setAdding(true),
          },
        ]
      : []),
  ]
  const pages = createPages(
    () => ({
      q: search.settled().trim() || undefined,
      role: filter.role === 'all' ? undefined : filter.role,
      state: filter.state,
    }),
    async (input, after: string | undefined) => {
      const { people, next, total } = await call(listPeople, {}, { ...input, after, limit: 50 })
      return { items: people, next, total }
    },
  )
  const change = (person: PersonView) => {
    pages.replace(person, (one) => one.id === person.id)
    setOpened(person)
  }
  return (
    <Page wide>
      <PageHeader title={t('people.title')} actions={<Acts acts={acts()} />} />
      <KeptApart onChanged={(person) => pages.replace(person, (one) => one.id === person.id)} />
      <div class={styles.list}>
        <Filters
          filter={filter}
          set={(field, value) => {
            setFilter(field, value)
            if (field === 'q') search.typed(value)
          }}
        />
        <PageList pages={pages}>
          <p class={styles.count} role="status">
            {t('people.count', { count: pages.first()?.total ?? 0 })}
          </p>
          <Table
            label={t('people.title')}
            columns={columnsFor(setOpened)}
            rows={pages.items()}
            onOpen={setOpened}
            empty={<EmptyState icon={Users} title={t('people.empty')} advice={t('people.emptyAdvice')} />}
          />
        </PageList>
      </div>
      <NewPersonDialog open={adding()} onMade={() => void pages.refetch()} onClose={() => setAdding(false)} />
      <PersonSheet person={opened()} onChanged={change} onClose={() => setOpened(null)} />
    </Page>
  )
}
