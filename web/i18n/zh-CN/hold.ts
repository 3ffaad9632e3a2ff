import type { hold as en } from '../en/hold.ts'
import type { Words } from '../words.ts'

export const hold: Words<typeof en> = {
  door: {
    title: '谁可以进入',
    waitingRoom: '等候室',
    rooms: { off: '关闭', guests: '仅访客', all: '所有人' },
    roomHint: {
      off: '班级成员直接进入。',
      guests: '访客需要等你同意。',
      all: '所有人都需要等你同意。',
    },
    lock: '锁定课堂',
    lockHint: '其他人不能再进入，已进入过的人可以回来。',
    nobodyWaits: '没有人在等候。',
    waits: { other: '{count} 人在等候' },
    onePersonWaits: '{name}在等候',
    letIn: '同意进入',
    letInName: '同意{name}进入',
    letInAll: '全部同意',
    turnAway: '不让{name}进入',
    out: '已请出',
    letInAgain: '重新允许',
    sendOut: '请出课堂',
    sentOut: '{name}已被请出，经你允许才能再次进入。',
    show: '查看',
  },
  timer: {
    label: '倒计时',
    start: { other: '倒计时 {count} 分钟' },
    up: '时间到',
    pause: '暂停',
    resume: '继续',
    add: '加 1 分钟',
    end: '结束',
  },
  focus: {
    look: '请大家看这里',
    looking: '现在请大家看白板。',
    end: '结束',
    spotlight: '向所有人放大显示',
  },
  unmute: {
    ask: '请求打开麦克风',
    asked: '教师请你打开麦克风。',
    yes: '打开麦克风',
    notNow: '暂不打开',
  },
  pick: {
    act: '随机点名',
    hint: '所有人都点到之前不会重复',
    picked: '点到了{name}。',
    you: '点到你了。',
    end: '完成',
  },
  waiting: {
    title: '马上就可以进入',
    advice: '教师已经看到你来了，本页会自动继续。',
    outTitle: '你现在不在这节课中',
    outAdvice: '主持的教师可以让你重新进入，届时本页会自动继续。',
  },
}
