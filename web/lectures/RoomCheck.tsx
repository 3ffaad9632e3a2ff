import { createSignal } from 'solid-js'
import type { Lesson } from '#domain/lectures/lecture.ts'
import { chosenDevices, isCheckDue, keepDevices } from '../devices/chosen.ts'
import { DeviceCheck } from '../devices/DeviceCheck.tsx'
import { t } from '../i18n/translate.ts'
import { Button } from '../ui/Button.tsx'
import { SubjectDot } from '../ui/ClassBadge.tsx'
import styles from './RoomCheck.module.css'
import { carries, type RoomMedia } from './room-media.ts'

const found = async (): Promise<MediaDeviceInfo[]> =>
  (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? []

/** Whether this device is to be looked at before its person comes in; media begins when it need not be, or was. */
export const createRoomCheck = (media: RoomMedia) => {
  const [step, setStep] = createSignal<'looking' | 'due' | 'passed'>(carries(media) ? 'looking' : 'passed')
  const pass = () => {
    media.begin()
    setStep('passed')
  }
  if (carries(media)) void found().then((devices) => (isCheckDue(devices) ? setStep('due') : pass()))
  return {
    step,
    pass,
    /** Without looking: it is not asked for again on this device until something changes. */
    skip: async () => {
      keepDevices(chosenDevices(), await found())
      pass()
    },
  }
}

/** The devices, before the first lesson on this device. */
export const RoomCheck = (props: {
  lesson: Lesson
  camera: boolean
  onDone: () => void
  onSkip: () => void
}) => (
  <main class={styles.stage}>
    <div class={styles.card}>
      <p class={styles.class}>
        <SubjectDot hue={props.lesson.hue} />
        {props.lesson.className}
      </p>
      <h1 class={styles.title}>{props.lesson.title}</h1>
      <DeviceCheck camera={props.camera} onDone={() => props.onDone()} />
      <div>
        <Button look="quiet" onClick={() => props.onSkip()}>
          {t('media.skipCheck')}
        </Button>
      </div>
    </div>
  </main>
)
