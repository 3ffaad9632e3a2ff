/** Of a drawn text, what was typed to make it. */
const typedOf = new WeakMap<Element, () => string>()

const BLOCKS = new Set('BLOCKQUOTE DIV HR LI OL P PRE TABLE TBODY THEAD TR UL'.split(' '))
const isBlock = (node: Node) => BLOCKS.has(node.nodeName)

const sliceOf = (text: Text, range: Range): string =>
  text.data.slice(
    text === range.startContainer ? range.startOffset : 0,
    text === range.endContainer ? range.endOffset : undefined,
  )

/** Whether nothing of an element stands before what is selected of it. */
const fromItsStart = (element: Element, { startContainer, startOffset }: Range): boolean => {
  if (!element.contains(startContainer)) return true
  const before = document.createRange()
  before.setStart(element, 0)
  before.setEnd(startContainer, startOffset)
  return before.toString().trim() === ''
}

const joined = (parts: { node: Node; text: string }[], parent: Element): string => {
  if (parent.nodeName === 'TR') return parts.map(({ text }) => text).join('\t')
  const said = parts.filter(({ text }) => text !== '')
  return said
    .map(({ node, text }, at) => {
      const before = said[at - 1]?.node
      if (!before || !(isBlock(node) || isBlock(before))) return text
      return (node.nodeName === 'P' && before.nodeName === 'P' ? '\n\n' : '\n') + text
    })
    .join('')
}

/** What is selected of a drawn text, as it is seen: with the numbers of lists and without the words of buttons. */
const seenIn = (node: Node, range: Range): string => {
  if (!range.intersectsNode(node)) return ''
  if (node instanceof Text) return sliceOf(node, range)
  if (node.nodeName === 'BR') return '\n'
  if (node instanceof HTMLInputElement) return node.checked ? '[x] ' : '[ ] '
  if (!(node instanceof HTMLElement) || node.nodeName === 'BUTTON' || 'label' in node.dataset) return ''
  const text = joined(
    [...node.childNodes].map((child) => ({ node: child, text: seenIn(child, range) })),
    node,
  )
  const marker = node.dataset.marker
  return marker && text !== '' && fromItsStart(node, range) ? `${marker} ${text}` : text
}

const squeezed = (text: string) => text.replace(/\s/g, '')

/** Of one drawn text: what was typed if all of it is selected and seen as it was typed, else what is seen of it. */
const textIn = (root: Element, range: Range): string => {
  const seen = seenIn(root, range)
  const typed = typedOf.get(root)?.() ?? ''
  return squeezed(seen) === squeezed(typed) ? typed : seen
}

const ROOT = '[data-text]'
const LIST = '[data-texts]'
const elementOf = (node: Node) => (node instanceof Element ? node : node.parentElement)

/** The drawn texts a selection is of; null when it is of other things too, whose copy is the browser's. */
const rootsOf = (range: Range): Element[] | null => {
  const start = elementOf(range.startContainer)
  const around = start?.closest(LIST) ?? start?.closest(ROOT)
  if (!around) return null
  if (!around.contains(range.endContainer)) {
    // A triple click reaches to the beginning of whatever comes next.
    const after = document.createRange()
    after.setStartAfter(around)
    after.setEnd(range.endContainer, range.endOffset)
    if (after.toString().trim() !== '') return null
  }
  const roots = around.matches(ROOT) ? [around] : [...around.querySelectorAll(ROOT)]
  return roots.filter((root) => range.intersectsNode(root))
}

/** The text of a selection of messages, exactly; null when it is not one of messages alone. */
export const selectedText = (selection: Selection | null): string | null => {
  const texts: string[] = []
  for (let at = 0; at < (selection?.rangeCount ?? 0); at++) {
    const range = selection?.getRangeAt(at)
    const roots = range && !range.collapsed && rootsOf(range)
    if (!range || !roots) return null
    texts.push(...roots.map((root) => textIn(root, range)).filter((text) => text !== ''))
  }
  return texts.length > 0 ? texts.join('\n') : null
}

/** Remembers what was typed for a drawn text, so that copying it gives that back. */
export const rememberTyped = (root: HTMLElement, typed: () => string): void => {
  root.dataset.text = ''
  typedOf.set(root, typed)
}

document.addEventListener('copy', (event) => {
  // What is selected in a field is the field's.
  if (event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLInputElement) return
  const text = selectedText(getSelection())
  if (text === null || !event.clipboardData) return
  event.preventDefault()
  event.clipboardData.setData('text/plain', text)
})
