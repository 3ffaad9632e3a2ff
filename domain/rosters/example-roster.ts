import type { RosterField, RosterKind } from './roster-columns.ts'

/**
 * A believable bilingual school to try an import with: 8 teachers, a registrar, 120 students in four homerooms, 40
 * guardians, 12 classes. The same seed gives the same people. Every name is made up.
 */

export type RosterRow = Partial<Record<RosterField, string>>
export type RosterRows = Record<RosterKind, RosterRow[]>

const SURNAMES =
  '王Wang 李Li 张Zhang 刘Liu 陈Chen 杨Yang 赵Zhao 黄Huang 周Zhou 吴Wu 徐Xu 孙Sun 胡Hu 朱Zhu 高Gao 林Lin 何He 郭Guo 马Ma 罗Luo 梁Liang 宋Song 郑Zheng 谢Xie 韩Han 唐Tang 冯Feng 于Yu 董Dong 欧阳Ouyang'
const GIVEN =
  '子涵Zihan 雨桐Yutong 浩然Haoran 思远Siyuan 佳怡Jiayi 梓轩Zixuan 欣怡Xinyi 宇航Yuhang 诗涵Shihan 俊杰Junjie 若曦Ruoxi 明轩Mingxuan 雅婷Yating 天宇Tianyu 静怡Jingyi 博文Bowen 梦瑶Mengyao 嘉豪Jiahao 晨曦Chenxi 文静Wenjing 睿Rui 悦Yue 昊Hao 琳Lin 一诺Yinuo 建国Jianguo 晓明Xiaoming 慧敏Huimin 志强Zhiqiang 丽华Lihua'
const LATIN =
  'Amelia Brooks,Noah Fischer,Sofia Rossi,Lucas Martin,Olivia Hughes,Mateo García,Chloé Laurent,Daniel Okafor,Emma Lindqvist,Arjun Mehta,Hannah Weber,Leo Tanaka,Isla Murray,Omar Haddad,Freya Nielsen,Theo Andersson'
const LATIN_STUDENT_EVERY = 8

const SUBJECTS = [
  { code: 'CHI', zh: '语文', en: 'Chinese', teachers: [0, 1] },
  { code: 'MAT', zh: '数学', en: 'Mathematics', teachers: [2, 3, 4] },
  { code: 'ENG', zh: '英语', en: 'English', teachers: [5, 6, 7] },
] as const
const HOMEROOMS = [
  { code: 'G7-1', zh: '七年级(1)班', en: 'Grade 7 (1)', entered: 2026 },
  { code: 'G7-2', zh: '七年级(2)班', en: 'Grade 7 (2)', entered: 2026 },
  { code: 'G8-1', zh: '八年级(1)班', en: 'Grade 8 (1)', entered: 2025 },
  { code: 'G8-2', zh: '八年级(2)班', en: 'Grade 8 (2)', entered: 2025 },
] as const
const PER_HOMEROOM = 30
const GUARDIANS = 40

/** mulberry32: small, fast and the same everywhere. */
const randomFrom = (seed: number) => {
  let state = seed >>> 0
  return (below: number): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

interface Person {
  name: string
  username: string
}

const split = (word: string) => ({ zh: word.replace(/[a-z]+/gi, ''), latin: word.replace(/[^a-z]+/gi, '') })

/** Gives out people, no two with the same username. */
const peopleFrom = (random: (below: number) => number) => {
  const [surnames, given, latin] = [
    SURNAMES.split(' ').map(split),
    GIVEN.split(' ').map(split),
    LATIN.split(','),
  ]
  const used = new Set<string>()
  const pick = <T>(list: readonly T[]): T => list[random(list.length)] as T
  const unique = (wanted: string): string => {
    for (let n = 1; ; n += 1) {
      const username = n === 1 ? wanted : `${wanted}${n}`
      if (used.has(username)) continue
      used.add(username)
      return username
    }
  }
  const plain = (text: string) =>
    text
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/[^a-z]+/g, '.')
  return {
    chinese: (surname = pick(surnames)): Person & { surname: typeof surname } => {
      const first = pick(given)
      const username = unique(`${surname.latin}.${first.latin}`.toLowerCase())
      return { name: `${surname.zh}${first.zh}`, username, surname }
    },
    latin: (): Person => {
      const name = latin.length > 0 ? (latin.splice(random(latin.length), 1)[0] as string) : 'Alex Morgan'
      return { name, username: unique(plain(name)) }
    },
  }
}

/** The example school as roster rows; `roleWord` says roles in the language of the file. */
export const exampleRoster = (
  seed: number,
  roleWord: (role: 'registrar' | 'teacher' | 'student' | 'guardian') => string,
): RosterRows => {
  const random = randomFrom(seed)
  const people = peopleFrom(random)
  const rows: RosterRows = { accounts: [], classes: [], enrollments: [] }
  const addAccount = (person: Person, role: Parameters<typeof roleWord>[0], more: RosterRow = {}) =>
    rows.accounts.push({ username: person.username, name: person.name, role: roleWord(role), ...more })
  const staff = Array.from({ length: 9 }, (_, n) => (n === 5 || n === 6 ? people.latin() : people.chinese()))
  staff.forEach((person, n) => {
    addAccount(person, n === 8 ? 'registrar' : 'teacher', { email: `${person.username}@example.school` })
  })
  const students: (Person & { number: string; surname?: { zh: string; latin: string } })[] = []
  HOMEROOMS.forEach((room, r) => {
    SUBJECTS.forEach((subject) => {
      const teacher = staff[subject.teachers[r % subject.teachers.length] ?? 0]
      rows.classes.push({
        code: `${room.code}-${subject.code}`,
        name: `${room.zh}${subject.zh} ${room.en} ${subject.en}`,
        subject: `${subject.zh} ${subject.en}`,
        teachers: teacher?.username ?? '',
      })
    })
    for (let n = 0; n < PER_HOMEROOM; n += 1) {
      const person = n % LATIN_STUDENT_EVERY === LATIN_STUDENT_EVERY - 1 ? people.latin() : people.chinese()
      const number = `${room.entered}${String((r % 2) * PER_HOMEROOM + n + 1).padStart(4, '0')}`
      students.push({ ...person, number })
      addAccount(person, 'student', { studentNumber: number })
      for (const subject of SUBJECTS)
        rows.enrollments.push({ code: `${room.code}-${subject.code}`, username: person.username })
    }
  })
  for (let n = 0; n < GUARDIANS; n += 1) {
    const child = students[n * 3]
    if (!child) break
    const sibling = n % 10 === 9 ? students[n * 3 + 1] : undefined
    const guardian = child.surname ? people.chinese(child.surname) : people.chinese()
    const wards = [child, sibling].flatMap((one) => (one ? [one.username] : []))
    addAccount(guardian, 'guardian', { guardianOf: wards.join(', ') })
  }
  return rows
}
