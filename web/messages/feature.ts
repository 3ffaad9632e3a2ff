import MessageSquare from 'lucide-solid/icons/message-square'
import { screen, type WebFeature } from '../feature.ts'

export const messagesScreens: WebFeature = {
  name: 'messages',
  screens: {
    class: [{ path: '/chat/:channelId?', component: screen(() => import('./ChannelScreen.tsx')) }],
  },
  classTabs: [{ path: 'chat', right: 'channel.read', icon: MessageSquare, words: 'chat' }],
}
