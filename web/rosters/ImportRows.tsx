import { createSignal, For, Show } from 'solid-js'
import { listRosterRows } from '#domain/rosters/contract.ts'
import {
  type PlannedRow,
  ROSTER_PROBLEMS,
  type RosterProblemCode,
  type RosterSummary,
} from '#domain/rosters/roster-plan.ts'
import { call } from '../call.ts'
import { formatNumber } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { StatusChip } from '../ui/Badge.tsx'
import { Choice } from '../ui/CheckboxField.tsx'
import { List, Row } from '../ui/List.tsx'
import { Section } from '../ui/Page.tsx'
import { PageList } from '../ui/PageList.tsx'
import { createPages } from '../ui/pages.ts'
import { type Option, SelectField } from '../ui/SelectField.tsx'
import { FATE_TONE, problemText } from './import-words.ts'
import styles from './Rosters.module.css'

type Shown = 'problems' | 'all'

/** In the order of the cells: what is about the whole row first, `B` before `AA`. */
const byColumn = (problems: PlannedRow['problems']) => {
  const place = (column: string | null) => (column ?? '').padStart(4)
  return [...problems].sort((a, b) => (place(a.column) < place(b.column) ? -1 : 1))
}

const Problems = (props: { row: PlannedRow }) => (
  <span class={styles.problems}>
    <span>{t('rosters.where', { sheet: props.row.sheet, row: String(props.row.row) })}</span>
    <For each={byColumn(props.row.problems)}>
      {(problem) => (
        <span class={problem.level === 'error' ? styles.problem : styles.warning}>
          <Show when={problem.column}>
            {(column) => <strong>{t('rosters.column', { column: column() })}: </strong>}
          </Show>
          {problemText(problem)}
        </span>
      )}
    </For>
  </span>
)

/** The remarks that are made, with how many rows have each. */
const remarkOptions = (remarks: RosterSummary['remarks']): Option<RosterProblemCode | 'any'>[] => [
  { value: 'any', label: t('rosters.anyRemark') },
  ...ROSTER_PROBLEMS.filter((code) => remarks?.[code]).map((code) => ({
    value: code,
    label: t('rosters.remarkCount', {
      remark: t(`rosters.remarks.${code}`),
      count: formatNumber(remarks?.[code] ?? 0),
    }),
  })),
]

/** What becomes of each row of the file; at first only those with something to say. */
export const ImportRows = (props: {
  importId: string
  hasProblems: boolean
  version: string
  remarks: RosterSummary['remarks']
}) => {
  const [remark, setRemark] = createSignal<RosterProblemCode | 'any'>('any')
  const [shown, setShown] = createSignal<Shown>(props.hasProblems ? 'problems' : 'all')
  const pages = createPages(
    () => ({ importId: props.importId, shown: shown(), remark: remark(), version: props.version }),
    async ({ importId, shown: wanted, remark: code }, after: number | undefined) => {
      const problems = wanted === 'problems' ? ('only' as const) : undefined
      const problem = problems && code !== 'any' ? code : undefined
      const answer = await call(listRosterRows, { importId }, { problems, problem, after, limit: 100 })
      return { items: answer.rows, next: answer.next, total: answer.total }
    },
  )
  return (
    <Section title={t('rosters.rows')}>
      <Choice
        label={t('rosters.show')}
        hideLabel
        name="shown"
        value={shown()}
        options={[
          { value: 'problems', label: t('rosters.onlyProblems') },
          { value: 'all', label: t('rosters.allRows') },
        ]}
        onChange={setShown}
      />
      <Show when={shown() === 'problems' && remarkOptions(props.remarks).length > 2}>
        <SelectField
          label={t('rosters.remark')}
          value={remark()}
          options={remarkOptions(props.remarks)}
          onChange={setRemark}
        />
      </Show>
      <PageList pages={pages}>
        <Show
          when={pages.items().length > 0}
          fallback={<p class={styles.quiet}>{t('rosters.noProblems')}</p>}
        >
          <List label={t('rosters.rows')}>
            <For each={pages.items()}>
              {(row) => (
                <Row
                  title={row.label || '–'}
                  detail={<Problems row={row} />}
                  after={<StatusChip tone={FATE_TONE[row.fate]} words={t(`rosters.fate.${row.fate}`)} />}
                />
              )}
            </For>
          </List>
        </Show>
      </PageList>
    </Section>
  )
}
