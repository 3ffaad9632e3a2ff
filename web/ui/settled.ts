import { createSignal, onCleanup } from 'solid-js'

const TYPING_MS = 250

/** What is typed, once nobody types any more. */
export const createSettled = (value: () => string) => {
  const [settled, setSettled] = createSignal(value())
  let timer: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(timer))
  return {
    settled,
    typed: (next: string) => {
      clearTimeout(timer)
      timer = setTimeout(() => setSettled(next), TYPING_MS)
    },
  }
}
