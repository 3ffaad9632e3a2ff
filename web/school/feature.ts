import School from 'lucide-solid/icons/school'
import { screen, type WebFeature } from '../feature.ts'

export const schoolScreens: WebFeature = {
  name: 'school',
  screens: {
    outside: [{ path: '/setup', component: screen(() => import('./SetupScreen.tsx'), 'school') }],
    admin: [{ path: '/school', component: screen(() => import('./SchoolScreen.tsx'), 'school') }],
  },
  adminTabs: [{ path: 'school', right: 'school.configure', icon: School, words: 'school' }],
}
