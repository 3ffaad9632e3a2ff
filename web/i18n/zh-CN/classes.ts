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
    guardian: '您孩子的班级会显示在这里。',
    student: '请向老师要一个六位的班级码。',
    teacher: '新建第一个班级，学生凭班级码加入。',
  },
  join: '用班级码加入',
  new: {
    action: '新建班级',
    title: '新建班级',
    name: '名称',
    namePlaceholder: '数学 七年级二班',
    subject: '学科',
    create: '建立班级',
  },
  students: { other: '{count} 名学生' },
  archived: '往期班级',
  noChannel: '这个班级还没有频道',
  list: '我的班级',
}
