import { dice, oneOf } from './story.ts'
import type { ClassWork, Task } from './words/task.ts'

export interface Mark {
  score: string | null
  excused: boolean
  comment: string
}

const EXCUSED = 0.02

/** How well a person does in general, from 0.62 to 0.98 of the points. */
const talentOf = (username: string): number => 0.62 + dice(`talent ${username}`)() * 0.36

/** What a student gets for a task: by talent and the day's luck, to half a point; a few are excused. */
export const markFor = (
  username: string,
  task: Pick<Task, 'title' | 'points'>,
  comments: ClassWork['comments'],
): Mark => {
  const roll = dice(`${username} ${task.title}`)
  // Whom one signs in as shall see more than a gap.
  if (roll() < EXCUSED && username !== 'student') return { score: null, excused: true, comment: '' }
  const share = Math.min(1, Math.max(0.3, talentOf(username) + (roll() - 0.5) * 0.24))
  const comment = share > 0.88 ? comments.good : share > 0.68 ? comments.fair : comments.weak
  return {
    score: String(Math.round(share * Number(task.points) * 2) / 2),
    excused: false,
    comment: oneOf(comment, roll()),
  }
}
