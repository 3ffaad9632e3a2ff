import type { classes as en } from '../en/classes.ts'
import type { Words } from '../words.ts'

export const classes: Words<typeof en> = {
  title: '班级',
  tabs: {
    label: '班级栏目',
    chat: '交流',
    work: '作业',
    lessons: '课堂',
    grades: '成绩',
    people: '成员',
  },
  empty: {
    title: '还没有班级',
    student: '请向老师要一个六位的班级码。',
    teacher: '新建第一个班级，学生凭班级码加入。',
  },
  join: '用班级码加入',
  archived: '往期班级',
  noChannel: '这个班级还没有频道',
  list: '我的班级',
}
