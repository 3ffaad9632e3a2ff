import type { reports as en } from '../en/reports.ts'
import type { Words } from '../words.ts'

export const reports: Words<typeof en> = {
  title: '学期报表',
  lead: '一个 Excel 工作簿：每个班级一张表，含全部成绩、两种总评和考勤。',
  ask: '生成报表',
  term: '学期',
  language: '工作簿语言',
  classes: '班级',
  every: '该学期所有班级',
  some: '指定班级',
  filter: '查找班级',
  chosen: { zero: '未选择班级', other: '已选 {count} 个班级' },
  start: '生成报表',
  noTerm: '还没有学期。',
  earlier: '报表',
  none: '还没有生成过报表',
  noneAdvice: '报表在这里保留一个月。',
  detail: { other: '{count} 个班级 · {name} · {when}' },
  states: { waiting: '等待中', running: '生成中', ready: '已完成', failed: '失败' },
  ready: '报表已完成。',
  download: '下载',
  size: '{size} · {cells} 个单元格',
  failure: {
    forbidden: '申请人已无权导出其中某个班级。',
    internal: '未能生成，请重试，或查看后台任务。',
  },
}
