import type { today as en } from '../en/today.ts'
import type { Words } from '../words.ts'

export const today: Words<typeof en> = {
  title: '今日',
  greeting: { morning: '{name}，早上好', day: '{name}，您好', evening: '{name}，晚上好' },
  inbox: {
    title: '消息',
    empty: '全部已读',
    emptyAdvice: '各班级的新消息会显示在这里。',
  },
  calendar: {
    title: '课表',
    thisWeek: '本周',
    empty: '本周没有课',
    emptyAdvice: '老师排课后会显示在这里。',
    perClass: '各班级的课堂',
  },
}
