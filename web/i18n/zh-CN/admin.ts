import type { admin as en } from '../en/admin.ts'
import type { Words } from '../words.ts'

export const admin: Words<typeof en> = {
  title: '管理',
  tabs: {
    people: '人员',
    import: '导入',
    classes: '班级',
    reports: '报表',
    jobs: '后台任务',
    audit: '日志',
    health: '运行状况',
    school: '学校',
    timetable: '课程表',
    address: '地址',
    jitsi: 'Jitsi 音视频',
  },
}
