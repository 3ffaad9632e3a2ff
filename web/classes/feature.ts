import GraduationCap from 'lucide-solid/icons/graduation-cap'
import Users from 'lucide-solid/icons/users-round'
import { screen, type WebFeature } from '../feature.ts'

export const classesScreens: WebFeature = {
  name: 'classes',
  screens: {
    shell: [{ path: '/classes', component: screen(() => import('./ClassesScreen.tsx')) }],
    class: [{ path: '/people', component: screen(() => import('./PeopleScreen.tsx'), 'cards') }],
    admin: [{ path: '/classes', component: screen(() => import('./SchoolClassesScreen.tsx'), 'school') }],
  },
  classTabs: [{ path: 'people', right: 'roster.read', icon: Users, words: 'people' }],
  adminTabs: [{ path: 'classes', right: 'account.list', icon: GraduationCap, words: 'classes' }],
}
