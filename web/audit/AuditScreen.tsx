import ScrollText from 'lucide-solid/icons/scroll-text'
import { createSignal } from 'solid-js'
import { type AuditEntryView, listAudit } from '#domain/audit/contract.ts'
import { call } from '../call.ts'
import { formatList } from '../i18n/format.ts'
import { t, translateMaybe } from '../i18n/translate.ts'
import { EmptyState } from '../ui/EmptyState.tsx'
import { Page, PageHeader } from '../ui/Page.tsx'
import { PageList } from '../ui/PageList.tsx'
import { createPages } from '../ui/pages.ts'
import { SelectField } from '../ui/SelectField.tsx'
import { type Column, Table } from '../ui/Table.tsx'
import { Time } from '../ui/Time.tsx'
import styles from './Audit.module.css'

const KINDS = [
  'school',
  'term',
  'account',
  'session',
  'roster',
  'report',
  'class',
  'enrollment',
  'grade',
  'assignment',
  'attendance',
  'message',
] as const

const actionOf = (entry: AuditEntryView): string =>
  translateMaybe(`audit.action.${entry.action}`) ?? entry.action

/** The fields that were changed, by their names on screen. */
const fieldsOf = (value: string): string =>
  formatList(value.split(',').flatMap((field) => translateMaybe(`audit.field.${field}`) ?? []))

const detailOf = (name: string, value: AuditEntryView['details'][string]): string | undefined => {
  if (value === null || value === 0) return undefined
  if (name === 'fields') return fieldsOf(String(value))
  if (name === 'role') return translateMaybe(`accounts.roles.${value}`)
  if (typeof value === 'boolean') return translateMaybe(`audit.detail.${name}.${value}`)
  return translateMaybe(`audit.detail.${name}`, { count: Number(value) })
}

/** What the entry is about, and what more it says that has a name. */
const detailsOf = (entry: AuditEntryView): string =>
  [...entry.about, ...Object.entries(entry.details).map(([name, value]) => detailOf(name, value))]
    .filter(Boolean)
    .join(' · ')

const columns = (): Column<AuditEntryView>[] => [
  {
    key: 'what',
    title: t('audit.what'),
    cell: (entry) => (
      <span class={styles.name}>
        {actionOf(entry)}
        <span class={styles.quiet}>{detailsOf(entry)}</span>
      </span>
    ),
  },
  {
    key: 'who',
    title: t('audit.who'),
    cell: (entry) => entry.actor?.displayName ?? t('audit.system'),
  },
  { key: 'at', title: t('audit.at'), cell: (entry) => <Time at={entry.at} /> },
  { key: 'from', title: t('audit.from'), cell: (entry) => entry.address ?? '' },
]

/** Who did what, newest first. */
export default function AuditScreen() {
  const [kind, setKind] = createSignal<(typeof KINDS)[number] | 'all'>('all')
  const pages = createPages(
    () => ({ kind: kind() }),
    async (input, after: string | undefined) => {
      const action = input.kind === 'all' ? undefined : input.kind
      const { entries, next } = await call(listAudit, {}, { action, after, limit: 100 })
      return { items: entries, next }
    },
  )
  return (
    <Page wide>
      <PageHeader title={t('audit.title')} lead={t('audit.lead')} />
      <div class={styles.list}>
        <div class={styles.filters}>
          <SelectField
            label={t('audit.kind')}
            value={kind()}
            options={[
              { value: 'all', label: t('audit.all') },
              ...KINDS.map((one) => ({ value: one, label: t(`audit.kinds.${one}`) })),
            ]}
            onChange={setKind}
          />
        </div>
        <PageList pages={pages}>
          <Table
            label={t('audit.title')}
            columns={columns()}
            rows={pages.items()}
            empty={<EmptyState icon={ScrollText} title={t('audit.empty')} />}
          />
        </PageList>
      </div>
    </Page>
  )
}
