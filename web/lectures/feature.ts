import Presentation from 'lucide-solid/icons/presentation'
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
  classTabs: [{ path: 'lessons', right: 'lesson.read', icon: Presentation, words: 'lessons' }],
}
