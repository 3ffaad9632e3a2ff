import type { Page } from 'playwright-core'
import { sleep } from './product.ts'
import { WORDS, type Words } from './words.ts'

/** Pictures of somebody that a page has decoded so far; the tile is known by its name. */
export const pictures = (page: Page, name: string): Promise<number> =>
  page.evaluate((wanted) => {
    const figures = [...document.querySelectorAll('figure')]
    const video = figures.find((one) => one.ariaLabel?.startsWith(wanted))?.querySelector('video')
    return video && video.videoWidth > 0 ? video.getVideoPlaybackQuality().totalVideoFrames : 0
  }, name)

/** How loud the voices of the others are on a page in half a second, at their loudest; 0 where there are none. */
export const heard = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const context = new AudioContext()
    const ear = context.createAnalyser()
    for (const { srcObject } of document.querySelectorAll('audio'))
      if (srcObject instanceof MediaStream) context.createMediaStreamSource(srcObject).connect(ear)
    const samples = new Float32Array(ear.fftSize)
    let loudest = 0
    for (let n = 0; n < 25; n++) {
      await new Promise((resolve) => setTimeout(resolve, 20))
      ear.getFloatTimeDomainData(samples)
      loudest = Math.max(loudest, ...samples.map(Math.abs))
    }
    await context.close()
    return loudest
  })

/** The demo's password, once the school is full. */
export const demoPassword = async (url: string): Promise<string> => {
  for (let n = 0; n < 3_000; n++) {
    const state = await (await fetch(`${url}/api/setup`)).json()
    const [first] = (state as { demoAccounts?: { password: string }[] }).demoAccounts ?? []
    if (first) return first.password
    await sleep(100)
  }
  throw new Error('the demo school was never full')
}

/** The lesson that is live for whoever is signed in. */
export const liveLesson = async (page: Page): Promise<string> => {
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
  const answer = await page.request.get(`/api/lessons?from=${day(-1)}&to=${day(1)}`)
  const { lessons } = (await answer.json()) as { lessons: { id: string; state: string }[] }
  const live = lessons.find(({ state }) => state === 'live')
  if (!live) throw new Error('no lesson is live')
  return live.id
}

/** Comes into the room without a look at the devices, which stands before the first lesson on each device. */
export const comeIn = (page: Page, words: Pick<Words, 'withoutLook'> = WORDS.en): Promise<void> =>
  page.getByRole('button', { name: words.withoutLook, exact: true }).click()
