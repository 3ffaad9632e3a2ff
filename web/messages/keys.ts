/** Whether this key sends: Enter alone, and not on a phone, whose keyboard has no other way to begin a line. */
export const isSendKey = (event: KeyboardEvent): boolean =>
  event.key === 'Enter' &&
  !(event.shiftKey || event.altKey) &&
  (event.ctrlKey || event.metaKey || !window.matchMedia('(pointer: coarse)').matches)

/** Lets a text field grow with its text, up to its `max-height`. */
export const fitHeight = (field: HTMLTextAreaElement): void => {
  field.style.height = 'auto'
  field.style.height = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`
}
