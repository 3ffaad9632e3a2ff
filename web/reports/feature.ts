import FileSpreadsheet from 'lucide-solid/icons/file-spreadsheet'
import { screen, type WebFeature } from '../feature.ts'

export const reportsScreens: WebFeature = {
  name: 'reports',
  screens: {
    admin: [{ path: '/reports', component: screen(() => import('./ReportsScreen.tsx'), 'reports') }],
  },
  adminTabs: [{ path: 'reports', right: 'grade.export', icon: FileSpreadsheet, words: 'reports' }],
}
