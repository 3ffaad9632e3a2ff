import { describe, expect, test } from 'vitest'
import { loadWords } from '../i18n/locale.ts'
import { Toaster } from '../ui/Toast.tsx'
import { draw } from '../ui/testing/draw.tsx'
import { offers, press, sees, until } from '../ui/testing/person.ts'
import { Gallery } from './Gallery.tsx'
import { MediaControls } from './MediaControls.tsx'
import { MediaNotice } from './MediaNotice.tsx'
import { speakerOf } from './on-stage.ts'
import { PictureTile } from './PictureTile.tsx'
import { wantedOf } from './relay-media.ts'
import { listenToKeys } from './room-keys.ts'
import { fakeMedia } from './testing-media.ts'

await loadWords(['devices', 'lessons', 'media'])

const all = () => true

describe('what one sends', () => {
  test('a press turns it on and another off, and the button says which', async () => {
    const { media, asked } = fakeMedia()
    const root = await draw(() => <MediaControls media={media} may={all} />)
    await press(root, 'Microphone')
    await until(() => expect(root.querySelector('[aria-pressed=true]')?.textContent).toBe('Microphone'))
    await press(root, 'Microphone')
    await until(() => expect(asked).toEqual(['on microphone', 'off microphone']))
  })

  test('without the floor nothing opens, and a press says why', async () => {
    const { media, asked } = fakeMedia()
    const root = await draw(() => (
      <>
        <MediaControls media={media} may={() => false} />
        <Toaster />
      </>
    ))
    await press(root, 'Microphone')
    await sees(root, 'Your teacher decides who speaks.')
    expect(asked).toEqual([])
  })

  test('while somebody else shares a screen, one asks instead of choosing a window', async () => {
    const { media, asked } = fakeMedia()
    let questions = 0
    const root = await draw(() => (
      <MediaControls media={media} may={all} screenOf={() => 'leo'} askToShare={() => questions++} />
    ))
    await press(root, 'Share screen')
    expect([questions, asked]).toEqual([1, []])
  })

  test('after it is over for good there is nothing to press', async () => {
    const { media } = fakeMedia({ phase: 'over', why: 'full' })
    const root = await draw(() => (
      <>
        <MediaControls media={media} may={all} />
        <MediaNotice media={media} may={all} me="emma" />
      </>
    ))
    await sees(root, 'no more places for sound and picture')
    expect(offers(root, 'Microphone')).toBe(false)
  })
})

describe('the keys of the room', () => {
  const key = (target: EventTarget, name: string, type = 'keydown') =>
    target.dispatchEvent(new KeyboardEvent(type, { key: name, bubbles: true, cancelable: true }))
  const room = async () => {
    const { media, asked } = fakeMedia()
    let hands = 0
    const Keys = () => {
      listenToKeys({ media, may: all, raiseHand: () => hands++, showList: () => {} })
      return (
        <>
          <input aria-label="Message" />
          <div class="excalidraw" />
          <div class="elsewhere" />
        </>
      )
    }
    const root = await draw(() => <Keys />)
    return { asked, hands: () => hands, at: (selector: string) => root.querySelector(selector)! }
  }

  test('M, V and H act, and nothing does while somebody types', async () => {
    const { asked, hands, at } = await room()
    for (const name of ['m', 'v', 'h', ' ']) key(at('input'), name)
    expect([asked, hands()]).toEqual([[], 0])
    for (const name of ['m', 'v', 'h']) key(at('.elsewhere'), name)
    expect([asked, hands()]).toEqual([['on microphone', 'on camera'], 1])
  })

  test('on the board V, H and the space bar are its own, and M is not', async () => {
    const { asked, hands, at } = await room()
    for (const name of ['v', 'h', ' ', 'm']) key(at('.excalidraw'), name)
    expect([asked, hands()]).toEqual([['on microphone'], 0])
  })

  test('the space bar opens the microphone as long as it is held', async () => {
    const { asked, at } = await room()
    key(at('.elsewhere'), ' ')
    key(at('.elsewhere'), ' ')
    await until(() => expect(asked).toEqual(['on microphone']))
    key(at('.elsewhere'), ' ', 'keyup')
    await until(() => expect(asked.at(-1)).toBe('off microphone'))
  })
})

