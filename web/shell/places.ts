import Calendar from 'lucide-solid/icons/calendar-days'
import CircleUser from 'lucide-solid/icons/circle-user-round'
import GraduationCap from 'lucide-solid/icons/graduation-cap'
import Inbox from 'lucide-solid/icons/inbox'
import Wrench from 'lucide-solid/icons/sliders-horizontal'
import Sun from 'lucide-solid/icons/sun'
import type { Key } from '../i18n/translate.ts'
import type { IconType } from '../ui/Icon.tsx'

export interface Place {
  href: string
  label: Key
  icon: IconType
  /** The second key after `g`. */
  key: string
  /** Addresses that belong to it beside its own. */
  holds?: readonly string[]
}

/** The five places, the same on phone and desktop. */
export const PLACES: readonly Place[] = [
  { href: '/today', label: 'common.places.today', icon: Sun, key: 't' },
  { href: '/classes', label: 'common.places.classes', icon: GraduationCap, key: 'c', holds: ['/c/'] },
  { href: '/inbox', label: 'common.places.inbox', icon: Inbox, key: 'i' },
  { href: '/calendar', label: 'common.places.calendar', icon: Calendar, key: 'l' },
  { href: '/me', label: 'common.places.me', icon: CircleUser, key: 'm' },
]

/** Beside the five, for those who run the school (`account.list`). */
export const ADMIN: Place = { href: '/admin', label: 'common.places.admin', icon: Wrench, key: 'a' }

/** Whether an address lies in a place. */
export const isIn = (place: Place, pathname: string): boolean =>
  pathname === place.href ||
  pathname.startsWith(`${place.href}/`) ||
  (place.holds ?? []).some((prefix) => pathname.startsWith(prefix))
