import type { problem as en } from '../en/problem.ts'
import type { Words } from '../words.ts'

export const problem: Words<typeof en> = {
  offline: {
    title: '没有网络连接。',
    advice: '内容没有丢失，联网后请重试。',
  },
  retryAfter: { other: '请在 {count} 秒后重试。' },
  kind: {
    invalid: { title: '有内容未填或有误。', advice: '请检查标出的地方。' },
    unauthenticated: { title: '您已退出登录。', advice: '请重新登录。' },
    forbidden: { title: '您没有权限这样做。', advice: '请联系老师或管理员。' },
    'not-found': { title: '找不到该内容。', advice: '它可能已被删除，或者您已不在该班级中。' },
    conflict: { title: '刚才有人改动了这里的内容。', advice: '请刷新后重试。' },
    gone: { title: '已经结束了。', advice: '刷新即可看到最新情况。' },
    'too-large': { title: '内容太大。', advice: '请换一个小一些的文件，或分几次发送。' },
    'unsupported-type': { title: '不支持这种文件。', advice: '请换一个文件。' },
    'limit-reached': { title: '操作太频繁。', advice: '请稍等片刻再试。' },
    internal: {
      title: '服务器出了点问题。',
      advice: '已保存的内容是安全的。请重试；如仍不行，请告诉管理员。',
    },
    unavailable: {
      title: '学校服务器正在启动或维护。',
      advice: '已保存的内容是安全的，请稍后再试。',
    },
    'out-of-space': {
      title: '学校的存储空间已满。',
      advice: '已保存的内容是安全的，请告诉管理员。',
    },
  },
  code: {},
  field: {
    invalid: '内容有误。',
    required: '此项必填。',
    'too-long': '内容太长。',
    'too-short': '内容太短。',
    'too-small': '数值太小。',
    'too-large': '数值太大。',
    id: '内容有误。',
    decimal: '请输入数字，例如 91.5。',
    email: '请输入电子邮箱地址。',
    date: '请输入日期。',
    time: '请输入时间。',
    taken: '已被使用。',
    unknown: '找不到该项。',
    'time-zone': '无法识别该时区。',
    order: '结束早于开始。',
  },
}
