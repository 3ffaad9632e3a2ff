import { createEffect, createSignal, on } from 'solid-js'
import { createStore, unwrap } from 'solid-js/store'
import type { AssignmentView } from '#domain/assignments/contract.ts'
import {
  type AssignmentField,
  type AssignmentFields,
  differingFields,
  rebase,
} from '#domain/assignments/edit.ts'
import type { FileView } from '#domain/files/contract.ts'
import { plainNumber } from '#domain/grades/score.ts'
import { newId } from '#domain/ids.ts'
import { type Drafts, ownDrafts } from '../accounts/drafts.ts'
import { createUploads } from '../files/uploads.ts'

type Typed = Omit<AssignmentFields, 'files' | 'points'> & { points: string }
type Kept = { id: string; fields: Typed; files: FileView[]; base: AssignmentFields | null }

const BLANK: Typed = { title: '', body: '', dueAt: null, points: '100', categoryId: null }

/** An assignment as its form has it. */
export const fieldsOf = (view: AssignmentView): AssignmentFields => ({
  title: view.title,
  body: view.body,
  dueAt: view.dueAt,
  points: view.points,
  categoryId: view.categoryId,
  files: view.files.map((file) => file.id),
})

const typedOf = ({ files: _, points, ...rest }: AssignmentFields): Typed => ({
  ...rest,
  points: points ?? '',
})
const saidOf = (typed: Typed, files: string[]): AssignmentFields => ({
  ...typed,
  points: typed.points.trim() === '' ? null : plainNumber(typed.points),
  files,
})

const readKept = (drafts: Drafts, name: string): Kept | null => {
  try {
    const kept = JSON.parse(drafts.kept(name) ?? 'null') as Partial<Kept> | null
    // Only this module writes under the name; what an older version wrote there has another shape.
    return kept?.id && kept.fields && kept.files ? ({ ...kept, base: kept.base ?? null } as Kept) : null
  } catch {
    return null
  }
}

/**
 * An assignment that is being written or changed: kept on this device with each key, for this account alone, until it is
 * saved or given up. What somebody else saved meanwhile in a field that was not touched here is taken; where both changed
 * a field, `clashes` names it and the person chooses.
 */
export const createAssignmentDraft = (classId: string, known?: AssignmentView) => {
  const drafts = ownDrafts()
  const name = known ? `assignment.edit.${known.id}` : `assignment.${classId}`
  const kept = readKept(drafts, name)
  const uploads = createUploads({ classId: () => classId, onChange: () => keep() })
  const [base, setBase] = createSignal<AssignmentFields | null>(known ? fieldsOf(known) : null)
  const [theirs, setTheirs] = createSignal<AssignmentView | null>(null)
  const [clashes, setClashes] = createSignal<AssignmentField[]>([])
  const [restored, setRestored] = createSignal(kept !== null)
  const [fields, setFields] = createStore<Typed>({
    ...(kept?.fields ?? (known ? typedOf(fieldsOf(known)) : BLANK)),
  })
  // One id for all tries, also after a reload: a lost answer makes no second assignment.
  const id = known?.id ?? kept?.id ?? newId()
  uploads.restore(kept?.files ?? known?.files ?? [])
  const mine = () => saidOf({ ...unwrap(fields) }, uploads.ids())
  const done = () => uploads.list.flatMap((upload) => upload.file ?? [])

  function keep() {
    const from = base()
    if (from && differingFields(from, mine()).length === 0 && !theirs()) drafts.drop(name)
    else
      drafts.keep(
        name,
        JSON.stringify({ id, fields: unwrap(fields), files: done(), base: from } satisfies Kept),
      )
  }
  const show = (next: AssignmentFields, view: AssignmentView) => {
    setFields(typedOf(next))
    if (next.files.join() === uploads.ids().join()) return
    const there = [...done(), ...view.files]
    uploads.clear()
    uploads.restore(next.files.flatMap((file) => there.find((one) => one.id === file) ?? []))
  }
  /** Somebody saved another state: takes what was not touched here and names what both changed. */
  const meet = (view: AssignmentView) => {
    const now = fieldsOf(view)
    const from = base()
    if (from) {
      const next = rebase(from, mine(), now)
      setBase(next.base)
      show(next.mine, view)
      setClashes(next.clashes)
    } else {
      // An earlier try arrived, and nothing was known of it: each difference is asked about.
      setBase(now)
      setClashes(differingFields(now, mine()))
    }
    setTheirs(view)
    keep()
  }
  if (kept && known) {
    setBase(kept.base ?? fieldsOf(known))
    meet(known)
    if (differingFields(fieldsOf(known), mine()).length === 0) {
      drafts.drop(name)
      setRestored(false)
    }
  }
  createEffect(on(() => JSON.stringify(fields), keep, { defer: true }))

  return {
    id,
    fields,
    setFields,
    uploads,
    base,
    theirs,
    clashes,
    /** Whether it is shown as it was left here earlier. */
    restored,
    mine,
    meet,
    /** Settles a field both changed: as it is here, or as the other one saved it. */
    choose: (field: AssignmentField, whose: 'mine' | 'theirs') => {
      const view = theirs()
      const from = base()
      if (!view || !from) return
      const now = fieldsOf(view)
      setBase({ ...from, [field]: now[field] })
      if (whose === 'theirs') show({ ...mine(), [field]: now[field] }, view)
      setClashes((all) => all.filter((one) => one !== field))
      keep()
    },
    /** Gives up what was typed: the form is as it was saved, or empty. */
    discard: () => {
      const view = theirs() ?? known
      uploads.clear()
      if (view) {
        setBase(fieldsOf(view))
        uploads.restore(view.files)
      }
      setFields(view ? typedOf(fieldsOf(view)) : { ...BLANK })
      setClashes([])
      setRestored(false)
      drafts.drop(name)
    },
    /** It is saved: nothing is left to keep. */
    saved: () => drafts.drop(name),
  }
}
export type AssignmentDraft = ReturnType<typeof createAssignmentDraft>
