import type { AttendanceStatus, RegisterRow } from '#domain/attendance/attendance.ts'
import { formatTime } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'

/** What presence says of one student: how many of the lesson's `whole` minutes, when they came, when they left early. */
export const factsOf = (row: RegisterRow, status: AttendanceStatus, whole: number): string => {
  const { arrivedAt, leftAt, minutes } = row
  if (!arrivedAt || !leftAt) return t('attendance.never')
  const parts = [
    t('attendance.minutesOf', { minutes, whole }),
    t('attendance.cameAt', { time: formatTime(arrivedAt) }),
  ]
  if (status === 'left_early') parts.push(t('attendance.leftAt', { time: formatTime(leftAt) }))
  return parts.join(' · ')
}
