import { Navigate, type RouteDefinition } from '@solidjs/router'
import { ClassHome, ClassLayout } from './classes/ClassLayout.tsx'
import { screen } from './feature.ts'
import { screensOf } from './features.ts'
import { NotFoundScreen } from './shell/NotFoundScreen.tsx'
import { FullScreen, Shell } from './shell/Shell.tsx'

/** Every address of the client, by the places that screens stand in; each feature brings its own (`web/features.ts`). */
export const routes: RouteDefinition[] = [
  ...screensOf('outside'),
  { path: '/lesson', component: FullScreen, children: screensOf('room') },
  {
    path: '/',
    component: Shell,
    children: [
      { path: '/', component: () => <Navigate href="/today" /> },
      ...screensOf('shell'),
      {
        path: '/c/:classId',
        component: ClassLayout,
        children: [{ path: '/', component: ClassHome }, ...screensOf('class')],
      },
      {
        path: '/admin',
        component: screen(() => import('./shell/AdminLayout.tsx'), 'admin'),
        children: [{ path: '/', component: () => <Navigate href="/admin/people" /> }, ...screensOf('admin')],
      },
      { path: '*rest', component: NotFoundScreen },
    ],
  },
]
