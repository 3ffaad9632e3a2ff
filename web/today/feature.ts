import { screen, type WebFeature } from '../feature.ts'

export const todayScreens: WebFeature = {
  name: 'today',
  screens: {
    shell: [
      { path: '/today', component: screen(() => import('./TodayScreen.tsx'), 'lessons', 'today') },
      { path: '/inbox', component: screen(() => import('./InboxScreen.tsx'), 'today') },
    ],
  },
}
