import { t } from '../i18n/translate.ts'
import { Tabs } from '../ui/Tabs.tsx'

export const SHEETS = ['teachings', 'bells', 'rooms', 'times', 'rules'] as const
export type Sheet = (typeof SHEETS)[number]

/** From the timetables to what they are made from, and back. */
export const PlannerTabs = () => (
  <Tabs
    label={t('planner.parts')}
    tabs={[
      { href: '/admin/timetable', label: t('planner.tabs.timetables'), end: true },
      ...SHEETS.map((sheet) => ({
        href: `/admin/timetable/facts/${sheet}`,
        label: t(`planner.tabs.${sheet}`),
      })),
    ]}
  />
)
