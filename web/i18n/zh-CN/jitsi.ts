export const jitsi = {
  title: 'Jitsi 音视频',
  lead: '检查 JITSI_URL 指定的 Jitsi 能否用来上课。',
  check: '立即检查',
  trying: '正在以学生身份试着进入，最多需要半分钟。',
  trial: '学生进入测试',
  none: '没有指定 Jitsi，上课使用内置的音视频。启动 Lectern 的人可以设置 JITSI_URL 来更换。',
  unreached: '本服务器连不上它。浏览器也许可以，但无法检查它的响应。',
  script: '它返回了 Jitsi 的脚本。',
  noScript: '它有响应，但不是 Jitsi 的脚本：JITSI_URL 指向了别的服务。',
  frame: '它的页面可以嵌入我们的页面。',
  noFrame:
    '它的页面拒绝嵌入。请在它的 CSP_HEADER（frame-ancestors）中写上本校地址，并且不要让代理添加 X-Frame-Options。',
  clock: '它的时钟准确。',
  clockOff: '它的时钟与本机相差 {seconds} 秒，令牌会被拒绝。请校准两台机器的时钟（NTP）。',
  events: '它可以报告进出情况，用于考勤。',
  noEvents: '它不报告进出情况：没有设置 JITSI_EVENTS_SECRET。考勤只使用 Lectern 自己的记录。',
  end: {
    member: '最先进入的学生只是普通参与者。',
    moderator:
      '所有人都会成为主持人：最先进入的学生被设为了主持人。请在那边设置 ENABLE_AUTO_OWNER=0 和 token_affiliation。',
    refused: '它的页面有响应，但不让任何人进入：请核对两边的 JITSI_APP_ID 以及密钥。',
    silent: '它的页面十秒内没有响应，或者不允许嵌入。',
  },
}
