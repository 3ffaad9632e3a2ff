import { type Accessor, createSignal, onCleanup } from 'solid-js'

const isDark = () => document.documentElement.dataset.theme === 'dark'

/** Whether the page is dark now, by choice or by the system's; follows it while the component is on screen. */
export const usePageIsDark = (): Accessor<boolean> => {
  const [dark, setDark] = createSignal(isDark())
  const observer = new MutationObserver(() => setDark(isDark()))
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  onCleanup(() => observer.disconnect())
  return dark
}
