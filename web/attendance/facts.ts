import type { RegisterRow } from '#domain/attendance/attendance.ts'
import type { Register } from '#domain/attendance/contract.ts'
import { formatTime } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'

/**
 * What presence says of one student: how many of the lesson's minutes, when they came, how long they were away in
 * between, when they left before the end. In the classroom nobody is expected online: who was not is no fact.
 */
export const factsOf = (row: RegisterRow, register: Pick<Register, 'minutes' | 'held'>): string => {
  const { arrivedAt, leftAt, minutes, awayMinutes } = row
  if (!arrivedAt) return register.held === 'room' ? '' : t('attendance.never')
  return [
    t('attendance.minutesOf', { minutes, whole: register.minutes }),
    t('attendance.cameAt', { time: formatTime(arrivedAt) }),
    awayMinutes > 0 && t('attendance.away', { count: awayMinutes }),
    leftAt && t('attendance.leftAt', { time: formatTime(leftAt) }),
  ]
    .filter(Boolean)
    .join(' · ')
}
