import { afterAll, beforeAll, expect, test } from 'vitest'
import { withChange } from '#domain/lectures/media/floor.ts'
import { type Somebody, TestClass } from './testing/class.ts'

/**
 * Real sound and picture: three browsers with made-up cameras and microphones, the real client and the real relay. What
 * is asked is what a browser decoded, and what packets reached it.
 */

const PATIENCE = { timeout: 40_000, interval: 100 }

let lesson: TestClass
let teacher: Somebody
let [ann, bo]: Somebody[] = []
beforeAll(async () => {
  lesson = await TestClass.start([47_000, 47_060])
  teacher = await lesson.somebody(true)
  ann = await lesson.somebody()
  bo = await lesson.somebody()
})
afterAll(() => lesson?.stop())

const sees = (viewer: Somebody, owner: Somebody, source = 'camera', more = 0) =>
  expect.poll(async () => (await viewer.of(owner, source))?.frames ?? 0, PATIENCE).toBeGreaterThan(more)
const hears = (viewer: Somebody, owner: Somebody) =>
  expect.poll(async () => (await viewer.of(owner, 'microphone'))?.energy ?? 0, PATIENCE).toBeGreaterThan(0)

/** Packets of a microphone that left its browser so far. */
const sent = (who: Somebody) =>
  who.page.evaluate(async () => {
    let packets = 0
    const report = await window.session.stats()
    report?.forEach((entry) => {
      if (entry.type === 'outbound-rtp' && entry.kind === 'audio') packets += entry.packetsSent
    })
    return packets
  })

/** A client that does not keep to the rules: it sends its microphone whatever the relay said. */
const sendAnyway = (who: Somebody) =>
  who.page.evaluate(async () => {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true })
    const inner = window.session as unknown as {
      peer: { send(source: string, track: MediaStreamTrack | undefined): Promise<void> }
    }
    await inner.peer.send('microphone', stream.getAudioTracks()[0])
  })

test('both pupils see and hear the teacher, and the teacher a pupil who has the floor', async () => {
  expect(await teacher.turnOn('microphone')).toBeNull()
  expect(await teacher.turnOn('camera')).toBeNull()
  for (const pupil of [ann!, bo!]) {
    await sees(pupil, teacher)
    await hears(pupil, teacher)
  }
  expect(await ann!.turnOn('microphone')).toBeNull()
  await hears(teacher, ann!)
  expect((await ann!.state()).tracks.map((track) => track.accountId)).not.toContain(ann!.id)
})

test('a shared screen arrives sharp, and nothing is negotiated to turn it off and on', async () => {
  expect(await teacher.turnOn('screen')).toBeNull()
  await sees(ann!, teacher, 'screen')
  await teacher.turnOff('screen')
  await expect.poll(async () => (await ann!.state()).tracks.length, PATIENCE).toBe(2)
  expect(await teacher.turnOn('screen')).toBeNull()
  await sees(bo!, teacher, 'screen')
  await teacher.turnOff('screen')
})

test('a screen is refused to who has no floor for it, with the reason', async () => {
  await ann!.turnOn('screen')
  await expect.poll(async () => (await ann!.state()).problems.screen, PATIENCE).toBe('no-floor')
  expect((await ann!.state()).open).toEqual(['microphone'])
})

test('one screen is shared at a time, and that of who leads takes the place of a pupil’s', async () => {
  const open = withChange(lesson.floor, { what: 'open', floor: 'screen' })
  await lesson.order({ t: 'floor', floor: open })
  await ann!.turnOn('screen')
  await sees(bo!, ann!, 'screen')
  await bo!.turnOn('screen')
  await expect.poll(async () => (await bo!.state()).problems.screen, PATIENCE).toBe('screens-full')
  await teacher.turnOn('screen')
  await sees(bo!, teacher, 'screen')
  await expect.poll(async () => (await ann!.state()).problems.screen, PATIENCE).toBe('muted')
  await teacher.turnOff('screen')
  await lesson.order({ t: 'floor', floor: withChange(open, { what: 'close', floor: 'screen' }) })
})

test('a second device of a person is asked; as a second screen it shows all and has no sound, or it takes the place', async () => {
  const asked = await lesson.somebody(false, { id: ann!.id })
  await expect.poll(async () => (await asked.state()).why, PATIENCE).toBe('elsewhere')
  expect((await ann!.state()).phase).toBe('live')
  await asked.page.close()
  const second = await lesson.somebody(false, { id: ann!.id, as: 'second-screen' })
  await sees(second, teacher)
  const sources = (await second.state()).tracks.map(({ accountId, source }) => [accountId, source])
  expect(sources).toEqual([[teacher.id, 'camera']])
  await second.turnOn('microphone')
  await expect.poll(async () => (await second.state()).problems.microphone, PATIENCE).toBe('no-floor')
  await hears(teacher, ann!)
  await second.page.close()
  const moved = await lesson.somebody(false, { id: ann!.id, as: 'only' })
  await expect.poll(async () => (await ann!.state()).why, PATIENCE).toBe('replaced')
  expect(await moved.turnOn('microphone')).toBeNull()
  await hears(teacher, moved)
  await ann!.page.close()
  ann = moved
})

