import type { devices as source } from '../en/devices.ts'
import type { Words } from '../words.ts'

export const devices: Words<typeof source> = {
  lead: '上课前快速检查摄像头、麦克风和扬声器。浏览器会询问是否允许学校使用它们。',
  leadWithoutCamera: '上课前快速检查麦克风和扬声器。浏览器会询问是否允许学校使用它们。',
  begin: '检查我的设备',
  done: '进入课堂',
  again: '再试一次',
  automatic: '跟随系统',
  camera: '摄像头',
  microphone: '麦克风',
  speaker: '扬声器',
  preview: '你自己的画面',
  speak: '说句话，音量条会动。',
  level: '你的音量',
  play: '播放三个音',
  hear: '听不到？请调高音量，或换一个扬声器。',
  choose: {
    camera: '使用哪个摄像头',
    microphone: '使用哪个麦克风',
    speaker: '使用哪个扬声器',
  },
  unnamed: {
    camera: '摄像头 {no}',
    microphone: '麦克风 {no}',
    speaker: '扬声器 {no}',
  },
  network: {
    title: '网络',
    measuring: '正在测量到学校的距离…',
    near: '离学校很近：往返 {ms}\u00a0ms。',
    far: '往返学校 {ms}\u00a0ms，彼此听到的声音会稍有延迟。',
    veryFar: '往返学校 {ms}\u00a0ms。请靠近 Wi-Fi，或关闭正在下载的程序。',
    none: '学校没有回应。请检查 Wi-Fi 或网线。',
  },
  problem: {
    insecure: {
      what: '浏览器只为 HTTPS 页面提供麦克风和摄像头，而这个页面是通过普通 HTTP 打开的。',
      next: '请向学校询问以 https 开头的地址。在这里你仍然可以听课、画板书和发消息。',
    },
    denied: {
      what: '浏览器已被设为不允许学校使用它。',
      next: '点击顶部地址旁的图标，在那里允许，然后再试一次。',
    },
    system: {
      what: '系统不允许这个浏览器使用它。',
      next: '打开系统的隐私设置，允许这个浏览器使用，然后再试一次。',
    },
    missing: {
      what: '没有找到设备。',
      next: '请插上或打开设备，然后再试一次。没有它也可以上课。',
    },
    busy: {
      what: '另一个程序正在使用它。',
      next: '请关闭其他通话和使用它的程序，然后再试一次。',
    },
    policy: {
      what: '这个页面不能请求使用它：浏览器的规则或设备的管理者不允许。',
      next: '请在单独的标签页中打开学校。如果仍然不行，请联系这台设备的管理者。',
    },
    unsupported: {
      what: '这个浏览器不支持。',
      next: '请使用新版的 Chrome、Edge、Firefox 或 Safari。',
    },
    lost: {
      what: '设备被拔出或被占用了。',
      next: '请重新插上或换一个设备，然后再试一次。',
    },
    failed: {
      what: '设备没有启动，浏览器也没有说明原因。',
      next: '请拔下后重新插上，或重新启动浏览器，然后再试一次。',
    },
  },
}
