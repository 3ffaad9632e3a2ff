import type { Impossibility, TimetableView } from '#domain/planner/timetable.ts'
import { formatList, formatNumber } from '../i18n/format.ts'
import { t, translateMaybe } from '../i18n/translate.ts'

const SHOWN = 6

const sayNames = (names: readonly string[]): string =>
  formatList(
    names.length > SHOWN
      ? [...names.slice(0, SHOWN), t('planner.one.more', { count: names.length - SHOWN })]
      : names,
  )

/** Why no timetable can exist, in a sentence with its names and numbers. */
export const sayImpossibility = ({ kind, who, courses, needed, available }: Impossibility): string =>
  t(`planner.impossible.${kind}`, { who: sayNames(who), courses: sayNames(courses), needed, available })

/** What a timetable costs so far. */
export const sayCost = ({ hard, soft }: Pick<TimetableView, 'hard' | 'soft'>): string =>
  hard === null || soft === null
    ? ''
    : hard > 0
      ? t('planner.list.broken', { count: hard })
      : t('planner.list.cost', { cost: formatNumber(soft) })

/** What a rule of the search looks at. */
export const sayKind = (kind: string): string => translateMaybe(`planner.costs.${kind}`) ?? kind

/** Why a search came to nothing. */
export const sayError = (code: string | undefined): string =>
  translateMaybe(`planner.errors.${code}`) ?? t('planner.errors.internal')

/** A time of search: seconds, from a minute on minutes. */
export const saySeconds = (seconds: number): string =>
  seconds < 60
    ? t('planner.list.seconds', { count: seconds })
    : t('planner.list.minutes', { count: Math.round(seconds / 60) })

/** A weekday (1 Monday … 7 Sunday) by a day that is one. */
export const weekdayDay = (weekday: number): string => `2024-01-0${weekday}`
