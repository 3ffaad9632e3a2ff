import { Navigate, type RouteDefinition, type RouteSectionProps } from '@solidjs/router'
import { type Component, lazy } from 'solid-js'
import { ClassHome, ClassLayout } from './classes/ClassLayout.tsx'
import { loadWords, type Part } from './i18n/locale.ts'
import { NotFoundScreen } from './shell/NotFoundScreen.tsx'
import { FullScreen, Shell } from './shell/Shell.tsx'

/** A screen that comes with the words of these parts. */
const screen = (load: () => Promise<{ default: Component<RouteSectionProps> }>, ...parts: Part[]) =>
  lazy(async () => (await Promise.all([load(), loadWords(parts)]))[0])

/**
 * Every address of the client, one line a screen. A screen is the default export of its file and is loaded when it is
 * first visited. Full-screen screens (the lesson room) stand outside the shell.
 */
export const routes: RouteDefinition[] = [
  // Before signing in
  { path: '/setup', component: screen(() => import('./school/SetupScreen.tsx'), 'school') },
  { path: '/login', component: lazy(() => import('./accounts/SignInScreen.tsx')) },
  { path: '/join/:code?', component: lazy(() => import('./accounts/JoinScreen.tsx')) },

  {
    path: '/lesson',
    component: FullScreen,
    children: [
      {
        path: '/:lessonId',
        component: screen(() => import('./lectures/LessonRoomScreen.tsx'), 'attendance', 'boards', 'lessons'),
      },
    ],
  },

  {
    path: '/',
    component: Shell,
    children: [
      { path: '/', component: () => <Navigate href="/today" /> },

      // The five places
      { path: '/today', component: screen(() => import('./today/TodayScreen.tsx'), 'lessons', 'today') },
      { path: '/classes', component: lazy(() => import('./classes/ClassesScreen.tsx')) },
      { path: '/inbox', component: screen(() => import('./today/InboxScreen.tsx'), 'today') },
      {
        path: '/calendar',
        component: screen(() => import('./calendar/CalendarScreen.tsx'), 'lessons', 'today'),
      },
      { path: '/me', component: lazy(() => import('./accounts/MeScreen.tsx')) },
      {
        path: '/attendance/:personId?',
        component: screen(() => import('./attendance/AttendanceScreen.tsx'), 'attendance', 'lessons'),
      },

      {
        path: '/c/:classId',
        component: ClassLayout,
        children: [
          { path: '/', component: ClassHome },

          // messages
          { path: '/chat/:channelId?', component: lazy(() => import('./messages/ChannelScreen.tsx')) },

          // assignments
          {
            path: '/work',
            component: screen(() => import('./assignments/WorkScreen.tsx'), 'assignments', 'grades'),
          },
          {
            path: '/work/new',
            component: screen(() => import('./assignments/EditorScreen.tsx'), 'assignments', 'grades'),
          },
          {
            path: '/work/:assignmentId',
            component: screen(() => import('./assignments/AssignmentScreen.tsx'), 'assignments', 'grades'),
          },
          {
            path: '/work/:assignmentId/edit',
            component: screen(() => import('./assignments/EditorScreen.tsx'), 'assignments', 'grades'),
          },
          {
            path: '/work/:assignmentId/mark/:studentId?',
            component: screen(() => import('./assignments/MarkingScreen.tsx'), 'assignments', 'grades'),
          },

          // lessons
          {
            path: '/lessons',
            component: screen(
              () => import('./lectures/LessonsScreen.tsx'),
              'attendance',
              'boards',
              'lessons',
            ),
          },
          {
            path: '/lessons/:lessonId',
            component: screen(() => import('./lectures/LessonScreen.tsx'), 'attendance', 'boards', 'lessons'),
          },

          // grades
          {
            path: '/grades/:studentId?',
            component: screen(() => import('./grades/GradesScreen.tsx'), 'grades', 'assignments'),
          },

          // classes
          { path: '/people', component: screen(() => import('./classes/PeopleScreen.tsx'), 'cards') },
        ],
      },

      // boards
      { path: '/boards/:boardId', component: screen(() => import('./boards/BoardScreen.tsx'), 'boards') },

      // admin
      {
        path: '/admin',
        component: screen(() => import('./shell/AdminLayout.tsx'), 'admin'),
        children: [
          { path: '/', component: () => <Navigate href="/admin/people" /> },
          {
            path: '/people',
            component: screen(() => import('./people/PeopleScreen.tsx'), 'people', 'cards'),
          },
          { path: '/import', component: screen(() => import('./rosters/ImportScreen.tsx'), 'rosters') },
          {
            path: '/import/:importId',
            component: screen(() => import('./rosters/ImportDetailScreen.tsx'), 'rosters', 'cards'),
          },
          {
            path: '/classes',
            component: screen(() => import('./classes/SchoolClassesScreen.tsx'), 'school'),
          },
          { path: '/reports', component: screen(() => import('./reports/ReportsScreen.tsx'), 'reports') },
          { path: '/school', component: screen(() => import('./school/SchoolScreen.tsx'), 'school') },
          { path: '/address', component: screen(() => import('./address/AddressScreen.tsx'), 'address') },
          { path: '/jobs', component: screen(() => import('./jobs/JobsScreen.tsx'), 'jobs') },
          { path: '/audit', component: screen(() => import('./audit/AuditScreen.tsx'), 'audit') },
          { path: '/health', component: screen(() => import('./jobs/HealthScreen.tsx'), 'jobs') },
        ],
      },

      { path: '*rest', component: NotFoundScreen },
    ],
  },
]
