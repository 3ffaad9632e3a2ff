import Presentation from 'lucide-solid/icons/presentation'
import Video from 'lucide-solid/icons/video'
import { screen, type WebFeature } from '../feature.ts'

export const lecturesScreens: WebFeature = {
  name: 'lectures',
  screens: {
    room: [
      {
        path: '/:lessonId',
        component: screen(
          () => import('./LessonRoomScreen.tsx'),
          'attendance',
          'boards',
          'devices',
          'hold',
          'lessons',
          'media',
        ),
      },
    ],
    admin: [{ path: '/jitsi', component: screen(() => import('./JitsiScreen.tsx'), 'jitsi') }],
    class: [
      {
        path: '/lessons',
        component: screen(() => import('./LessonsScreen.tsx'), 'attendance', 'boards', 'lessons'),
      },
      {
        path: '/lessons/:lessonId',
        component: screen(() => import('./LessonScreen.tsx'), 'attendance', 'boards', 'lessons'),
      },
    ],
  },
  adminTabs: [{ path: 'jitsi', right: 'school.configure', icon: Video, words: 'jitsi' }],
  classTabs: [{ path: 'lessons', right: 'lesson.read', icon: Presentation, words: 'lessons' }],
}
