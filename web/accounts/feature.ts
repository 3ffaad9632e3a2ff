import { screen, type WebFeature } from '../feature.ts'

export const accountsScreens: WebFeature = {
  name: 'accounts',
  screens: {
    outside: [
      { path: '/login', component: screen(() => import('./SignInScreen.tsx')) },
      { path: '/join/:code?', component: screen(() => import('./JoinScreen.tsx')) },
    ],
    shell: [{ path: '/me', component: screen(() => import('./MeScreen.tsx')) }],
  },
}
