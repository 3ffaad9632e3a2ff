import { createSignal } from 'solid-js'
import { type Block, isPlain, plain } from './tree.ts'

type Parse = (body: string) => Block[]

const REMEMBERED = 400
const [parser, setParser] = createSignal<Parse | null>(null)
const known = new Map<string, Block[]>()
let asked = false

/** Loads the lexer once the first paint is over: text is readable before it is pretty. */
const load = () => {
  if (asked) return
  asked = true
  // Two frames: the text has been painted by then, even while the page is busy.
  requestAnimationFrame(() =>
    requestAnimationFrame(async () => {
      const { parse } = await import('./parse.ts')
      setParser(() => parse)
    }),
  )
}

/** The blocks of a message: at first its plain text, read as markdown as soon as the lexer is there. Reactive. */
export const blocksOf = (body: string): Block[] => {
  if (isPlain(body)) return plain(body)
  const found = known.get(body)
  if (found) return found
  const parse = parser()
  if (!parse) {
    load()
    return plain(body)
  }
  const blocks = parse(body)
  if (known.size > REMEMBERED) known.clear()
  known.set(body, blocks)
  return blocks
}
