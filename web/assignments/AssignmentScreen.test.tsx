import { describe, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import * as contract from '#domain/assignments/contract.ts'
import { Problem } from '#domain/problem.ts'
import { address } from '../ui/testing/draw.tsx'
import { fill, hrefOf, labelled, offers, press, sees, until } from '../ui/testing/person.ts'
import { become, drawScreen } from '../ui/testing/screen.tsx'
import { changesIn, type Door, door, serve, somebody } from '../ui/testing/server.ts'
import AssignmentScreen from './AssignmentScreen.tsx'
import { anAssignmentView, aSubmission, handedIn, inHours } from './testing.ts'

const open = async (me: ReturnType<typeof somebody>, doors: readonly Door[]) => {
  become(me)
  const asked = serve(doors)
  const root = await drawScreen(AssignmentScreen, '/c/:classId/work/:assignmentId', '/c/class/work/essay')
  await until(() => expect(root.querySelector('h1')?.textContent).toContain('Essay'))
  return { root, changes: () => changesIn(asked), asked }
}

describe('for its teacher', () => {
  const counts = { students: 28, handedIn: 12, toMark: 5, returned: 7 }
  const teach = (view: Partial<contract.AssignmentView>, doors: readonly Door[] = []) =>
    open(somebody('chen', 'teacher', ['class']), [
      ...doors,
      door(contract.getAssignment, () => anAssignmentView({ counts, ...view })),
    ])

  test('an assignment tells how many handed in, wait and have theirs back, and leads to marking', async () => {
    const { root } = await teach({ body: 'Write **one** page.' })
    await sees(root, '12 of 28', '7 of 28', 'To mark5', 'Write one page.', '10 points')
    expect(hrefOf(root, 'Mark')).toBe('/c/class/work/essay/mark')
  })

  test('a draft is published with one press, and then it can be marked', async () => {
    const { root, changes } = await teach({ state: 'draft' }, [
      door(contract.publishAssignment, () => anAssignmentView({ counts })),
    ])
    await sees(root, 'Draft')
    expect(hrefOf(root, 'Mark')).toBeNull()
    await press(root, 'Publish')
    await sees(root, 'Published to the class.')
    await until(() => expect(hrefOf(root, 'Mark')).toBe('/c/class/work/essay/mark'))
    expect(changes()).toHaveLength(1)
  })

  test('one that is deleted leads back to the list', async () => {
    const { root, changes } = await teach({}, [
      door(contract.deleteAssignment, () => ({ ok: true as const })),
    ])
    await press(root, 'More')
    await press(root, 'Delete')
    await until(() => expect(address()).toBe('/c/class/work'))
    expect(changes().map(({ name }) => name.split(' ')[0])).toEqual(['DELETE'])
  })

  test('on a phone what is asked begins soon, also below a title of two lines', async () => {
    await page.viewport(390, 844)
    try {
      const { root } = await teach({
        title: 'Essay: compare the two letters of chapter three',
        body: 'Half a page.',
      })
      await sees(root, 'Half a page.')
      const { bottom } = root.querySelector('header')!.getBoundingClientRect()
      expect(bottom).toBeLessThanOrEqual(140)
      expect(root.querySelector('h1')!.getBoundingClientRect().height).toBeGreaterThan(40)
    } finally {
      await page.viewport(1024, 768)
    }
  })

  test('a refusal to delete is said, and the page stays', async () => {
    const { root } = await teach({}, [
      door(contract.deleteAssignment, () => {
        throw new Problem('conflict', { code: 'class-archived' })
      }),
    ])
    await press(root, 'More')
    await press(root, 'Delete')
    await sees(root, 'This class is archived.')
    expect(address()).toBe('/c/class/work/essay')
  })
})

describe('for a student', () => {
  const learn = (
    work: contract.SubmissionView,
    doors: readonly Door[] = [],
    view: Partial<contract.AssignmentView> = {},
  ) =>
    open(somebody('emma', 'student', ['class']), [
      ...doors,
      door(contract.getAssignment, () => anAssignmentView({ dueAt: inHours(24), ...view })),
      door(contract.getSubmission, () => work),
      door(contract.saveDraft, () => ({ savedAt: new Date().toISOString() })),
    ])
  const write = 'Write here, or attach a file or photo'

  test('nothing can be handed in empty; what is written is handed in once, however often it is pressed', async () => {
    let arrive = () => {}
    const { root, changes } = await learn(aSubmission(), [
      door(contract.handIn, async (_, { body }) => {
        await new Promise<void>((resolve) => {
          arrive = resolve
        })
        return handedIn(body)
      }),
    ])
    await sees(root, 'Your work')
    const button = () => [...root.querySelectorAll('button')].find((one) => one.textContent === 'Hand in')
    expect(button()?.disabled).toBe(true)
    fill(root, write, '   ')
    expect(button()?.disabled).toBe(true)
    fill(root, write, 'My village lies by a river.')
    await press(root, 'Hand in')
    await press(root, 'Hand in')
    const sent = () => changes().filter(({ name }) => name.endsWith('/attempts'))
    await until(() => expect(sent()).toHaveLength(1))
    arrive()
    await sees(root, 'Handed in. Well done.', 'Attempt 1', 'My village lies by a river.')
    expect(sent()[0]?.input).toMatchObject({ after: 0, body: 'My village lies by a river.', files: [] })
    expect(root.querySelector('textarea')).toBeNull()
    expect(JSON.stringify({ ...localStorage })).not.toContain('village')
  })

  test('what was refused stays in the field, and the next try is the same attempt', async () => {
    let tries = 0
    const { root, changes } = await learn(aSubmission(), [
      door(contract.handIn, (_, { body }) => {
        tries += 1
        if (tries === 1) throw new Problem('unavailable')
        return handedIn(body)
      }),
    ])
    await sees(root, 'Your work')
    fill(root, write, 'My village')
    await press(root, 'Hand in')
    await sees(root, 'busy starting or being maintained')
    await until(() => expect(root.querySelector('[aria-busy]')).toBeNull())
    expect(labelled(root, write).value).toBe('My village')
    await press(root, 'Hand in')
    await sees(root, 'Attempt 1')
    const [first, second] = changes().filter(({ name }) => name.endsWith('/attempts'))
    expect(second?.input).toEqual(first?.input)
  })

  test('handed in too early, it is taken back and goes on where it was', async () => {
    const { root, changes } = await learn(handedIn('My village', { mayTakeBack: true }), [
      door(contract.takeBack, () =>
        aSubmission({
          state: 'working',
          attempts: 1,
          draft: { body: 'My village', files: [], savedAt: inHours(-1) },
        }),
      ),
    ])
    await sees(root, 'You can take it back until it is due.')
    await press(root, 'Take back')
    await until(() => expect(labelled(root, write).value).toBe('My village'))
    expect(changes()).toHaveLength(1)
    expect(offers(root, 'Hand in again')).toBe(true)
  })

  test('a refusal to take it back is said, and it stays handed in', async () => {
    const { root } = await learn(handedIn('My village', { mayTakeBack: true }), [
      door(contract.takeBack, () => {
        throw new Problem('conflict', { code: 'not-due-back' })
      }),
    ])
    await press(root, 'Take back')
    await sees(root, 'It is due already, so it cannot be taken back.', 'Attempt 1')
    expect(root.querySelector('textarea')).toBeNull()
  })

  test('what came back shows score and comment; working on it again begins with what was handed in', async () => {
    const mark = {
      score: '8',
      excused: false,
      comment: 'Well argued.',
      attemptNo: 1,
      recordedAt: inHours(-1),
    }
    const { root } = await learn(handedIn('My village', { state: 'returned', mark }))
    await sees(root, '8 of 10', 'Well argued.')
    await press(root, 'Work on it again')
    await until(() => expect(labelled(root, write).value).toBe('My village'))
  })

  test('who is excused reads that, and no score', async () => {
    const mark = { score: null, excused: true, comment: '', attemptNo: null, recordedAt: inHours(-1) }
    const { root } = await learn(aSubmission({ state: 'returned', mark }))
    await sees(root, 'You are excused from this. It does not count.')
    expect(root.textContent).not.toContain(' of 10')
  })
})

test('a guardian reads the work of the child and can hand in nothing', async () => {
  const me = {
    ...somebody('liu', 'guardian', []),
    wards: [{ id: 'leo', displayName: 'Leo', classIds: ['class'] }],
  }
  const { root, asked } = await open(me, [
    door(contract.getAssignment, () => anAssignmentView()),
    door(contract.getSubmission, () => handedIn('My village')),
  ])
  await sees(root, 'Leo', 'My village', 'Attempt 1')
  expect(asked.map(({ input }) => input)).toEqual([{ studentId: 'leo' }, { studentId: 'leo' }])
  expect(root.querySelector('textarea')).toBeNull()
  expect(offers(root, 'Work on it again')).toBe(false)
})
