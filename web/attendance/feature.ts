import { screen, type WebFeature } from '../feature.ts'

export const attendanceScreens: WebFeature = {
  name: 'attendance',
  screens: {
    shell: [
      {
        path: '/attendance/:personId?',
        component: screen(() => import('./AttendanceScreen.tsx'), 'attendance', 'lessons'),
      },
    ],
  },
}
