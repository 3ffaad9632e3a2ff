import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  ACTIONS,
  type Action,
  type Actor,
  CLASS_ROLES,
  can,
  type Resource,
  SCHOOL_ROLES,
  scopesOf,
} from './permission.ts'
import { ACTOR_KINDS, TOKEN_SCOPES, type TokenScope, tokenScopeOf } from './token-scope.ts'

const actor = (change: Partial<Actor> = {}): Actor => ({
  id: 'me',
  kind: 'person',
  scopes: [],
  schoolId: 'school',
  role: 'student',
  classes: new Map(),
  audiences: new Set(),
  wards: new Set(),
  ...change,
})
const inClass = (
  role: (typeof CLASS_ROLES)[number],
  school: Actor['role'] = role === 'assistant' ? 'student' : role,
) => actor({ role: school, classes: new Map([['class', role]]) })
const here: Resource = { schoolId: 'school', classId: 'class' }

describe('the permission table', () => {
  test('refuses nobody, the disabled and other schools everything', () => {
    for (const action of ACTIONS) {
      expect(can(null, action, here)).toBe(false)
      for (const role of SCHOOL_ROLES) {
        expect(
          can(actor({ role, disabled: true, classes: new Map([['class', 'teacher']]) }), action, here),
        ).toBe(false)
        expect(
          can(actor({ role, classes: new Map([['class', 'teacher']]) }), action, {
            ...here,
            schoolId: 'other',
          }),
        ).toBe(false)
      }
    }
  })

  test('refuses an action that is not in it', () => {
    expect(can(actor({ role: 'owner' }), 'toString' as Action, here)).toBe(false)
    expect(can(actor({ role: 'owner' }), 'school.destroy' as Action, here)).toBe(false)
  })

  test('gives nobody rights in a class they are not in, but by a school-wide cell or a ward', () => {
    for (const action of ACTIONS) {
      for (const role of SCHOOL_ROLES) {
        const stranger = actor({ role, classes: new Map([['another', 'teacher']]) })
        expect(can(stranger, action, here), `${role} ${action}`).toBe(
          scopesOf(action, role).includes('school'),
        )
      }
    }
  })

  test('gives each cell exactly what it says: flipping any cell changes an answer', () => {
    const own: Resource = { ...here, authorId: 'me', subjectId: 'me', released: true }
    const others: Resource = { ...here, authorId: 'other', subjectId: 'other', released: true }
    for (const action of ACTIONS) {
      for (const role of CLASS_ROLES) {
        const scopes = scopesOf(action, role)
        const everywhere = scopesOf(action, inClass(role).role).includes('school')
        expect(can(inClass(role), action, own), `${role} ${action} own`).toBe(
          everywhere || scopes.includes('class') || scopes.includes('own'),
        )
        expect(can(inClass(role), action, others), `${role} ${action} others`).toBe(
          everywhere || scopes.includes('class'),
        )
      }
    }
  })

  test('lets the role in the class decide: an assistant in one class is a student in another', () => {
    const person = actor({
      classes: new Map([
        ['a', 'assistant'],
        ['b', 'student'],
      ]),
    })
    expect(can(person, 'grade.write', { ...here, classId: 'a' })).toBe(true)
    expect(can(person, 'grade.write', { ...here, classId: 'b' })).toBe(false)
  })

  test("shows a student only their own released grade, a guardian only the ward's", () => {
    const student = inClass('student')
    expect(can(student, 'grade.read', { ...here, subjectId: 'me', released: true })).toBe(true)
    expect(can(student, 'grade.read', { ...here, subjectId: 'me', released: false })).toBe(false)
    expect(can(student, 'grade.read', { ...here, subjectId: 'other', released: true })).toBe(false)
    const guardian = actor({ role: 'guardian', wards: new Set(['child']) })
    expect(can(guardian, 'grade.read', { ...here, subjectId: 'child', released: true })).toBe(true)
    expect(can(guardian, 'grade.read', { ...here, subjectId: 'child' })).toBe(false)
    expect(can(guardian, 'grade.read', { ...here, subjectId: 'other', released: true })).toBe(false)
    expect(can(guardian, 'class.read', { ...here, memberIds: ['other', 'child'] })).toBe(true)
    expect(can(guardian, 'class.read', { ...here, memberIds: ['other'] })).toBe(false)
  })

  test('leaves an archived class readable and nothing else', () => {
    for (const action of ACTIONS) {
      const reads = /\.(read|list|export|join)$/.test(action)
      if (can(inClass('teacher'), action, { ...here, archived: true })) expect(reads, action).toBe(true)
    }
    expect(can(inClass('teacher'), 'channel.read', { ...here, archived: true })).toBe(true)
  })

  test('keeps pupils from writing where the teacher has locked, never from reading', () => {
    expect(can(inClass('student'), 'board.draw', { ...here, locked: true })).toBe(false)
    expect(can(inClass('teacher'), 'board.draw', { ...here, locked: true })).toBe(true)
    expect(can(inClass('student'), 'board.read', { ...here, locked: true })).toBe(true)
  })

  test('never gives more to a resource that is archived, locked, unreleased or somebody else’s', () => {
    const resource = fc.record({
      archived: fc.boolean(),
      locked: fc.boolean(),
      released: fc.boolean(),
      mine: fc.boolean(),
    })
    fc.assert(
      fc.property(
        fc.constantFrom(...ACTIONS),
        fc.constantFrom(...CLASS_ROLES),
        resource,
        (action, role, { mine, ...rest }) => {
          const subject = mine ? 'me' : 'other'
          const restricted = can(inClass(role), action, {
            ...here,
            ...rest,
            authorId: subject,
            subjectId: subject,
          })
          const free = can(inClass(role), action, {
            ...here,
            released: true,
            authorId: 'me',
            subjectId: 'me',
          })
          return !restricted || free
        },
      ),
    )
  })

  test('bounds everything but a person by its scopes: each action needs the one named for it, and the right itself', () => {
    const teacher = inClass('teacher')
    const rest = (action: Action) => TOKEN_SCOPES.filter((scope) => scope !== tokenScopeOf(action))
    for (const kind of ACTOR_KINDS.filter((one) => one !== 'person')) {
      for (const action of ACTIONS) {
        const may = (scopes: readonly TokenScope[]) => can({ ...teacher, kind, scopes }, action, here)
        expect(may([]), `${kind} ${action}`).toBe(false)
        expect(may(rest(action)), `${kind} ${action}`).toBe(false)
        expect(may([tokenScopeOf(action)]), `${kind} ${action}`).toBe(can(teacher, action, here))
      }
    }
  })

  test('reads with no scope that writes: what only reads needs a scope that says so', () => {
    const reading = ACTIONS.filter((action) => /\.(read|list|export)$/.test(action))
    for (const action of ACTIONS)
      expect(tokenScopeOf(action).endsWith(':read'), action).toBe(reading.includes(action))
  })

  test('gives who belongs to an audience that is in no class what the cell of their school role says', () => {
    const scopeOf = { group: 'group', people: 'member', school: 'common' } as const
    for (const action of ACTIONS)
      for (const role of SCHOOL_ROLES)
        for (const kind of ['group', 'people', 'school'] as const) {
          const thing: Resource = {
            schoolId: 'school',
            audience: { kind, id: 'audience' },
            authorId: 'other',
            released: true,
          }
          const scopes = scopesOf(action, role)
          const floor = kind !== 'people' && scopes.includes('school')
          const [member, other] = [actor({ role, audiences: new Set(['audience']) }), actor({ role })]
          const name = `${role} ${action} ${kind}`
          expect(can(member, action, thing), name).toBe(floor || scopes.includes(scopeOf[kind]))
          expect(can(other, action, thing), name).toBe(
            floor || (kind === 'school' && scopes.includes('common')),
          )
          const own = can(member, action, { ...thing, authorId: 'me' })
          expect(own, name).toBe(floor || scopes.includes(scopeOf[kind]) || scopes.includes('own'))
        }
  })

  test('lets into a group of a class who is in both, and the staff of the class; never who left the class', () => {
    const group: Resource = { ...here, audience: { kind: 'group', id: 'group' } }
    const audiences = new Set(['group'])
    for (const role of CLASS_ROLES) {
      expect(can({ ...inClass(role), audiences }, 'channel.read', group), role).toBe(true)
      expect(can(inClass(role), 'channel.read', group), role).toBe(role === 'teacher' || role === 'assistant')
    }
    for (const role of SCHOOL_ROLES)
      expect(can(actor({ role, audiences }), 'channel.read', group), role).toBe(false)
    const guardian = actor({ role: 'guardian', wards: new Set(['child']) })
    expect(can(guardian, 'lesson.read', { ...group, memberIds: ['child'] })).toBe(false)
  })

  test('decides about a class by its audience as by its id, and lets staff alone write where it is locked', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ACTIONS),
        fc.constantFrom(...CLASS_ROLES),
        fc.boolean(),
        (action, role, locked) =>
          can(inClass(role), action, { ...here, locked, audience: { kind: 'class', id: 'class' } }) ===
          can(inClass(role), action, { ...here, locked }),
      ),
    )
    const news: Resource = { schoolId: 'school', audience: { kind: 'school', id: 'school' }, locked: true }
    const writers = SCHOOL_ROLES.filter((role) => can(actor({ role }), 'message.post', news))
    expect(writers).toEqual(['owner', 'registrar', 'teacher'])
    expect(can(actor({ role: 'student' }), 'channel.read', news)).toBe(true)
  })
})
