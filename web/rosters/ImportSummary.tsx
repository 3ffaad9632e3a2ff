import { For, Show } from 'solid-js'
import { ROSTER_KINDS, type RosterKind } from '#domain/rosters/roster-columns.ts'
import { ROW_FATES, type RosterSummary, type SheetNote } from '#domain/rosters/roster-plan.ts'
import { formatNumber } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { Banner } from '../ui/Banner.tsx'
import { type Column, Table } from '../ui/Table.tsx'
import { errorsIn } from './import-words.ts'
import styles from './Rosters.module.css'

/** Which rows of a sheet its reader does not see; of many the first. */
const sayHidden = ({ sheet, hidden }: SheetNote): string => {
  const { count, rows } = hidden ?? { count: 0, rows: [] }
  const listed = rows.map(String).join(', ')
  return t('rosters.hidden', { count, sheet, rows: rows.length < count ? `${listed} …` : listed })
}

/** What the file would do, in figures, and what of it was not read. */
export const ImportSummary = (props: { summary: RosterSummary }) => {
  const columns = (): Column<RosterKind>[] => [
    { key: 'kind', title: t('rosters.list'), cell: (kind) => t(`rosters.kinds.${kind}`) },
    ...ROW_FATES.map(
      (fate): Column<RosterKind> => ({
        key: fate,
        title: t(`rosters.fates.${fate}`),
        figures: true,
        cell: (kind) => formatNumber(props.summary[kind][fate]),
      }),
    ),
  ]
  const read = () => props.summary.sheets.filter((sheet) => sheet.kind !== null)
  const unread = () => props.summary.sheets.filter((sheet) => sheet.kind === null)
  return (
    <div class={styles.stack}>
      <Show when={errorsIn(props.summary) > 0}>
        <Banner tone="late">{t('rosters.errors', { count: errorsIn(props.summary) })}</Banner>
      </Show>
      <Table label={t('rosters.list')} columns={columns()} rows={ROSTER_KINDS} />
      <div class={styles.problems}>
        <Show when={props.summary.guardianships > 0}>
          <p class={styles.quiet}>{t('rosters.guardianships', { count: props.summary.guardianships })}</p>
        </Show>
        <For each={read().filter((sheet) => sheet.ignoredColumns.length > 0)}>
          {(sheet) => (
            <p class={styles.quiet}>
              {t('rosters.ignored', { sheet: sheet.sheet, columns: sheet.ignoredColumns.join(', ') })}
            </p>
          )}
        </For>
        <For each={read().filter((sheet) => sheet.hidden !== undefined)}>
          {(sheet) => <p class={styles.warning}>{sayHidden(sheet)}</p>}
        </For>
        <For each={unread()}>
          {(sheet) => <p class={styles.quiet}>{t('rosters.notRead', { sheet: sheet.sheet })}</p>}
        </For>
      </div>
    </div>
  )
}
