import LayoutGrid from 'lucide-solid/icons/layout-grid'
import PictureInPicture from 'lucide-solid/icons/picture-in-picture-2'
import Settings from 'lucide-solid/icons/settings-2'
import { createSignal } from 'solid-js'
import { LAYOUTS, type Layout } from '#domain/lectures/hold/focus.ts'
import { chosenDevices } from '../devices/chosen.ts'
import { DeviceCheck } from '../devices/DeviceCheck.tsx'
import { t } from '../i18n/translate.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Menu, type MenuItem } from '../ui/Menu.tsx'
import type { RoomFloat } from './room-float.ts'
import type { RoomMedia } from './room-media.ts'

/** How one sees and hears the room oneself; it changes nothing for the others. */
export const RoomViewMenu = (props: {
  media: RoomMedia
  look: Layout
  onLook: (look: Layout) => void
  onSpeaker: (speaker: string | null) => void
  float: RoomFloat
}) => {
  const [choosing, setChoosing] = createSignal(false)
  const items = (): MenuItem[] => [
    ...LAYOUTS.map((look) => ({
      label: t(`media.view.${look}`),
      checked: props.look === look,
      onSelect: () => props.onLook(look),
    })),
    {
      label: t('media.view.soundOnly'),
      hint: t('media.view.soundOnlyHint'),
      many: true,
      separated: true,
      checked: props.media.audioOnly(),
      onSelect: () => props.media.setAudioOnly(!props.media.audioOnly()),
    },
    ...(props.float.possible()
      ? [
          {
            label: t('media.view.float'),
            icon: PictureInPicture,
            many: true,
            checked: props.float.open(),
            onSelect: () => void props.float.toggle(),
          },
        ]
      : []),
    { label: t('media.view.devices'), icon: Settings, onSelect: () => setChoosing(true) },
  ]
  /** What is on goes over to the devices that were chosen now. */
  const use = async () => {
    setChoosing(false)
    props.onSpeaker(chosenDevices().speaker)
    for (const source of ['microphone', 'camera'] as const)
      if (props.media.state.open.includes(source)) await props.media.turnOn(source)
  }
  return (
    <>
      <Menu icon={LayoutGrid} label={t('media.view.menu')} items={items()} />
      <Dialog
        open={choosing()}
        onClose={() => setChoosing(false)}
        title={t('media.view.devices')}
        size="small"
      >
        <DeviceCheck
          camera={props.media.capabilities.video}
          doneWords={t('media.view.use')}
          onDone={() => void use()}
        />
      </Dialog>
    </>
  )
}
