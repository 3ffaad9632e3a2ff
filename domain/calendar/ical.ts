/**
 * Writes iCalendar (RFC 5545) for programs that subscribe: each event by itself and in UTC, so that no program has to know
 * the school's zone or a rule of repetition.
 */

export interface CalendarEvent {
  /** Stays the same for as long as the thing exists. */
  uid: string
  /** Rises with each change. */
  sequence: number
  /** When it was last changed. */
  changedAt: Date
  startsAt: Date
  /** Null for a moment, like the end of a time to hand in. */
  endsAt: Date | null
  summary: string
  description?: string
  location?: string
  url?: string
  cancelled: boolean
}

/** `20261130T081500Z` */
const instant = (at: Date): string => at.toISOString().replace(/[-:]|\.\d+/g, '')

/** A text value: what has a meaning in the format is escaped, what no text may hold is left out. */
const escaped = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what the format forbids
    .replace(/[\u0000-\u0009\u000B-\u001F\u007F]/g, '')
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\n/g, '\\n')

const LINE_BYTES = 75
const encoder = new TextEncoder()

/** A line of at most 75 bytes; what is longer goes on in the next ones, after a blank. No character is cut. */
const folded = (line: string): string => {
  let [out, bytes] = ['', 0]
  for (const character of line) {
    const size = encoder.encode(character).length
    if (bytes + size > LINE_BYTES) {
      out += '\r\n '
      bytes = 1
    }
    out += character
    bytes += size
  }
  return `${out}\r\n`
}

const linesOf = (event: CalendarEvent): string[] => [
  'BEGIN:VEVENT',
  `UID:${event.uid}`,
  `DTSTAMP:${instant(event.changedAt)}`,
  `LAST-MODIFIED:${instant(event.changedAt)}`,
  `SEQUENCE:${event.sequence}`,
  `DTSTART:${instant(event.startsAt)}`,
  ...(event.endsAt ? [`DTEND:${instant(event.endsAt)}`] : ['TRANSP:TRANSPARENT']),
  `SUMMARY:${escaped(event.summary)}`,
  ...(event.description ? [`DESCRIPTION:${escaped(event.description)}`] : []),
  ...(event.location ? [`LOCATION:${escaped(event.location)}`] : []),
  ...(event.url ? [`URL:${event.url}`] : []),
  `STATUS:${event.cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
  'END:VEVENT',
]

/** A whole calendar. Programs are asked to look again every hour. */
export const icalendar = (name: string, events: readonly CalendarEvent[]): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Lectern//Calendar//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `NAME:${escaped(name)}`,
    `X-WR-CALNAME:${escaped(name)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    'X-PUBLISHED-TTL:PT1H',
    ...events.flatMap(linesOf),
    'END:VCALENDAR',
  ]
    .map(folded)
    .join('')
