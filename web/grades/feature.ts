import Chart from 'lucide-solid/icons/chart-no-axes-column'
import { screen, type WebFeature } from '../feature.ts'

export const gradesScreens: WebFeature = {
  name: 'grades',
  screens: {
    class: [
      {
        path: '/grades/:studentId?',
        component: screen(() => import('./GradesScreen.tsx'), 'grades', 'assignments'),
      },
    ],
  },
  classTabs: [{ path: 'grades', right: 'assignment.read', icon: Chart, words: 'grades' }],
}
