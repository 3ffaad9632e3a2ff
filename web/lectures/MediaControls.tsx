import Mic from 'lucide-solid/icons/mic'
import MicOff from 'lucide-solid/icons/mic-off'
import MonitorUp from 'lucide-solid/icons/monitor-up'
import Video from 'lucide-solid/icons/video'
import VideoOff from 'lucide-solid/icons/video-off'
import { Show } from 'solid-js'
import type { Floor } from '#domain/lectures/media/floor.ts'
import { t } from '../i18n/translate.ts'
import { toast } from '../ui/Toast.tsx'
import { RoomControl } from './RoomControl.tsx'
import type { RoomMedia } from './room-media.ts'

/** One's own microphone, camera and screen. */
export interface OwnMedia {
  media: RoomMedia
  /** Whether oneself may send with this floor. */
  may: (floor: Floor) => boolean
  /** Who shares a screen, so that one's own needs their word or the teacher's; null where nobody does or one leads. */
  screenOf?: () => string | null
  /** Asks them. */
  askToShare?: () => void
}

export const isOn = ({ media }: OwnMedia, floor: Floor): boolean => media.state.open.includes(floor)

/** Turns it on or off; where it may not be, says why. */
export const toggle = (own: OwnMedia, floor: Floor): void => {
  if (isOn(own, floor)) own.media.turnOff(floor)
  else if (own.may(floor) && floor === 'screen' && own.screenOf?.()) own.askToShare?.()
  else if (own.may(floor)) void own.media.turnOn(floor)
  else toast(t(`media.noFloor.${floor}`))
}

const canShareScreen = (): boolean => 'getDisplayMedia' in (navigator.mediaDevices ?? {})

/** Large buttons for what one sends. What the lesson or the device cannot carry is left out. */
export const MediaControls = (props: OwnMedia) => {
  const ready = () => props.media.begun() && props.media.state.phase !== 'over' && !props.media.secondScreen()
  return (
    <Show when={ready()}>
      <Show when={props.media.capabilities.audio}>
        <RoomControl
          icon={isOn(props, 'microphone') ? Mic : MicOff}
          words={t('media.microphone')}
          pressed={isOn(props, 'microphone')}
          barred={!props.may('microphone')}
          keys="M"
          onPress={() => toggle(props, 'microphone')}
        />
      </Show>
      <Show when={props.media.capabilities.video}>
        <RoomControl
          icon={isOn(props, 'camera') ? Video : VideoOff}
          words={t('media.camera')}
          pressed={isOn(props, 'camera')}
          barred={!props.may('camera')}
          keys="V"
          onPress={() => toggle(props, 'camera')}
        />
      </Show>
      <Show when={props.media.capabilities.screen && canShareScreen()}>
        <RoomControl
          icon={MonitorUp}
          words={t('media.screen')}
          pressed={isOn(props, 'screen')}
          barred={!props.may('screen')}
          onPress={() => toggle(props, 'screen')}
        />
      </Show>
    </Show>
  )
}
