import CalendarRange from 'lucide-solid/icons/calendar-range'
import { screen, type WebFeature } from '../feature.ts'

export const plannerScreens: WebFeature = {
  name: 'planner',
  screens: {
    admin: [
      { path: '/timetable', component: screen(() => import('./PlannerScreen.tsx'), 'planner') },
      { path: '/timetable/facts/:sheet', component: screen(() => import('./FactsScreen.tsx'), 'planner') },
      {
        path: '/timetable/:timetableId',
        component: screen(() => import('./TimetableScreen.tsx'), 'planner'),
      },
    ],
  },
  adminTabs: [{ path: 'timetable', right: 'timetable.manage', icon: CalendarRange, words: 'timetable' }],
}
