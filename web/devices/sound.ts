const QUIET_DB = -60

/** How loud a piece of sound is for a meter, from 0 (silence) to 1: loudness is felt in decibels. */
export const levelOf = (samples: Float32Array): number => {
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, samples.length)
  const decibels = 10 * Math.log10(power)
  return Math.min(1, Math.max(0, 1 - decibels / QUIET_DB))
}

const SAMPLES = 1024
const EVERY_MS = 60

/** Tells how loud a microphone is, until the answer is called. */
export const watchLevel = (track: MediaStreamTrack, tell: (level: number) => void): (() => void) => {
  const context = new AudioContext()
  const ear = context.createAnalyser()
  ear.fftSize = SAMPLES
  context.createMediaStreamSource(new MediaStream([track])).connect(ear)
  const samples = new Float32Array(SAMPLES)
  const timer = setInterval(() => {
    ear.getFloatTimeDomainData(samples)
    tell(levelOf(samples))
  }, EVERY_MS)
  return () => {
    clearInterval(timer)
    void context.close()
  }
}

/** Whether this browser lets a page say which speaker it uses. */
export const canChooseSpeaker = (): boolean =>
  typeof AudioContext !== 'undefined' && 'setSinkId' in AudioContext.prototype

const NOTES = [523.25, 659.25, 783.99]
const NOTE_SECONDS = 0.22

/** Plays three notes on a speaker and resolves when they are over. */
export const playNotes = async (speaker: string | null): Promise<void> => {
  // The option is younger than the types of the language's library.
  const options = speaker && canChooseSpeaker() ? ({ sinkId: speaker } as AudioContextOptions) : {}
  const context = new AudioContext(options)
  const volume = context.createGain()
  volume.gain.value = 0.2
  volume.connect(context.destination)
  const notes = NOTES.map((frequency, at) => {
    const note = context.createOscillator()
    note.frequency.value = frequency
    note.connect(volume)
    note.start(context.currentTime + at * NOTE_SECONDS)
    note.stop(context.currentTime + (at + 1) * NOTE_SECONDS)
    return note
  })
  await new Promise<void>((resolve) => notes.at(-1)?.addEventListener('ended', () => resolve()))
  await context.close()
}
