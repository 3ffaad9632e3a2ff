import Users from 'lucide-solid/icons/users-round'
import { screen, type WebFeature } from '../feature.ts'

export const peopleScreens: WebFeature = {
  name: 'people',
  screens: {
    admin: [{ path: '/people', component: screen(() => import('./PeopleScreen.tsx'), 'people', 'cards') }],
  },
  adminTabs: [{ path: 'people', right: 'account.list', icon: Users, words: 'people' }],
}