describe('what is told', () => {
  test('a refused device has its sentence and another try; a closed window for sharing is no problem', async () => {
    const { media, asked } = fakeMedia({ problems: { microphone: 'busy', screen: 'denied' } })
    const root = await draw(() => <MediaNotice media={media} may={all} me="emma" />)
    await sees(root, 'Another program is using it.')
    expect(root.textContent).not.toContain('Screen:')
    await press(root, 'Try again')
    expect(asked).toEqual(['on microphone'])
  })

  test('a weak line of one’s own is told in words, with a way to save it', async () => {
    const { media, asked } = fakeMedia({ quality: { emma: 'poor' } })
    const root = await draw(() => <MediaNotice media={media} may={all} me="emma" />)
    await sees(root, 'Your line is weak')
    await press(root, 'Sound only')
    expect(asked).toEqual(['audio only true'])
  })

  test('on another device of the same person it can be taken back', async () => {
    const { media, asked } = fakeMedia({ phase: 'over', why: 'replaced' })
    const root = await draw(() => <MediaNotice media={media} may={all} me="emma" />)
    await press(root, 'Move it here')
    expect(asked).toEqual(['begin only'])
  })

  test('a second device asks what it is to be: here instead, or a second screen without sound', async () => {
    const { media, asked } = fakeMedia({ phase: 'over', why: 'elsewhere' })
    const root = await draw(() => <MediaNotice media={media} may={all} me="emma" />)
    await sees(root, 'with another device or tab already')
    await press(root, 'Second screen')
    await press(root, 'Move it here')
    expect(asked).toEqual(['begin second-screen', 'begin only'])
  })

  test('a tile says whose it is, who speaks, whose microphone is off and whose line is weak', async () => {
    const { media, setState } = fakeMedia({ quality: { emma: 'poor' } })
    const root = await draw(() => (
      <PictureTile media={media} accountId="emma" displayName="Emma" name="Emma" own={false} layer="low" />
    ))
    await sees(root, 'Emma', 'Microphone off', 'Weak line')
    setState({
      speaking: ['emma'],
      tracks: [{ accountId: 'emma', source: 'microphone', mid: '1', layer: 'high' }],
    })
    await sees(root, 'speaks')
    expect(root.textContent).not.toContain('Microphone off')
  })
})

describe('everybody', () => {
  const crowd = Array.from({ length: 30 }, (_, n) => ({
    id: `p${n}`,
    displayName: `Pupil ${n}`,
    role: 'student' as const,
    joinedAt: '2026-11-30T08:00:00.000Z',
  }))

  test('stands in pages of 25, who is seen first', async () => {
    const { media } = fakeMedia({
      tracks: [{ accountId: 'p29', source: 'camera', mid: null, layer: 'off' }],
    })
    const root = await draw(() => (
      <Gallery media={media} people={crowd} me="p0" nameOf={(one) => one.displayName} />
    ))
    const tiles = () => [...root.querySelectorAll('figure')].map((one) => one.ariaLabel)
    expect(tiles()).toHaveLength(25)
    expect(tiles()[0]).toBe('Pupil 29')
    expect(tiles()).toContain('Pupil 0 (you)')
    await press(root, 'Further people')
    await until(() => expect(tiles()).toHaveLength(5))
    await sees(root, 'Page 2 of 2')
  })
})

describe('who is looked at', () => {
  const people = ['chen', 'emma', 'leo'].map((id) => ({
    id,
    displayName: id,
    role: id === 'chen' ? ('teacher' as const) : ('student' as const),
    joinedAt: '2026-11-30T08:00:00.000Z',
  }))
  const leads = (id: string) => id === 'chen'
  const none = () => false

  test('whoever speaks, then whoever spoke last, then who leads; a teacher alone sees themselves', () => {
    expect(speakerOf(people, 'emma', ['leo', 'chen'], null, none, leads)).toBe('leo')
    expect(speakerOf(people, 'emma', ['emma'], 'leo', none, leads)).toBe('leo')
    expect(speakerOf(people, 'emma', [], null, none, leads)).toBe('chen')
    expect(speakerOf(people, 'chen', [], null, none, leads)).toBe('chen')
    expect(speakerOf(people, 'chen', [], null, (id) => id === 'leo', leads)).toBe('leo')
  })

  test('of each picture the largest layer in sight is asked for, and nothing of those out of sight', () => {
    const track = (accountId: string, layer: 'off' | 'low' | 'high') => ({
      accountId,
      source: 'camera' as const,
      layer,
    })
    const tracks = [
      track('a', 'high'),
      track('b', 'high'),
      { ...track('a', 'high'), source: 'microphone' as const },
    ]
    expect(wantedOf(tracks, [track('a', 'low'), track('a', 'high')])).toEqual([
      track('a', 'high'),
      track('b', 'off'),
    ])
  })
})
