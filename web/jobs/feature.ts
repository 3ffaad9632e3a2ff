import Activity from 'lucide-solid/icons/activity'
import ListChecks from 'lucide-solid/icons/list-checks'
import { screen, type WebFeature } from '../feature.ts'

export const jobsScreens: WebFeature = {
  name: 'jobs',
  screens: {
    admin: [
      { path: '/jobs', component: screen(() => import('./JobsScreen.tsx'), 'jobs') },
      { path: '/health', component: screen(() => import('./HealthScreen.tsx'), 'jobs') },
    ],
  },
  adminTabs: [
    { path: 'jobs', right: 'job.manage', icon: ListChecks, words: 'jobs' },
    { path: 'health', right: 'job.manage', icon: Activity, words: 'health' },
  ],
}
