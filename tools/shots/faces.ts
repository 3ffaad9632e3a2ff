import type { Browser, BrowserContext, Page } from 'playwright-core'

/**
 * A lively lesson for its pictures: the teacher and some pupils with cameras, each a person drawn on a canvas, so that no
 * picture of ours shows anybody. The browser must let pages play sound unasked (`FACE_FLAGS`).
 */

export const FACE_FLAGS = ['--autoplay-policy=no-user-gesture-required', '--use-fake-ui-for-media-stream']

/** Who has a camera: pupils of the demo's live lesson, with the colours they are drawn in. */
const PUPILS = ['leo.zhang', 'lucas.moreau', 'wang.yuxuan', 'noah.fischer'] as const

interface Colours {
  wall: string
  skin: string
  hair: string
  clothes: string
  longHair: boolean
}

const LOOKS_OF: Record<string, Colours> = {
  teacher: { wall: '#d9d2c3', skin: '#e8bf9b', hair: '#2b2320', clothes: '#1f6b4f', longHair: true },
  'leo.zhang': { wall: '#bcd0dc', skin: '#edc5a0', hair: '#1f1a18', clothes: '#3b5b8c', longHair: false },
  'lucas.moreau': { wall: '#e3d6c8', skin: '#f0cbb0', hair: '#8a5a33', clothes: '#a3503f', longHair: false },
  'wang.yuxuan': { wall: '#d4dcc9', skin: '#ecc6a4', hair: '#241d1b', clothes: '#8a6fa8', longHair: true },
  'noah.fischer': { wall: '#cfd3d8', skin: '#e9bd9a', hair: '#c9a15b', clothes: '#47715f', longHair: false },
  student: { wall: '#e0cfd0', skin: '#edc8a8', hair: '#2a201d', clothes: '#b8863b', longHair: true },
}

/** In the page: devices that give a drawn person and a quiet voice. */
const drawPerson = ({ wall, skin, hair, clothes, longHair }: Colours): void => {
  const picture = (): MediaStreamTrack => {
    const canvas = document.createElement('canvas')
    canvas.width = 640
    canvas.height = 360
    const pen = canvas.getContext('2d')
    const oval = (colour: string, x: number, y: number, across: number, down: number) => {
      if (!pen) return
      pen.fillStyle = colour
      pen.beginPath()
      pen.ellipse(x, y, across, down, 0, 0, 2 * Math.PI)
      pen.fill()
    }
    const draw = () => {
      if (!pen) return
      const sway = Math.sin(performance.now() / 900) * 4
      const light = pen.createLinearGradient(0, 0, 640, 360)
      light.addColorStop(0, '#ffffff')
      light.addColorStop(0.5, wall)
      light.addColorStop(1, wall)
      pen.fillStyle = light
      pen.fillRect(0, 0, 640, 360)
      pen.fillStyle = 'rgb(255 255 255 / 0.5)'
      pen.fillRect(430, 36, 150, 110)
      if (longHair) oval(hair, 320 + sway, 205, 104, 140)
      oval(clothes, 320, 420, 190, 150)
      oval(skin, 320 + sway, 270, 34, 50)
      oval(hair, 320 + sway, 158, 88, 98)
      oval(skin, 320 + sway, 182, 74, 90)
      oval(hair, 320 + sway, 112, 80, 44)
      for (const side of [-28, 28]) oval('#2b2b2b', 320 + sway + side, 180, 6, 7)
      oval('#b4645a', 320 + sway, 228, 16, 4 + 4 * Math.abs(Math.sin(performance.now() / 260)))
    }
    draw()
    setInterval(draw, 100)
    const [track] = canvas.captureStream(10).getVideoTracks()
    if (!track) throw new Error('a canvas without a picture')
    return track
  }
  const voice = (): MediaStreamTrack => {
    const context = new AudioContext()
    const [tone, volume, out] = [
      context.createOscillator(),
      context.createGain(),
      context.createMediaStreamDestination(),
    ]
    tone.frequency.value = 180
    volume.gain.value = 0.2
    tone.connect(volume).connect(out)
    tone.start()
    const [track] = out.stream.getAudioTracks()
    if (!track) throw new Error('a voice without a sound')
    return track
  }
  navigator.mediaDevices.getUserMedia = async (wanted) =>
    new MediaStream([...(wanted?.video ? [picture()] : []), ...(wanted?.audio ? [voice()] : [])])
}

/** Has a window's camera show the person who is signed in by this name. */
export const giveFace = async (context: BrowserContext, username: string): Promise<void> => {
  const colours = LOOKS_OF[username]
  if (!colours) return
  // What runs this file marks inner functions by a helper of its own, which a page does not have.
  await context.addInitScript('globalThis.__name ??= (work) => work')
  await context.addInitScript(drawPerson, colours)
}

/** Turns on one's own camera in the room, and microphone where somebody speaks. */
export const appear = async (page: Page, speaks: boolean): Promise<void> => {
  for (const keys of speaks ? ['V', 'M'] : ['V']) {
    const control = page.locator(`button[aria-keyshortcuts=${keys}]`)
    await control.waitFor({ timeout: 30_000 })
    if ((await control.getAttribute('aria-pressed')) !== 'true') await control.click()
  }
}

const signIn = async (browser: Browser, url: string, username: string): Promise<BrowserContext> => {
  const context = await browser.newContext({ viewport: { width: 640, height: 480 } })
  const answer = await context.request.post(`${url}/api/sign-in`, {
    headers: { origin: url },
    data: { username, password: 'lectern-demo' },
  })
  if (!answer.ok()) throw new Error(`${username} cannot sign in: ${answer.status()}`)
  await context.addInitScript(() => {
    const none = { microphone: null, camera: null, speaker: null, seen: [] }
    localStorage.setItem('lectern.devices', JSON.stringify(none))
  })
  await giveFace(context, username)
  return context
}

const liveLectureOf = async (context: BrowserContext, url: string) => {
  const span = [-1, 1].map((days) => new Date(Date.now() + days * 86_400_000).toISOString())
  const answer = await context.request.get(`${url}/api/lessons?from=${span[0]}&to=${span[1]}`)
  const { lessons } = (await answer.json()) as {
    lessons: { id: string; state: string; lecture: { id: string } | null }[]
  }
  const live = lessons.find(({ state }) => state === 'live')
  if (!live?.lecture) throw new Error('no lesson is live')
  return { lessonId: live.id, lectureId: live.lecture.id }
}

/** Brings pupils with cameras into the live lesson of the demo; returns what lets them go. */
export const bringFaces = async (
  browser: Browser,
  url: string,
  pupils: readonly string[] = PUPILS,
): Promise<() => Promise<void>> => {
  const teacher = await signIn(browser, url, 'teacher')
  const { lessonId, lectureId } = await liveLectureOf(teacher, url)
  await teacher.request.post(`${url}/api/lectures/${lectureId}/floor`, {
    headers: { origin: url },
    data: { changes: ['microphone', 'camera'].map((floor) => ({ what: 'open', floor })) },
  })
  await teacher.close()
  const contexts: BrowserContext[] = []
  for (const [at, username] of pupils.entries()) {
    const context = await signIn(browser, url, username)
    contexts.push(context)
    const page = await context.newPage()
    await page.goto(`${url}/lesson/${lessonId}`)
    await appear(page, at === 0)
  }
  return async () => {
    for (const context of contexts) await context.close()
  }
}
