import { useBeforeLeave, useLocation } from '@solidjs/router'
import { createEffect, on, onMount } from 'solid-js'

const remembered = new Map<string, number>()
const TRIES = 40

let returning = false
window.addEventListener('popstate', () => {
  returning = true
})

/** Lets a scrolling element come back to where it was when the person goes back; elsewhere it begins at the top. */
export const rememberScroll = (element: () => HTMLElement | undefined): void => {
  const location = useLocation()
  useBeforeLeave((event) => {
    const box = element()
    if (box && event.from.pathname === location.pathname) remembered.set(location.pathname, box.scrollTop)
  })
  const restore = (wanted: number, tries: number) => {
    const box = element()
    if (!box) return
    box.scrollTop = wanted
    // What is loaded lazily may not be there yet.
    if (Math.abs(box.scrollTop - wanted) > 2 && tries > 0)
      requestAnimationFrame(() => restore(wanted, tries - 1))
  }
  const arrive = () => {
    const wanted = returning ? (remembered.get(location.pathname) ?? 0) : 0
    returning = false
    restore(wanted, TRIES)
  }
  onMount(arrive)
  createEffect(on(() => location.pathname, arrive, { defer: true }))
}
