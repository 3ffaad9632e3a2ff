/** One assignment of the demo school as it is written down. */
export interface Task {
  title: string
  body: string
  points: string
  /** Which of the class's categories. */
  category: number
  /** Days from today; work is due in the evening. */
  due: number
  /** `online`: handed in here. `paper`: handed in on paper, so there is a mark and no text. `draft`: not published yet. */
  kind: 'online' | 'paper' | 'draft'
  /** What students write. */
  answers: readonly string[]
  file?: { name: string; text: string }
}

export interface ClassWork {
  /** Name and weight. */
  categories: readonly (readonly [string, string])[]
  tasks: readonly Task[]
  /** A test without an assignment: a column of its own. */
  test: { title: string; day: number; category: number }
  /** What the teacher writes beside a good, a fair and a weak mark. */
  comments: { good: readonly string[]; fair: readonly string[]; weak: readonly string[] }
}
