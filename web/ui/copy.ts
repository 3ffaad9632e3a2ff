/** Where a helper element can be focused: inside the open dialog, for what is outside one is inert. */
const reachable = (): Element => [...document.querySelectorAll('dialog:modal')].at(-1) ?? document.body

/** Copies as browsers did before there was an interface for it, which they still do on plain HTTP. */
const copySelected = (text: string): boolean => {
  const field = document.createElement('textarea')
  field.value = text
  field.readOnly = true
  field.style.cssText = 'position:fixed;inset-block-start:0;opacity:0'
  const before = document.activeElement
  reachable().append(field)
  field.select()
  field.setSelectionRange(0, text.length)
  try {
    return document.execCommand('copy')
  } catch {
    return false
  } finally {
    field.remove()
    if (before instanceof HTMLElement) before.focus()
  }
}

/**
 * Puts a text on the clipboard and answers whether it is there. Browsers give `navigator.clipboard` to secure pages
 * only, and a school's Lectern is often plain HTTP in its own network.
 */
export const copyText = async (text: string): Promise<boolean> => {
  try {
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(text)
      return true
    }
  } catch {
    // Refused by the browser or its owner: the old way may still be allowed.
  }
  return copySelected(text)
}
