import type { Message } from '#domain/messages/message.ts'
import type { RowActs } from './acts.ts'

const AUTHORS = ['Zhao Min', '王磊', 'Amelia Featherstonehaugh-Wang']

/** A message of a generated channel: authors and lengths vary, so that rows have different heights. */
export const messageNo = (no: number, change: Partial<Message> = {}): Message => ({
  id: `00000000-0000-7000-8000-${String(no).padStart(12, '0')}`,
  channelId: '00000000-0000-7000-8000-00000000aaaa',
  no,
  author: { id: `author-${no % 3}`, displayName: AUTHORS[no % 3] ?? '', role: 'student' },
  body: `message ${no} ${'words that may wrap '.repeat(no % 9)}`,
  createdAt: new Date(Date.UTC(2026, 8, 1) + no * 400_000).toISOString(),
  editedAt: null,
  deletedAt: null,
  files: [],
  reactions: [],
  ...change,
})

/** Answers `listMessages` from a generated channel of `count` messages; says which pages were asked for. */
export const serveMessages = (count: number): { asked: string[]; stop: () => void } => {
  const original = window.fetch
  const asked: string[] = []
  const numberIn = (query: URLSearchParams, name: string) =>
    query.has(name) ? Number(query.get(name)) : undefined
  window.fetch = async (input) => {
    const url = new URL(String(input), location.href)
    await new Promise((resolve) => setTimeout(resolve, 30))
    const query = url.searchParams
    asked.push(url.search)
    const [before, after, around] = ['before', 'after', 'around'].map((name) => numberIn(query, name))
    const limit = numberIn(query, 'limit') ?? 50
    const first =
      after !== undefined
        ? after + 1
        : around !== undefined
          ? around - limit / 2
          : (before ?? count + 1) - limit
    const numbers = Array.from({ length: limit }, (_, index) => first + index).filter(
      (no) => no >= 1 && no <= count && (before === undefined || no < before),
    )
    return Response.json({
      messages: numbers.map((no) => messageNo(no)),
      atStart: numbers[0] === 1 || count === 0,
      atEnd: (numbers.at(-1) ?? 0) === count,
      lastMessageNo: count,
      readNo: 0,
      eventNo: count,
    })
  }
  return {
    asked,
    stop: () => {
      window.fetch = original
    },
  }
}

/** Acts of a person who may do nothing. */
export const noActs: RowActs = {
  me: 'me',
  nameOf: (person) => person.displayName,
  editing: () => null,
  mayReact: () => false,
  mayEdit: () => false,
  mayDelete: () => false,
  mayPin: () => false,
  isPinned: () => false,
  pin: () => {},
  isHidden: () => false,
  react: () => {},
  edit: () => {},
  editedBody: (message) => message.body ?? '',
  keepEdit: () => {},
  save: async () => {},
  remove: () => {},
  mayQuote: () => false,
  quote: () => {},
  markUnread: () => {},
  retry: () => {},
  takeBack: () => {},
}
