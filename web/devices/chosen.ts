const KEY = 'lectern.devices'

/** What somebody uses on this device; null is what the browser takes by itself. */
export interface Devices {
  microphone: string | null
  camera: string | null
  speaker: string | null
}

/** A choice with what was there when it was made. */
interface Checked extends Devices {
  seen: string[]
}

type Found = Pick<MediaDeviceInfo, 'kind' | 'deviceId'>

const NONE: Devices = { microphone: null, camera: null, speaker: null }

const stored = (): Checked | null => {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? 'null')
  } catch {
    return null
  }
}

/** Names of inputs that tell one from another. Without leave a browser names none; its `default` follows the system. */
const inputsOf = (found: readonly Found[]): string[] =>
  found
    .filter(({ kind, deviceId }) => kind !== 'audiooutput' && deviceId !== '' && deviceId !== 'default')
    .map(({ deviceId }) => deviceId)

/** What was chosen on this device. */
export const chosenDevices = (): Devices => stored() ?? NONE

/** Keeps a choice on this device, with what is there now. */
export const keepDevices = (devices: Devices, found: readonly Found[]): void =>
  localStorage.setItem(KEY, JSON.stringify({ ...devices, seen: inputsOf(found) } satisfies Checked))

/**
 * Whether the check is due: it never was made here, what was chosen is gone, or something was plugged in since. A browser
 * that names nothing has taken its leave back, which counts as a change when it had named something.
 */
export const isCheckDue = (found: readonly Found[]): boolean => {
  const checked = stored()
  if (!checked) return true
  const now = inputsOf(found)
  if (now.length === 0) return checked.seen.length > 0
  const isGone = (id: string | null) => id !== null && id !== 'default' && !now.includes(id)
  return isGone(checked.microphone) || isGone(checked.camera) || now.some((id) => !checked.seen.includes(id))
}
