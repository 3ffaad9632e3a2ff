import type { Locale } from '../school/school.ts'

/** What a calendar program shows, in the reader's language. */
export interface CalendarWords {
  /** The name of the calendar of everything somebody has. */
  own(person: string, school: string): string
  ofClass(className: string, school: string): string
  due(title: string): string
  /** Of which child of a guardian it is. */
  ofChild(child: string, summary: string): string
}

const en: CalendarWords = {
  own: (person, school) => `${person} · ${school}`,
  ofClass: (className, school) => `${className} · ${school}`,
  due: (title) => `Due: ${title}`,
  ofChild: (child, summary) => `${child}: ${summary}`,
}

const zhCN: CalendarWords = {
  own: en.own,
  ofClass: en.ofClass,
  due: (title) => `截止：${title}`,
  ofChild: (child, summary) => `${child}：${summary}`,
}

export const calendarWords = (locale: Locale): CalendarWords => (locale === 'zh-CN' ? zhCN : en)
