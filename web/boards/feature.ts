import { screen, type WebFeature } from '../feature.ts'

export const boardsScreens: WebFeature = {
  name: 'boards',
  screens: {
    shell: [{ path: '/boards/:boardId', component: screen(() => import('./BoardScreen.tsx'), 'boards') }],
  },
}
