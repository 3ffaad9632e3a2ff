import { useNavigate } from '@solidjs/router'
import ChevronDown from 'lucide-solid/icons/chevron-down'
import ClipboardCheck from 'lucide-solid/icons/clipboard-check'
import Eye from 'lucide-solid/icons/eye'
import FileDown from 'lucide-solid/icons/file-down'
import Pencil from 'lucide-solid/icons/pencil'
import Plus from 'lucide-solid/icons/plus'
import Scale from 'lucide-solid/icons/scale'
import Table2 from 'lucide-solid/icons/table-2'
import Trash2 from 'lucide-solid/icons/trash-2'
import { createSignal, Match, Show, Switch } from 'solid-js'
import { returnWork } from '#domain/assignments/contract.ts'
import {
  deleteGradeItem,
  type GradeItemView,
  releaseGrades,
  restoreGradeItem,
} from '#domain/grades/contract.ts'
import type { Action } from '#domain/permission.ts'
import { may } from '../accounts/may.ts'
import { call } from '../call.ts'
import { t } from '../i18n/translate.ts'
import { type Act, Acts } from '../ui/Acts.tsx'
import { EmptyState } from '../ui/EmptyState.tsx'
import { ErrorState } from '../ui/ErrorState.tsx'
import { Menu } from '../ui/Menu.tsx'
import { PageHeader } from '../ui/Page.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { toast, toastProblem, toastUndo } from '../ui/Toast.tsx'
import { CategoriesDialog } from './Categories.tsx'
import { ColumnDialog } from './ColumnDialog.tsx'
import { ExportDialog } from './ExportDialog.tsx'
import styles from './Grades.module.css'
import { Grid } from './Grid.tsx'
import { createGradebook, type GradebookStore } from './gradebook.ts'

/** The head of a column: its name, its points, and what can be done with it. */
const ItemHead = (props: {
  classId: string
  item: GradeItemView
  store: GradebookStore
  onEdit: () => void
}) => {
  const navigate = useNavigate()
  const mayHere = (action: Action) => may(action, { classId: props.classId })
  const waiting = () => props.store.unreleased(props.item.id)
  const release = async () => {
    const { id: itemId, assignmentId } = props.item
    try {
      const count = assignmentId
        ? (await call(returnWork, { assignmentId }, { students: 'marked' })).returned
        : (await call(releaseGrades, { itemId }, { students: 'all' })).released
      toast(t('grades.released', { count }), { tone: 'good' })
      await props.store.live.refetch()
    } catch (error) {
      toastProblem(error)
    }
  }
  const remove = async () => {
    const { id: itemId, title } = props.item
    const { store } = props
    try {
      await call(deleteGradeItem, { itemId }, {})
      await store.live.refetch()
      toastUndo(t('grades.columnDeleted', { title }), () => {
        call(restoreGradeItem, { itemId }, {}).then(() => store.live.refetch(), toastProblem)
      })
    } catch (error) {
      toastProblem(error)
    }
  }
  const items = () => [
    {
      label: waiting() > 0 ? t('grades.release', { count: waiting() }) : t('grades.nothingToRelease'),
      icon: Eye,
      disabled: waiting() === 0,
      onSelect: () => void release(),
    },
    ...(mayHere('gradebook.manage')
      ? [{ label: t('grades.editColumn'), icon: Pencil, onSelect: () => props.onEdit() }]
      : []),
    ...(props.item.assignmentId
      ? [
          {
            label: t('grades.openMarking'),
            icon: ClipboardCheck,
            onSelect: () => navigate(`/c/${props.classId}/work/${props.item.assignmentId}/mark`),
          },
        ]
      : mayHere('gradebook.manage')
        ? [{ label: t('grades.deleteColumn'), icon: Trash2, danger: true, onSelect: () => void remove() }]
        : []),
  ]
  return (
    <span class={styles.itemHead}>
      <span class={styles.itemTitle} title={props.item.title}>
        {props.item.title}
      </span>
      <span class={styles.itemPoints}>{t('grades.outOf', { points: props.item.maxPoints })}</span>
      <Show when={mayHere('grade.write')}>
        <span class={styles.itemMenu}>
          <Menu
            label={t('grades.columnMenu', { title: props.item.title })}
            icon={ChevronDown}
            items={items()}
          />
        </span>
      </Show>
    </span>
  )
}

/** The gradebook of a class for its staff. */
export const GradebookScreen = (props: { classId: string }) => {
  const store = createGradebook(() => props.classId)
  const mayHere = (action: Action) => may(action, { classId: props.classId })
  const [categories, setCategories] = createSignal(false)
  const [column, setColumn] = createSignal<GradeItemView | 'new' | null>(null)
  const [exporting, setExporting] = createSignal(false)
  const behind = () => {
    const book = store.live.value()
    return book !== undefined && book.version < book.wanted
  }
  const acts = (): Act[] => [
    ...(mayHere('grade.export') && store.columns().length > 0
      ? [{ label: t('grades.export.open'), icon: FileDown, onSelect: () => setExporting(true) }]
      : []),
    ...(mayHere('gradebook.manage') && store.live.value()
      ? [
          { label: t('grades.categories.open'), icon: Scale, onSelect: () => setCategories(true) },
          { label: t('grades.addColumn'), icon: Plus, onSelect: () => setColumn('new') },
        ]
      : []),
  ]
  return (
    <div class={styles.screen}>
      <div class={styles.head}>
        <PageHeader
          tabbed
          title={t('grades.gradebook')}
          lead={
            <span role="status">
              {behind() ? t('grades.updating') : mayHere('grade.write') ? t('grades.pasteHint') : ''}
            </span>
          }
          actions={acts().length > 0 && <Acts acts={acts()} />}
        />
      </div>
      <Switch fallback={<Skeleton rows={8} />}>
        <Match when={store.live.value()?.rows.length === 0}>
          <EmptyState icon={Table2} title={t('grades.noStudents')} advice={t('grades.noStudentsAdvice')} />
        </Match>
        <Match when={store.live.value() && store.columns().length === 0}>
          <EmptyState icon={Table2} title={t('grades.empty')} advice={t('grades.emptyAdvice')} />
        </Match>
        <Match when={store.live.value()}>
          <Grid
            store={store}
            editable={mayHere('grade.write')}
            studentHref={(studentId) => `/c/${props.classId}/grades/${studentId}`}
            itemHead={(item) => (
              <ItemHead
                classId={props.classId}
                item={item}
                store={store}
                onEdit={() => setColumn({ ...item })}
              />
            )}
          />
        </Match>
        <Match when={store.live.problem()}>
          <ErrorState problem={store.live.problem()} onRetry={() => void store.live.refetch()} />
        </Match>
      </Switch>
      <ExportDialog open={exporting()} classId={props.classId} onClose={() => setExporting(false)} />
      <ColumnDialog column={column()} classId={props.classId} store={store} onClose={() => setColumn(null)} />
      <CategoriesDialog
        open={categories()}
        classId={props.classId}
        categories={store.live.value()?.categories ?? []}
        onClose={() => setCategories(false)}
        onSaved={() => void store.live.refetch()}
      />
    </div>
  )
}
