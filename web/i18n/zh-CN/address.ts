import type { address as source } from '../en/address.ts'
import type { Words } from '../words.ts'

export const address: Words<typeof source> = {
  title: '访问地址',
  lead: '本网络中的手机、平板和电脑在这里打开学校。',
  copy: '复制地址',
  qr: '{address} 的二维码',
  secure: '扫码或输入地址即可打开，可使用麦克风和摄像头。',
  onlyPlain: '通过普通 HTTP 打开时，除本机外，浏览器不提供麦克风和摄像头。',
  plain: '不用 HTTPS：{address}。那里没有警告，但浏览器不提供麦克风和摄像头。',
  alone: 'Lectern 目前只接受本机访问，其他人无法打开。请负责启动的人设置 HOST 或 BASE_URL。',
  byBaseUrl: '地址由 BASE_URL 决定：{address}。链接和二维码都指向那里。',
  byProxy: '你是经由代理打开的，地址和证书由代理决定。设置 BASE_URL 后，所有人会得到同一个地址。',
  warning: {
    title: '第一次打开时，浏览器会警告',
    lead: '它还不认识学校的证书。点两下即可继续：',
    chrome: 'Chrome 和 Edge：“高级”，然后“继续前往”。',
    safari: 'Safari：“显示详细信息”，然后“访问此网站”。',
    firefox: 'Firefox：“高级”，然后“接受风险并继续”。',
  },
  trust: {
    title: '不再出现警告',
    lead: '在每台设备上安装一次证书。地址变化后仍然有效，并且只为本服务器和私有网络作保。',
    download: '下载证书',
    name: '显示名称',
    fingerprint: 'SHA-256 指纹',
    until: '有效期至',
    compare: '接受之前，请与设备上显示的指纹核对。',
    open: '打开 {address}。',
    ios: {
      name: 'iPhone 和 iPad',
      open: '用 Safari 打开 {link}，点“允许”。其他浏览器在那里无法安装。',
      install: '设置 → 通用 → VPN 与设备管理：点 {name}，然后“安装”。',
      trust: '设置 → 通用 → 关于本机 → 证书信任设置：打开 {name}。',
    },
    android: {
      name: 'Android 手机和平板',
      open: '用浏览器打开 {link}，文件 lectern.crt 会下载下来。',
      install: '在“设置”中搜索“CA 证书”（通常在 安全 → 加密与凭据 → 安装证书），确认后选择 lectern.crt。',
      firefox: 'Android 版 Firefox 只认自己的列表：请用 Chrome，或跳过它的警告。',
    },
    windows: {
      name: 'Windows 电脑',
      check: '下载证书。在终端中运行 certutil -hashfile lectern.crt SHA256 会显示指纹。',
      install: '打开 lectern.crt → 安装证书 → 当前用户。',
      store: '将所有的证书都放入下列存储 → 受信任的根证书颁发机构 → 完成。然后重新启动浏览器。',
    },
    mac: {
      name: 'Mac 电脑',
      open: '下载并打开 lectern.crt，“钥匙串访问”会询问并添加它。',
      trust: '在“钥匙串访问”中打开 {name}，核对指纹，在“信任”中选择“始终信任”。',
      firefox: 'Firefox：设置 → 隐私与安全 → 查看证书 → 证书颁发机构 → 导入。',
    },
  },
  certificate: {
    title: '本服务器的证书',
    made: '由 Lectern 生成，有效期至 {day}。到期之前或地址变化时会自动更新，无需重启。适用于：',
    given: 'TLS_CERT 中的证书，有效期至 {day}。文件变化时会重新读取。适用于：',
    stale: '最近一次更新失败，仍在使用之前的证书。原因见日志。',
  },
}
