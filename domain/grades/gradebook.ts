/**
 * What a gradebook holds, as plain values: everything `totalsFor` needs about one class and nothing else.
 * Decimals are strings (`"8.5"`), never JavaScript numbers.
 */

export interface GradeCategory {
  id: string
  name: string
  /** Percent of the total; null when the category has no weight. */
  weight: string | null
}

export interface GradeItem {
  id: string
  name: string
  categoryId: string | null
  /** Zero is allowed: such an item can only add points to its category. */
  maxPoints: string
  /** The students it was set for; null means the whole class. */
  assignedTo: readonly string[] | null
}

/** The grade that counts now: at most one for each item and student (the latest of its recorded changes). */
export interface GradeEntry {
  itemId: string
  studentId: string
  /** Null while the work is not graded. */
  score: string | null
  excused: boolean
  /** Whether the student and guardian may see it. */
  released: boolean
}

export interface Gradebook {
  categories: readonly GradeCategory[]
  items: readonly GradeItem[]
  entries: readonly GradeEntry[]
}

/** The teacher sees every grade; the student, and the guardian, only what was released. */
export const GRADEBOOK_VIEWS = ['teacher', 'student'] as const
export type GradebookView = (typeof GRADEBOOK_VIEWS)[number]

/** Whether an item was set for this student. */
export const isAssigned = (item: GradeItem, studentId: string): boolean =>
  item.assignedTo === null || item.assignedTo.includes(studentId)

const indexes = new WeakMap<readonly GradeEntry[], Map<string, Map<string, GradeEntry>>>()

const indexOf = (entries: readonly GradeEntry[]): Map<string, Map<string, GradeEntry>> => {
  const known = indexes.get(entries)
  if (known) return known
  const index = new Map<string, Map<string, GradeEntry>>()
  for (const entry of entries) {
    const own = index.get(entry.studentId) ?? new Map<string, GradeEntry>()
    index.set(entry.studentId, own.set(entry.itemId, entry))
  }
  indexes.set(entries, index)
  return index
}

const NONE: ReadonlyMap<string, GradeEntry> = new Map()

/** One student's entries by item. The list is indexed once and must not be changed afterwards. */
export const entriesOf = (gradebook: Gradebook, studentId: string): ReadonlyMap<string, GradeEntry> =>
  indexOf(gradebook.entries).get(studentId) ?? NONE
