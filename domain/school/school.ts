import * as z from 'zod/mini'
import { id } from '../contract.ts'

export const LOCALES = ['en', 'zh-CN'] as const
export type Locale = (typeof LOCALES)[number]

export const schoolView = z.object({
  id,
  name: z.string(),
  locale: z.enum(LOCALES),
  timeZone: z.string(),
})
export type School = z.output<typeof schoolView>

/** Whether the runtime knows the IANA time zone. */
export const isTimeZone = (zone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}