test('a mute is a fact: what the muted client goes on sending reaches nobody, until its owner opens it again', async () => {
  await lesson.order({ t: 'mute', source: 'microphone', accountId: null, mayUnmute: true })
  await expect.poll(async () => (await ann!.state()).problems.microphone, PATIENCE).toBe('muted')
  expect((await teacher.state()).open).toContain('microphone')
  await sendAnyway(ann!)
  const [left, came] = [await sent(ann!), (await bo!.of(ann!, 'microphone'))?.packets]
  await expect.poll(() => sent(ann!), PATIENCE).toBeGreaterThan(left + 50)
  expect((await bo!.state()).tracks.map((track) => track.accountId)).toEqual([teacher.id, teacher.id])
  expect((await bo!.of(ann!, 'microphone'))?.packets).toBe(came ?? 0)
  expect(await ann!.turnOn('microphone')).toBeNull()
  await hears(bo!, ann!)
})

test('a floor that is taken holds at once and for whoever comes back', async () => {
  await lesson.order({ t: 'floor', floor: withChange(lesson.floor, { what: 'close', floor: 'microphone' }) })
  await expect.poll(async () => (await ann!.state()).problems.microphone, PATIENCE).toBe('no-floor')
  await ann!.page.reload()
  await expect.poll(async () => (await ann!.state()).phase, PATIENCE).toBe('live')
  await ann!.turnOn('microphone')
  await expect.poll(async () => (await ann!.state()).problems.microphone, PATIENCE).toBe('no-floor')
  await sendAnyway(ann!)
  const left = await sent(ann!)
  await expect.poll(() => sent(ann!), PATIENCE).toBeGreaterThan(left + 50)
  expect((await bo!.state()).tracks.some((track) => track.accountId === ann!.id)).toBe(false)
  await hears(ann!, teacher)
})

test('who comes late has a whole picture at once, for it is asked for', async () => {
  const late = await lesson.somebody()
  await sees(late, teacher)
  await hears(late, teacher)
  await late.page.close()
})

test('the small picture is sent where it is asked for, and the large one again', async () => {
  const want = (layer: 'low' | 'high' | 'off') =>
    bo!.page.evaluate(
      ([accountId, size]) => window.session.want([{ accountId, source: 'camera', layer: size }]),
      [teacher.id, layer] as const,
    )
  await want('low')
  await expect.poll(async () => (await bo!.of(teacher, 'camera'))?.width, PATIENCE).toBe(320)
  await want('off')
  await expect
    .poll(async () => (await bo!.state()).tracks.find(({ source }) => source === 'camera')?.layer, PATIENCE)
    .toBe('off')
  await want('low')
  await sees(bo!, teacher)
})

test('a cut connection is taken up again with the same media', async () => {
  const before = (await bo!.of(teacher, 'camera'))?.frames ?? 0
  lesson.cut()
  await expect.poll(async () => (await bo!.state()).phase, PATIENCE).toBe('again')
  await expect.poll(async () => (await bo!.state()).phase, PATIENCE).toBe('live')
  await sees(bo!, teacher, 'camera', before)
})

test('after a relay that was killed everybody is back, with what they had turned on', async () => {
  const { port } = lesson.relay
  await lesson.relay.stop()
  for (const one of [teacher, bo!])
    await expect.poll(async () => (await one.state()).phase, PATIENCE).toBe('again')
  await lesson.startRelay(port)
  for (const one of [teacher, bo!])
    await expect.poll(async () => (await one.state()).phase, PATIENCE).toBe('live')
  await expect.poll(async () => (await bo!.state()).phase, PATIENCE).toBe('live')
  await sees(bo!, teacher)
  await hears(bo!, teacher)
  expect((await teacher.state()).open).toEqual(['microphone', 'camera'])
})

test('who is put out stays out, and the end is the end for all', async () => {
  await lesson.order({ t: 'remove', accountId: bo!.id })
  await expect.poll(async () => (await bo!.state()).phase, PATIENCE).toBe('over')
  expect((await bo!.state()).why).toBe('removed')
  await lesson.order({ t: 'end' })
  await expect.poll(async () => (await teacher.state()).why, PATIENCE).toBe('ended')
})
