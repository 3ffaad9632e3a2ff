import Check from 'lucide-solid/icons/check'
import CircleDashed from 'lucide-solid/icons/circle-dashed'
import CircleSlash from 'lucide-solid/icons/circle-slash'
import Clock from 'lucide-solid/icons/clock'
import DoorOpen from 'lucide-solid/icons/door-open'
import FileCheck from 'lucide-solid/icons/file-check'
import type { AttendanceStatus } from '#domain/attendance/attendance.ts'
import type { Key } from '../i18n/translate.ts'
import type { Tone } from '../ui/Badge.tsx'
import type { IconType } from '../ui/Icon.tsx'

interface StatusLook {
  tone: Tone
  icon: IconType
  words: Key
  count: Key
}

/** How each status looks: tone and sign, always beside its word. */
export const STATUS_LOOK: Record<AttendanceStatus, StatusLook & { toYou: Key }> = {
  present: {
    tone: 'good',
    icon: Check,
    words: 'attendance.statuses.present',
    count: 'attendance.counts.present',
    toYou: 'attendance.toYou.present',
  },
  late: {
    tone: 'late',
    icon: Clock,
    words: 'attendance.statuses.late',
    count: 'attendance.counts.late',
    toYou: 'attendance.toYou.late',
  },
  left_early: {
    tone: 'late',
    icon: DoorOpen,
    words: 'attendance.statuses.left_early',
    count: 'attendance.counts.left_early',
    toYou: 'attendance.toYou.left_early',
  },
  absent: {
    tone: 'danger',
    icon: CircleSlash,
    words: 'attendance.statuses.absent',
    count: 'attendance.counts.absent',
    toYou: 'attendance.toYou.absent',
  },
  excused: {
    tone: 'info',
    icon: FileCheck,
    words: 'attendance.statuses.excused',
    count: 'attendance.counts.excused',
    toYou: 'attendance.toYou.excused',
  },
}

const UNMARKED_LOOK: StatusLook = {
  tone: 'neutral',
  icon: CircleDashed,
  words: 'attendance.unmarked',
  count: 'attendance.counts.unmarked',
}

/** The look of a line: of its status, or of nobody having marked it yet. */
export const lookOf = (status: AttendanceStatus | null): StatusLook =>
  status === null ? UNMARKED_LOOK : STATUS_LOOK[status]
