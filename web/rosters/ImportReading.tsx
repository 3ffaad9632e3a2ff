import { createMemo, Show } from 'solid-js'
import { ENCODINGS, type Encoding } from '#domain/encodings.ts'
import type { SchoolRole } from '#domain/permission.ts'
import type { RosterImportView } from '#domain/rosters/contract.ts'
import type { RosterChoice, RosterReading } from '#domain/rosters/roster-reading.ts'
import { t } from '../i18n/translate.ts'
import { Banner } from '../ui/Banner.tsx'
import { CellTable } from '../ui/CellTable.tsx'
import { Section } from '../ui/Page.tsx'
import { type Option, SelectField } from '../ui/SelectField.tsx'
import styles from './Rosters.module.css'

const nameOf = (encoding: Encoding) => t(`rosters.encodings.${encoding}`)

/** Whom a list may be of. Nobody becomes an administrator because a column is missing. */
const ROLES_OF_REST: readonly SchoolRole[] = ['student', 'teacher', 'guardian', 'guest']

const sayReading = (reading: RosterReading): string => {
  const encoding = nameOf(reading.encoding)
  if (reading.chosen) return t('rosters.readingChosen', { encoding })
  return t(reading.sure ? 'rosters.readingSure' : 'rosters.readingUnsure', { encoding })
}

/** The likely readings first, each with how the file looks in it; then all others. */
const encodingOptions = (reading: RosterReading): Option<Encoding | 'decide'>[] => {
  const likely = reading.others.map(({ encoding, sample }) => ({
    value: encoding,
    label: t('rosters.readingLike', { encoding: nameOf(encoding), sample }),
  }))
  const named = new Set<Encoding>([reading.encoding, ...reading.others.map(({ encoding }) => encoding)])
  const rest = ENCODINGS.filter((encoding) => !named.has(encoding))
  return [
    ...(reading.chosen ? [{ value: 'decide' as const, label: t('rosters.readingDecide') }] : []),
    { value: reading.encoding, label: nameOf(reading.encoding) },
    ...likely,
    ...rest.map((encoding) => ({ value: encoding, label: nameOf(encoding) })),
  ]
}

/** In which encoding a text file was read, its first rows, and others to choose from. */
const Encodings = (props: {
  reading: RosterReading
  busy: boolean
  onChoose: (encoding: Encoding | undefined) => void
}) => (
  <Section title={t('rosters.reading')}>
    <div class={styles.stack}>
      <Show
        when={props.reading.sure || props.reading.chosen}
        fallback={<Banner tone="late">{sayReading(props.reading)}</Banner>}
      >
        <p class={styles.quiet}>{sayReading(props.reading)}</p>
      </Show>
      <CellTable label={t('rosters.preview')} rows={props.reading.preview} />
      <SelectField
        label={t('rosters.readingChoose')}
        hint={t('rosters.readingHint')}
        disabled={props.busy}
        value={props.reading.encoding as Encoding | 'decide'}
        options={encodingOptions(props.reading)}
        onChange={(value) => props.onChoose(value === 'decide' ? undefined : value)}
      />
    </div>
  </Section>
)

/** What a person decides about a file before it is applied: its encoding, and the role of those it gives none. */
export const ImportReading = (props: {
  item: RosterImportView
  busy: boolean
  onChoose: (choice: RosterChoice) => void
}) => {
  const roleless = createMemo(() => props.item.summary?.roleless ?? 0)
  const roles = (): Option<SchoolRole | 'none'>[] => [
    { value: 'none', label: t('rosters.rolelessNone') },
    ...ROLES_OF_REST.map((role) => ({ value: role, label: t(`accounts.roles.${role}`) })),
  ]
  return (
    <>
      <Show when={roleless() > 0}>
        <Section title={t('rosters.roleless', { count: roleless() })}>
          <SelectField
            label={t('rosters.rolelessChoose')}
            disabled={props.busy}
            value={props.item.choice.role ?? 'none'}
            options={roles()}
            onChange={(role) =>
              props.onChoose({ ...props.item.choice, role: role === 'none' ? undefined : role })
            }
          />
        </Section>
      </Show>
      <Show when={props.item.reading}>
        {(reading) => (
          <Encodings
            reading={reading()}
            busy={props.busy}
            onChoose={(encoding) => props.onChoose({ ...props.item.choice, encoding })}
          />
        )}
      </Show>
    </>
  )
}
