import type { Course, Instance } from './instance.ts'

/**
 * Who makes two courses clash: the names of what they share. Courses of a `same-time` rule split their groups between
 * them (sets of a language, boys' and girls' sport), so only a teacher can make those clash.
 */
export const sharedBy = (instance: Instance): ((a: Course, b: Course) => string[]) => {
  const parallel = new Map<string, Set<string>>()
  for (const rule of instance.rules) {
    if (rule.kind !== 'same-time' || rule.off) continue
    for (const id of rule.courses) parallel.set(id, new Set([...(parallel.get(id) ?? []), ...rule.courses]))
  }
  return (a, b) => {
    const teachers = a.teachers.filter((id) => b.teachers.includes(id))
    if (a.id !== b.id && parallel.get(a.id)?.has(b.id)) return teachers
    return [...teachers, ...a.groups.filter((id) => b.groups.includes(id))]
  }
}
