import { instantsOf } from '#domain/time.ts'
import { t } from './translate.ts'
import { fromSchoolTime, schoolZone, toSchoolTime, wallTimeOf } from './zone.ts'

/**
 * What will be taken for a wall time (`2026-03-29T02:30`) that the school's clocks skip or show twice that night;
 * undefined for every other time.
 */
export const sayClockChange = (local: string): string | undefined => {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(local)) return undefined
  const times = instantsOf(wallTimeOf(local), schoolZone()).length
  if (times === 1) return undefined
  if (times > 1) return t('common.time.comesTwice', { time: local.slice(11) })
  return t('common.time.skipped', {
    time: local.slice(11),
    taken: toSchoolTime(fromSchoolTime(local)).slice(11),
  })
}
