import type { school as en } from '../en/school.ts'
import type { Words } from '../words.ts'

export const school: Words<typeof en> = {
  setup: {
    title: '开始使用',
    lead: '一分钟填好，就能开课。这里的内容以后都可以修改。',
    school: '学校',
    name: '学校名称',
    namePlaceholder: '河滨学校',
    language: '语言',
    languageHint: '每个人都可以选择自己的语言。',
    timeZone: '时区',
    year: '学年',
    yearName: '学年名称',
    startsOn: '第一天',
    endsOn: '最后一天',
    administrator: '你的账号',
    administratorHint: '你将成为管理员。',
    yourName: '姓名',
    username: '用户名',
    usernameHint: '可用字母、数字、点和横线。',
    password: '密码',
    submit: '开启学校',
    link: '设置链接无效：其中的密钥与这次启动的不符。',
    noLink: '需要带密钥的设置链接才能开始。',
    whereLink:
      '请到启动 Lectern 的地方，找到以“Set up the school”开头的一行，打开其中的链接。如果那一行已经看不到，重新启动 Lectern 会再显示一次。',
    done: '学校已经设置好了',
    doneLead: '设置链接只能用一次。请用当时建立的账号或自己的账号登录。',
  },
}
