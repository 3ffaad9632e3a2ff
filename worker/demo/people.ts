import type { SchoolRole } from '#domain/permission.ts'

/** Who is in the demo school. Nobody in it is meant to be anybody. */

export interface DemoPerson {
  username: string
  name: string
  role: SchoolRole
}

/** One of each role, to sign in as; the assistant is a student who assists in one class. */
export const OFFERED: readonly DemoPerson[] = [
  { username: 'owner', name: 'Lin Yue 林悦', role: 'owner' },
  { username: 'registrar', name: 'Margaret Hollis', role: 'registrar' },
  { username: 'teacher', name: 'Chen Jing 陈静', role: 'teacher' },
  { username: 'assistant', name: 'Daniel Zhou 周子昂', role: 'student' },
  { username: 'student', name: 'Emma Zhang 张雨桐', role: 'student' },
  { username: 'guardian', name: 'Zhang Wei 张伟', role: 'guardian' },
]

export const OTHER_TEACHERS: readonly DemoPerson[] = [
  { username: 'whitfield', name: 'Sarah Whitfield', role: 'teacher' },
  { username: 'wang.wenbo', name: '王文博', role: 'teacher' },
  { username: 'oconnor', name: "James O'Connor", role: 'teacher' },
]

/** Guardians, and the usernames of their wards. */
export const OTHER_GUARDIANS: readonly (DemoPerson & { wards: readonly string[] })[] = [
  { username: 'bennett.family', name: 'Helen Bennett', role: 'guardian', wards: ['oliver.bennett'] },
  { username: 'wang.jianguo', name: '王建国', role: 'guardian', wards: ['wang.yuxuan'] },
  { username: 'patel.family', name: 'Anjali Patel', role: 'guardian', wards: ['priya.patel'] },
  { username: 'liu.min', name: '刘敏', role: 'guardian', wards: ['liu.siyuan'] },
]

/** The wards of the guardian one can sign in as: sister and brother. */
export const OFFERED_WARDS: readonly string[] = ['student', 'leo.zhang']

const names = `
  leo.zhang Leo Zhang 张雨辰
  wang.yuxuan 王雨萱
  li.haoran 李浩然
  oliver.bennett Oliver Bennett
  liu.siyuan 刘思远
  chen.zihan 陈梓涵
  alexandria.mh Alexandria Montgomery-Hughes
  yang.kexin 杨可欣
  zhao.yichen 赵奕辰
  sophie.laurent Sophie Laurent
  huang.jiayi 黄嘉怡
  zhou.muchen 周沐宸
  wu.xinyue 吴欣悦
  noah.fischer Noah Fischer
  xu.haoyu 徐浩宇
  sun.ruoxi 孙若溪
  priya.patel Priya Patel
  ma.tianyu 马天宇
  zhu.yihan 朱奕涵
  grace.liu Grace Liu 刘思雨
  hu.junjie 胡俊杰
  guo.mengqi 郭梦琪
  lucas.moreau Lucas Moreau
  lin.zixuan 林子轩
  he.yutong 何语桐
  gao.yifan 高一凡
  mia.tanaka Mia Tanaka 田中美亚
  luo.jiahao 罗嘉豪
  zheng.shiyu 郑诗雨
  ethan.walker Ethan Walker
  liang.xinyi 梁馨怡
  xie.yuchen 谢宇晨
  song.zhiyuan 宋致远
  amelia.novak Amelia Novak
  tang.wanqing 唐婉清
  deng.zirui 邓子睿
  han.xiaoxiao 韩笑笑
  samuel.adeyemi Samuel Adeyemi
  feng.yinuo 冯一诺
  cao.jingyi 曹静怡
  kevin.xu Kevin Xu 许凯文
  peng.haochen 彭昊辰
  zeng.yawen 曾雅雯
  chloe.dubois Chloé Dubois
  xiao.yunfei 肖云飞
  tian.xinran 田欣然
  hannah.kim Hannah Kim 김하나
  dong.zhihao 董志豪
  pan.yuhan 潘雨涵
  william.osei William Osei
  yuan.shiqi 袁诗琪
  jiang.bowen 蒋博文
  isabella.rossi Isabella Rossi
  cai.yuxin 蔡雨昕
  yu.zechen 余泽宸
  vera.petrova Vera Petrova
  du.siqi 杜思琪
  ouyang.mingyue 欧阳明月`

/** Sixty in all: these, and the two of them that one can sign in as. */
export const OTHER_STUDENTS: readonly DemoPerson[] = names
  .trim()
  .split('\n')
  .map((line) => {
    const [username = '', ...name] = line.trim().split(' ')
    return { username, name: name.join(' '), role: 'student' }
  })
