import ClipboardList from 'lucide-solid/icons/clipboard-list'
import { screen, type WebFeature } from '../feature.ts'

export const assignmentsScreens: WebFeature = {
  name: 'assignments',
  screens: {
    class: [
      { path: '/work', component: screen(() => import('./WorkScreen.tsx'), 'assignments', 'grades') },
      { path: '/work/new', component: screen(() => import('./EditorScreen.tsx'), 'assignments', 'grades') },
      {
        path: '/work/:assignmentId',
        component: screen(() => import('./AssignmentScreen.tsx'), 'assignments', 'grades'),
      },
      {
        path: '/work/:assignmentId/edit',
        component: screen(() => import('./EditorScreen.tsx'), 'assignments', 'grades'),
      },
      {
        path: '/work/:assignmentId/mark/:studentId?',
        component: screen(() => import('./MarkingScreen.tsx'), 'assignments', 'grades'),
      },
    ],
  },
  classTabs: [{ path: 'work', right: 'assignment.read', icon: ClipboardList, words: 'work' }],
}
