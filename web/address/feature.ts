import QrCode from 'lucide-solid/icons/qr-code'
import { screen, type WebFeature } from '../feature.ts'

export const addressScreens: WebFeature = {
  name: 'address',
  screens: {
    admin: [{ path: '/address', component: screen(() => import('./AddressScreen.tsx'), 'address') }],
  },
  adminTabs: [{ path: 'address', right: 'school.configure', icon: QrCode, words: 'address' }],
}
