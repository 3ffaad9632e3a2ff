import ScrollText from 'lucide-solid/icons/scroll-text'
import { screen, type WebFeature } from '../feature.ts'

export const auditScreens: WebFeature = {
  name: 'audit',
  screens: {
    admin: [{ path: '/audit', component: screen(() => import('./AuditScreen.tsx'), 'audit') }],
  },
  adminTabs: [{ path: 'audit', right: 'audit.read', icon: ScrollText, words: 'audit' }],
}
