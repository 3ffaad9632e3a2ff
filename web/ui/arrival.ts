let arriving = false

/** The person went to another address: its heading takes the focus once it is there. */
export const announceArrival = (): void => {
  arriving = true
}

/** For a screen's heading, when it is drawn: takes the focus after a change of address, unless a field has it. */
export const takeArrival = (heading: HTMLElement): void => {
  if (!arriving) return
  arriving = false
  queueMicrotask(() => {
    const focused = document.activeElement
    const typing = focused instanceof HTMLInputElement || focused instanceof HTMLTextAreaElement
    if (heading.isConnected && !typing) heading.focus({ preventScroll: true })
  })
}
