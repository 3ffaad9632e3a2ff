import { Navigate, type RouteDefinition } from '@solidjs/router'
import { lazy } from 'solid-js'
import { ClassHome, ClassLayout } from './classes/ClassLayout.tsx'
import { NotFoundScreen } from './shell/NotFoundScreen.tsx'
import { FullScreen, Shell } from './shell/Shell.tsx'

/**
 * Every address of the client, one line a screen. A screen is the default export of its file and is loaded when it is
 * first visited. Full-screen screens (the lesson room) stand outside the shell.
 */
export const routes: RouteDefinition[] = [
  // Before signing in
  { path: '/setup', component: lazy(() => import('./school/SetupScreen.tsx')) },
  { path: '/login', component: lazy(() => import('./accounts/SignInScreen.tsx')) },
  { path: '/join/:code?', component: lazy(() => import('./accounts/JoinScreen.tsx')) },

  {
    path: '/lesson',
    component: FullScreen,
    children: [{ path: '/:lessonId', component: lazy(() => import('./lectures/LessonRoomScreen.tsx')) }],
  },

  {
    path: '/',
    component: Shell,
    children: [
      { path: '/', component: () => <Navigate href="/today" /> },

      // The five places
      { path: '/today', component: lazy(() => import('./today/TodayScreen.tsx')) },
      { path: '/classes', component: lazy(() => import('./classes/ClassesScreen.tsx')) },
      { path: '/inbox', component: lazy(() => import('./today/InboxScreen.tsx')) },
      { path: '/calendar', component: lazy(() => import('./calendar/CalendarScreen.tsx')) },
      { path: '/me', component: lazy(() => import('./accounts/MeScreen.tsx')) },
      { path: '/attendance/:personId?', component: lazy(() => import('./attendance/AttendanceScreen.tsx')) },

      {
        path: '/c/:classId',
        component: ClassLayout,
        children: [
          { path: '/', component: ClassHome },

          // messages
          { path: '/chat/:channelId?', component: lazy(() => import('./messages/ChannelScreen.tsx')) },

          // assignments
          { path: '/work', component: lazy(() => import('./assignments/WorkScreen.tsx')) },
          { path: '/work/new', component: lazy(() => import('./assignments/EditorScreen.tsx')) },
          {
            path: '/work/:assignmentId',
            component: lazy(() => import('./assignments/AssignmentScreen.tsx')),
          },
          {
            path: '/work/:assignmentId/edit',
            component: lazy(() => import('./assignments/EditorScreen.tsx')),
          },
          {
            path: '/work/:assignmentId/mark/:studentId?',
            component: lazy(() => import('./assignments/MarkingScreen.tsx')),
          },

          // lessons
          { path: '/lessons', component: lazy(() => import('./lectures/LessonsScreen.tsx')) },
          { path: '/lessons/:lessonId', component: lazy(() => import('./lectures/LessonScreen.tsx')) },

          // grades
          { path: '/grades/:studentId?', component: lazy(() => import('./grades/GradesScreen.tsx')) },

          // classes
          { path: '/people', component: lazy(() => import('./classes/PeopleScreen.tsx')) },
        ],
      },

      // boards
      { path: '/boards/:boardId', component: lazy(() => import('./boards/BoardScreen.tsx')) },

      // admin
      {
        path: '/admin',
        component: lazy(() => import('./admin/AdminLayout.tsx')),
        children: [
          { path: '/', component: () => <Navigate href="/admin/people" /> },
          { path: '/people', component: lazy(() => import('./admin/PeopleScreen.tsx')) },
          { path: '/import', component: lazy(() => import('./admin/ImportScreen.tsx')) },
          { path: '/import/:importId', component: lazy(() => import('./admin/ImportDetailScreen.tsx')) },
          { path: '/classes', component: lazy(() => import('./admin/ClassesScreen.tsx')) },
          { path: '/reports', component: lazy(() => import('./admin/ReportsScreen.tsx')) },
          { path: '/school', component: lazy(() => import('./admin/SchoolScreen.tsx')) },
          { path: '/jobs', component: lazy(() => import('./admin/JobsScreen.tsx')) },
          { path: '/audit', component: lazy(() => import('./admin/AuditScreen.tsx')) },
          { path: '/health', component: lazy(() => import('./admin/HealthScreen.tsx')) },
        ],
      },

      { path: '*rest', component: NotFoundScreen },
    ],
  },
]
