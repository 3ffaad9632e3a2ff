import { screen, type WebFeature } from '../feature.ts'

export const calendarScreens: WebFeature = {
  name: 'calendar',
  screens: {
    shell: [
      {
        path: '/calendar',
        component: screen(() => import('./CalendarScreen.tsx'), 'calendar', 'lessons', 'today'),
      },
    ],
  },
}
