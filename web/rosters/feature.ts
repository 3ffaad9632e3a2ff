import Upload from 'lucide-solid/icons/upload'
import { screen, type WebFeature } from '../feature.ts'

export const rostersScreens: WebFeature = {
  name: 'rosters',
  screens: {
    admin: [
      { path: '/import', component: screen(() => import('./ImportScreen.tsx'), 'rosters') },
      {
        path: '/import/:importId',
        component: screen(() => import('./ImportDetailScreen.tsx'), 'rosters', 'cards'),
      },
    ],
  },
  adminTabs: [{ path: 'import', right: 'roster.import', icon: Upload, words: 'import' }],
}
