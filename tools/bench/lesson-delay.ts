import { TestClass } from '../../media/testing/class.ts'
import { figure, median, percentile, until } from './measure.ts'

/**
 * From camera to screen: a camera whose picture says when it was made, as bits of black and white, and a viewer who reads
 * them from what is decoded. Both are pages of one machine, whose clocks are one.
 */

const SECONDS = 10
const BITS = 32

/** In the page: a camera that shows the time of each picture, milliseconds of the day in squares. */
const timedCamera = (bits: number) => {
  const canvas = document.createElement('canvas')
  canvas.width = 640
  canvas.height = 360
  const pen = canvas.getContext('2d')
  const draw = () => {
    if (!pen) return
    const now = Math.round(performance.timeOrigin + performance.now()) % 2 ** (bits - 1)
    for (let bit = 0; bit < bits; bit += 1) {
      pen.fillStyle = Math.floor(now / 2 ** bit) % 2 === 1 ? '#fff' : '#000'
      pen.fillRect((bit % 8) * 80, Math.floor(bit / 8) * 90, 80, 90)
    }
    requestAnimationFrame(draw)
  }
  draw()
  navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(24)
}

/** In the page: the delay of every picture that is shown (ms). */
const watch = async ({ bits, ms }: { bits: number; ms: number }): Promise<number[]> => {
  const video = document.querySelector('video')
  const canvas = document.createElement('canvas')
  canvas.width = 640
  canvas.height = 360
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  if (!video || !pen) return []
  const found: number[] = []
  const look = () => {
    const now = Math.round(performance.timeOrigin + performance.now()) % 2 ** (bits - 1)
    pen.drawImage(video, 0, 0, 640, 360)
    let made = 0
    for (let bit = 0; bit < bits; bit += 1) {
      const [red = 0] = pen.getImageData((bit % 8) * 80 + 40, Math.floor(bit / 8) * 90 + 45, 1, 1).data
      if (red > 127) made += 2 ** bit
    }
    const delay = now - made
    if (delay >= 0 && delay < 10_000) found.push(delay)
    video.requestVideoFrameCallback(look)
  }
  video.requestVideoFrameCallback(look)
  await new Promise((resolve) => setTimeout(resolve, ms))
  return found
}

export const delays = async (): Promise<void> => {
  const lesson = await TestClass.start([45_500, 45_560])
  try {
    const teacher = await lesson.somebody(true)
    const pupil = await lesson.somebody()
    // What runs this file marks inner functions by a helper of its own, which a page does not have.
    for (const { page } of [teacher, pupil]) await page.evaluate('globalThis.__name ??= (work) => work')
    await teacher.page.evaluate(timedCamera, BITS)
    await teacher.turnOn('camera')
    await until('the pupil sees', async () => (await pupil.of(teacher, 'camera')).frames >= 30)
    const found = await pupil.page.evaluate(watch, { bits: BITS, ms: SECONDS * 1_000 })
    const sorted = found.sort((a, b) => a - b)
    console.log(
      `\nFrom camera to screen, ${found.length} pictures: median ${figure(median(sorted), 0)} ms, p95 ${figure(percentile(sorted, 0.95), 0)} ms`,
    )
  } finally {
    await lesson.stop()
  }
}
