import Archive from 'lucide-solid/icons/archive'
import ArchiveRestore from 'lucide-solid/icons/archive-restore'
import Ellipsis from 'lucide-solid/icons/ellipsis'
import Pencil from 'lucide-solid/icons/pencil'
import { createSignal, Show } from 'solid-js'
import { updateClass } from '#domain/classes/contract.ts'
import { may } from '../accounts/may.ts'
import { refreshMe } from '../accounts/session.ts'
import { call } from '../call.ts'
import { t } from '../i18n/translate.ts'
import { Menu, type MenuItem } from '../ui/Menu.tsx'
import { toastProblem, toastUndo } from '../ui/Toast.tsx'
import { ClassSettings } from './ClassSettings.tsx'

export interface ManagedClass {
  id: string
  name: string
  subject: string
  hue: number
  archived: boolean
  /** The school's code for it, where it may be changed. */
  code?: string
}

/** Archives a class or brings it back, and says so with the way back. */
export const setArchived = async (
  item: Pick<ManagedClass, 'id' | 'name'>,
  archived: boolean,
  onDone: () => unknown = refreshMe,
): Promise<void> => {
  try {
    await call(updateClass, { classId: item.id }, { archived })
    await onDone()
    toastUndo(
      archived
        ? t('classes.settings.archived', { name: item.name })
        : t('classes.settings.restored', { name: item.name }),
      () => void setArchived(item, !archived, onDone),
    )
  } catch (error) {
    toastProblem(error)
  }
}

/** What may be done to a class as a whole, for its teachers and administrators. */
export const ClassMenu = (props: { item: ManagedClass; onChanged: () => unknown }) => {
  const [changing, setChanging] = createSignal(false)
  const acts = (): MenuItem[] =>
    props.item.archived
      ? [
          {
            label: t('classes.settings.restore'),
            icon: ArchiveRestore,
            onSelect: () => void setArchived(props.item, false, props.onChanged),
          },
        ]
      : [
          { label: t('classes.settings.change'), icon: Pencil, onSelect: () => setChanging(true) },
          {
            label: t('classes.settings.archive'),
            icon: Archive,
            separated: true,
            onSelect: () => void setArchived(props.item, true, props.onChanged),
          },
        ]
  return (
    <Show when={may('class.manage', { classId: props.item.id, archived: false })}>
      <Menu small icon={Ellipsis} label={t('classes.settings.menu')} items={acts()} />
      <ClassSettings
        open={changing()}
        item={props.item}
        onClose={() => setChanging(false)}
        onChanged={props.onChanged}
      />
    </Show>
  )
}
