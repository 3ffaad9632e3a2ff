import Camera from 'lucide-solid/icons/camera'
import Mic from 'lucide-solid/icons/mic'
import Volume from 'lucide-solid/icons/volume-2'
import Wifi from 'lucide-solid/icons/wifi'
import { createEffect, createSignal, type JSX, onCleanup, Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import { t } from '../i18n/translate.ts'
import { type DeviceProblem, DeviceRefused, openDevice } from '../media/devices.ts'
import { Button } from '../ui/Button.tsx'
import { Icon, type IconType } from '../ui/Icon.tsx'
import { type Option, SelectField } from '../ui/SelectField.tsx'
import { chosenDevices, type Devices, keepDevices } from './chosen.ts'
import styles from './DeviceCheck.module.css'
import { distanceOf, roundTrip } from './network.ts'
import { canChooseSpeaker, playNotes, watchLevel } from './sound.ts'

type Input = 'microphone' | 'camera'

/** One thing that is looked at. */
const Part = (props: { icon: IconType; title: string; children: JSX.Element }) => (
  <section class={styles.part} aria-label={props.title}>
    <h3 class={styles.title}>
      <Icon of={props.icon} />
      {props.title}
    </h3>
    {props.children}
  </section>
)

/** Why a device cannot be used, and what to do next. */
const Refusal = (props: { problem: DeviceProblem; onRetry: () => void }) => (
  <div class={styles.refusal} role="alert">
    <p>{t(`devices.problem.${props.problem}.what`)}</p>
    <p class={styles.quiet}>{t(`devices.problem.${props.problem}.next`)}</p>
    <Show when={props.problem !== 'insecure' && props.problem !== 'unsupported'}>
      <Button small onClick={props.onRetry}>
        {t('devices.again')}
      </Button>
    </Show>
  </div>
)

/** An input that is open, or why it is not. */
const createInput = (kind: Input, chosen: () => string | null, onOpen: () => Promise<void>) => {
  const [track, setTrack] = createSignal<MediaStreamTrack | null>(null)
  const [problem, setProblem] = createSignal<DeviceProblem | null>(null)
  let turn = 0
  const close = () => {
    turn += 1
    track()?.stop()
    setTrack(null)
  }
  const opened = async (deviceId: string | null): Promise<MediaStreamTrack | undefined> => {
    try {
      return (await openDevice(kind, deviceId ? { deviceId } : {}))[0]?.track
    } catch (error) {
      // What was chosen is gone: another one is better than none.
      if (!deviceId || !(error instanceof DeviceRefused) || error.code !== 'missing') throw error
      return opened(null)
    }
  }
  const open = async () => {
    close()
    const mine = turn
    setProblem(null)
    try {
      const found = await opened(chosen())
      if (!found) throw new DeviceRefused('missing')
      // Somebody has chosen another one, or has gone, while this one opened.
      if (mine !== turn) return found.stop()
      found.addEventListener('ended', () => {
        if (track() !== found) return
        setTrack(null)
        setProblem('lost')
      })
      setTrack(found)
      await onOpen()
    } catch (error) {
      if (mine === turn) setProblem(error instanceof DeviceRefused ? error.code : 'failed')
    }
  }
  onCleanup(close)
  return { track, problem, open, close }
}

/** How loud the microphone is. */
const Meter = (props: { track: MediaStreamTrack }) => {
  const [level, setLevel] = createSignal(0)
  createEffect(() => onCleanup(watchLevel(props.track, setLevel)))
  return <meter class={styles.meter} aria-label={t('devices.level')} min={0} max={1} value={level()} />
}

const Preview = (props: { track: MediaStreamTrack }) => (
  <video
    class={styles.preview}
    aria-label={t('devices.preview')}
    autoplay
    muted
    playsinline
    ref={(video) =>
      createEffect(() => {
        video.srcObject = new MediaStream([props.track])
      })
    }
  />
)

const KINDS = { microphone: 'audioinput', camera: 'videoinput', speaker: 'audiooutput' } as const

const optionsOf = (found: readonly MediaDeviceInfo[], kind: keyof Devices): Option<string>[] => [
  { value: '', label: t('devices.automatic') },
  ...found
    .filter((one) => one.kind === KINDS[kind] && one.deviceId !== '' && one.deviceId !== 'default')
    .map(({ deviceId, label }, at) => ({
      value: deviceId,
      label: label || t(`devices.unnamed.${kind}`, { no: at + 1 }),
    })),
]

const Network = (props: { measure: () => Promise<number> }) => {
  const [ms, setMs] = createSignal<number | null>(null)
  const [failed, setFailed] = createSignal(false)
  const measure = async () => {
    setFailed(false)
    setMs(null)
    try {
      setMs(await props.measure())
    } catch {
      setFailed(true)
    }
  }
  void measure()
  return (
    <Part icon={Wifi} title={t('devices.network.title')}>
      <Show
        when={!failed()}
        fallback={
          <div class={styles.refusal} role="alert">
            <p>{t('devices.network.none')}</p>
            <Button small onClick={() => void measure()}>
              {t('devices.again')}
            </Button>
          </div>
        }
      >
        <p role="status">
          <Show when={ms() !== null} fallback={t('devices.network.measuring')}>
            {t(`devices.network.${distanceOf(ms() ?? 0)}`, { ms: Math.round(ms() ?? 0) })}
          </Show>
        </p>
      </Show>
    </Part>
  )
}

/**
 * Camera, microphone, speaker and line of this device, before somebody joins for the first time: each that does not work
 * says why and what to do. What is chosen is remembered here (`isCheckDue` says when to ask again), and whatever was
 * opened is closed with the check.
 */
export const DeviceCheck = (props: {
  /** What the lesson can carry; a camera is looked at only where there may be one. */
  camera?: boolean
  /** The round trip to whatever carries the lesson; to the server when left out. */
  measure?: () => Promise<number>
  onDone: (devices: Devices) => void
  /** What the last button says; joining the lesson when left out. */
  doneWords?: string
}) => {
  const [chosen, setChosen] = createStore<Devices>({ ...chosenDevices() })
  const [found, setFound] = createSignal<readonly MediaDeviceInfo[]>([])
  const [begun, setBegun] = createSignal(false)
  const look = async () => {
    setFound((await navigator.mediaDevices?.enumerateDevices()) ?? [])
  }
  const microphone = createInput('microphone', () => chosen.microphone, look)
  const camera = createInput('camera', () => chosen.camera, look)
  const inputs = { microphone, camera }
  const begin = async () => {
    setBegun(true)
    // One question at a time: two at once are easily answered wrongly.
    await microphone.open()
    if (props.camera) await camera.open()
  }
  const choose = (kind: keyof Devices, value: string) => {
    setChosen(kind, value || null)
    if (kind !== 'speaker') void inputs[kind].open()
  }
  const [playing, setPlaying] = createSignal(false)
  const play = async () => {
    setPlaying(true)
    await playNotes(chosen.speaker).catch(() => {})
    setPlaying(false)
  }
  const done = async () => {
    await look()
    keepDevices({ ...chosen }, found())
    props.onDone({ ...chosen })
  }
  const Choice = (own: { kind: keyof Devices }) => (
    <SelectField
      label={t(`devices.choose.${own.kind}`)}
      value={chosen[own.kind] ?? ''}
      options={optionsOf(found(), own.kind)}
      onChange={(value) => choose(own.kind, value)}
    />
  )
  return (
    <Show
      when={begun()}
      fallback={
        <div class={styles.begin}>
          <p>{t(props.camera ? 'devices.lead' : 'devices.leadWithoutCamera')}</p>
          <Button look="primary" onClick={() => void begin()}>
            {t('devices.begin')}
          </Button>
        </div>
      }
    >
      <div class={styles.check}>
        <Show when={props.camera}>
          <Part icon={Camera} title={t('devices.camera')}>
            <Show when={camera.track()}>{(track) => <Preview track={track()} />}</Show>
            <Show when={camera.problem()}>
              {(problem) => <Refusal problem={problem()} onRetry={() => void camera.open()} />}
            </Show>
            <Choice kind="camera" />
          </Part>
        </Show>
        <Part icon={Mic} title={t('devices.microphone')}>
          <Show when={microphone.track()}>
            {(track) => (
              <>
                <p class={styles.quiet}>{t('devices.speak')}</p>
                <Meter track={track()} />
              </>
            )}
          </Show>
          <Show when={microphone.problem()}>
            {(problem) => <Refusal problem={problem()} onRetry={() => void microphone.open()} />}
          </Show>
          <Choice kind="microphone" />
        </Part>
        <Part icon={Volume} title={t('devices.speaker')}>
          <div>
            <Button busy={playing()} onClick={() => void play()}>
              {t('devices.play')}
            </Button>
          </div>
          <p class={styles.quiet}>{t('devices.hear')}</p>
          <Show when={canChooseSpeaker()}>
            <Choice kind="speaker" />
          </Show>
        </Part>
        <Network measure={props.measure ?? roundTrip} />
        <div class={styles.end}>
          <Button look="primary" onClick={() => void done()}>
            {props.doneWords ?? t('devices.done')}
          </Button>
        </div>
      </div>
    </Show>
  )
}
